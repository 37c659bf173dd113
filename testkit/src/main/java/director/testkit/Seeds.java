// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import java.util.stream.LongStream;

/**
 * Seeds for parameterized tests. They are the same in every run, so that a build is either red or
 * green; {@code -Dseed=n} runs only that one, to replay a failure.
 */
public final class Seeds {
  private static final String PROPERTY = "seed";

  private Seeds() {}

  /**
   * 1, 2, 3 and so on, as a {@code @MethodSource} returns them; or the one of {@code -Dseed}.
   *
   * @throws IllegalArgumentException if {@code -Dseed} is no whole number
   */
  public static LongStream first(int count) {
    String only = System.getProperty(PROPERTY);
    return only == null ? LongStream.rangeClosed(1, count) : LongStream.of(parse(only));
  }

  private static long parse(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + "=" + text + ": expected a whole number", e);
    }
  }
}
