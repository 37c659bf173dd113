// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

/**
 * What servers, scripts and callers wrote, made fit for a terminal: nothing in it moves a cursor,
 * sets a colour, turns the direction of writing, or fills a screen.
 */
final class Harmless {
  private static final int LONGEST = 300;

  private Harmless() {}

  /** On one line, and no longer than {@value #LONGEST} characters. */
  static String text(String foreign) {
    StringBuilder out = new StringBuilder();
    foreign
        .strip()
        .codePoints()
        .limit(LONGEST)
        .forEach(
            character -> {
              if (isPlain(character)) {
                out.appendCodePoint(character);
              } else {
                out.append(escaped(character));
              }
            });
    boolean more = foreign.strip().codePoints().skip(LONGEST).findAny().isPresent();
    return more ? out + "..." : out.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escaped(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          character <= 0xff ? "\\x%02x".formatted(character) : "\\u%04x".formatted(character);
    };
  }
}
