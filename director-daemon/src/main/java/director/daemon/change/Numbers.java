// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

/** Numbers of things in a sentence. */
final class Numbers {
  private Numbers() {}

  static String connections(long number) {
    return of(number, "connection");
  }

  /** "1 server", "12 servers". */
  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
