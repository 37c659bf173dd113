// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.util.List;
import java.util.stream.Stream;

/**
 * A line of a table.
 *
 * @param alarm marked in the margin
 * @param reason why it is so; empty for none
 * @param explained whether the reason has to be shown even if it takes a line of its own
 * @param notes what else is to be known; each always takes lines of its own
 */
record Row(boolean alarm, List<Cell> cells, String reason, boolean explained, List<Cell> notes) {
  Row {
    cells = List.copyOf(cells);
    reason = Words.oneLine(reason);
    notes = List.copyOf(notes);
  }

  static Row of(Cell... cells) {
    return new Row(false, List.of(cells), "", false, List.of());
  }

  Row alarmIf(boolean alarm) {
    return new Row(alarm, cells, reason, explained, notes);
  }

  /** A reason that is worth a line. */
  Row because(String reason) {
    return new Row(alarm, cells, reason, true, notes);
  }

  /** A reason that is only shown where there is room beside the columns. */
  Row becauseIfRoom(String reason) {
    return new Row(alarm, cells, reason, false, notes);
  }

  Row noting(List<String> notes) {
    return adding(notes.stream().map(note -> Cell.of(note, Tone.ODD)).toList());
  }

  /** Further notes, each in its tone. */
  Row adding(List<Cell> more) {
    List<Cell> all = Stream.concat(notes.stream(), more.stream()).toList();
    return new Row(alarm, cells, reason, explained, all);
  }

  /** Whether a reason that is said once says it for both. */
  boolean explainedLike(Row other) {
    return explained
        && other.explained
        && alarm == other.alarm
        && reason.equals(other.reason)
        && notes.equals(other.notes);
  }
}
