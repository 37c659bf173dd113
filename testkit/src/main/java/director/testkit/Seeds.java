// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import java.util.stream.LongStream;
import java.util.stream.Stream;

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

  /**
   * As {@link #first}, in blocks: for so many seeds that a test of each would be too many tests.
   *
   * @param size of each block but the last
   */
  public static Stream<Block> blocks(int count, int size) {
    if (System.getProperty(PROPERTY) != null) {
      return first(count).mapToObj(only -> new Block(only, only));
    }
    return LongStream.iterate(1, first -> first <= count, first -> first + size)
        .mapToObj(first -> new Block(first, Math.min(first + size - 1, count)));
  }

  /** The seeds from {@code first} to {@code last}. */
  public record Block(long first, long last) {
    public LongStream seeds() {
      return LongStream.rangeClosed(first, last);
    }

    @Override
    public String toString() {
      return first + " to " + last;
    }
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
