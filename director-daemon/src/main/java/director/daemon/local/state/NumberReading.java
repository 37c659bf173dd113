// SPDX-License-Identifier: Apache-2.0
package director.daemon.local.state;

/** What a look into a file with a number found. */
public sealed interface NumberReading {

  /** More digits than these say no more about a priority. */
  int LONGEST = 18;

  record Found(long number) implements NumberReading {}

  record Missing() implements NumberReading {}

  /**
   * There is something, but no number.
   *
   * @param problem as the predicate of a sentence: "holds no whole number, but 'yes'"
   */
  record Unusable(String problem) implements NumberReading {

    /** There is nothing in it. */
    public static final Unusable EMPTY = new Unusable("is empty");
  }

  /** The whole text must be one whole decimal number, with white space around it at most. */
  static NumberReading of(String text) {
    String stripped = text.strip();
    String digits =
        stripped.startsWith("-") || stripped.startsWith("+") ? stripped.substring(1) : stripped;
    boolean number =
        !digits.isEmpty()
            && digits.length() <= LONGEST
            && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return number
        ? new Found(Long.parseLong(stripped))
        : stripped.isEmpty()
            ? Unusable.EMPTY
            : new Unusable("holds no whole number, but '" + Said.fit(text) + "'");
  }
}
