// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

/**
 * A column of a table.
 *
 * @param minimum width it may be cut to; 0 when it is never cut
 * @param rank 0 stays always; of the others the highest is left out first
 * @param yields whether it is cut before another is left out
 */
record Column(String header, boolean toTheRight, int minimum, int rank, boolean yields) {

  static Column text(String header) {
    return new Column(header, false, 0, 0, false);
  }

  static Column number(String header) {
    return new Column(header, true, 0, 0, false);
  }

  Column cutTo(int minimum) {
    return new Column(header, toTheRight, minimum, rank, yields);
  }

  Column optional(int rank) {
    return new Column(header, toTheRight, minimum, rank, yields);
  }

  /** Of a text that matters less than that there is another column. */
  Column yieldingTo(int minimum) {
    return new Column(header, toTheRight, minimum, rank, true);
  }

  /** What it needs at least of its natural width, before another column is left out for it. */
  int least(int natural) {
    return yields ? Math.min(natural, Math.max(minimum, header.length())) : natural;
  }

  boolean canBeCut(int width) {
    return minimum > 0 && width > minimum;
  }

  String pad(String text, int width) {
    String fitting = Words.shorten(text, width);
    return toTheRight ? Words.right(fitting, width) : Words.left(fitting, width);
  }
}
