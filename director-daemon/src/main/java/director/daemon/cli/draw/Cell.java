// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import org.jspecify.annotations.Nullable;

/** A value in a table; {@code -} where there is none. */
record Cell(String text, Tone tone) {
  private static final String NONE = "-";

  Cell {
    text = Words.oneLine(text);
  }

  static Cell of(@Nullable Object value) {
    return of(value, Tone.PLAIN);
  }

  static Cell of(@Nullable Object value, Tone tone) {
    String text = value == null ? "" : value.toString();
    return new Cell(text.isBlank() ? NONE : text, tone);
  }
}
