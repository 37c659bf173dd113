// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

/**
 * A column of a table.
 *
 * @param minimum width it may be cut to; 0 when it is never cut
 * @param rank 0 stays always; of the others the highest is left out first
 */
record Column(String header, boolean toTheRight, int minimum, int rank) {

  static Column text(String header) {
    return new Column(header, false, 0, 0);
  }

  static Column number(String header) {
    return new Column(header, true, 0, 0);
  }

  Column cutTo(int minimum) {
    return new Column(header, toTheRight, minimum, rank);
  }

  Column optional(int rank) {
    return new Column(header, toTheRight, minimum, rank);
  }

  boolean canBeCut(int width) {
    return minimum > 0 && width > minimum;
  }

  String pad(String text, int width) {
    String fitting = Words.shorten(text, width);
    return toTheRight ? Words.right(fitting, width) : Words.left(fitting, width);
  }
}
