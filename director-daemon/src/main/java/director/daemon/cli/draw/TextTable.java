// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns with a margin for alarms. On a narrow screen it leaves out columns, then cuts
 * those that may be cut; reasons stand in a last column if all that matter fit, and else beneath
 * their rows, once for neighbours that share one. Notes always stand beneath.
 */
final class TextTable {
  private static final String PLAIN_MARGIN = " ".repeat(Layout.MARGIN);
  private static final String ALARM_MARGIN = "!! ";
  private static final String REASON_MARGIN = " ".repeat(2 * Layout.MARGIN);

  private final List<Column> columns;
  private final Layout layout;
  private final Screen screen;
  private final boolean abridged;

  private TextTable(List<Column> columns, Layout layout, Screen screen, boolean abridged) {
    this.columns = columns;
    this.layout = layout;
    this.screen = screen;
    this.abridged = abridged;
  }

  /** Laid out for these rows; may draw them in portions that keep the same columns. */
  static TextTable of(List<Column> columns, List<Row> rows, Screen screen) {
    return new TextTable(columns, Layout.of(columns, rows, screen.width()), screen, true);
  }

  /** The same, but no reason is cut: those beneath their rows take the lines they need. */
  TextTable unabridged() {
    return new TextTable(columns, layout, screen, false);
  }

  /** A header and the rows; nothing at all without rows. */
  List<String> draw(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (i == 0) {
        lines.add(header());
      }
      Row row = rows.get(i);
      lines.add(line(row));
      boolean saidBelow = i + 1 < rows.size() && row.explainedLike(rows.get(i + 1));
      if (!saidBelow) {
        lines.addAll(beneath(row));
      }
    }
    return lines;
  }

  private List<String> beneath(Row row) {
    List<String> lines = new ArrayList<>();
    if (reasonGoesBeneath(row) && !abridged) {
      lines.addAll(Words.paragraph(REASON_MARGIN, row.reason(), screen.width()));
    } else if (reasonGoesBeneath(row)) {
      int width = screen.width() - REASON_MARGIN.length();
      lines.add(REASON_MARGIN + Words.shorten(row.reason(), width));
    }
    for (Cell note : row.notes()) {
      Words.paragraph(REASON_MARGIN, note.text(), screen.width())
          .forEach(line -> lines.add(note.tone().paint(line, screen)));
    }
    return lines;
  }

  private boolean reasonGoesBeneath(Row row) {
    return layout.reasonWidth() == 0 && row.explained() && !row.reason().isEmpty();
  }

  private String header() {
    StringBuilder line = new StringBuilder(PLAIN_MARGIN);
    layout
        .widths()
        .forEach(
            (index, width) -> {
              Column column = columns.get(index);
              line.append(column.pad(column.header(), width)).append(" ".repeat(Layout.GAP));
            });
    return line.append(layout.reasonWidth() > 0 ? "REASON" : "").toString().stripTrailing();
  }

  private String line(Row row) {
    return (cells(row) + Words.shorten(row.reason(), layout.reasonWidth())).stripTrailing();
  }

  private String cells(Row row) {
    StringBuilder line = new StringBuilder();
    line.append(row.alarm() ? Tone.BAD.paint(ALARM_MARGIN, screen) : PLAIN_MARGIN);
    layout
        .widths()
        .forEach(
            (index, width) -> {
              Cell cell = row.cells().get(index);
              String padded = columns.get(index).pad(cell.text(), width);
              line.append(cell.tone().paint(padded, screen)).append(" ".repeat(Layout.GAP));
            });
    return line.toString();
  }
}
