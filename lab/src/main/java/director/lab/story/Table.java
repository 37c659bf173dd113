// SPDX-License-Identifier: Apache-2.0
package director.lab.story;

import java.util.ArrayList;
import java.util.List;

/** A table of text, its columns as wide as their widest cell. */
public record Table(List<List<String>> rows) {
  private static final String GAP = "   ";

  /**
   * @param rows the first one is the heading; all have as many cells as that
   */
  public Table {
    rows = rows.stream().map(List::copyOf).toList();
    int columns = rows.get(0).size();
    if (rows.stream().anyMatch(row -> row.size() != columns)) {
      throw new IllegalArgumentException("rows of different lengths: " + rows);
    }
  }

  /** Its lines, with a rule below the heading and no spaces at the ends. */
  public List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int index = column;
      widths.add(rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    lines.add(1, line(widths.stream().map("-"::repeat).toList(), widths));
    return List.copyOf(lines);
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths.get(column) - cell.length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
