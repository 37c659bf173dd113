// SPDX-License-Identifier: Apache-2.0
package director.daemon.local.state;

/** What came of a run of a script, or why there was none. */
public sealed interface RunEnd {

  /**
   * It must not be run as it is there.
   *
   * @param problem as the end of a sentence: "/usr/local/bin/check does not exist"
   */
  record Refused(String problem) implements RunEnd {}

  /**
   * It was not run, and that is not its fault.
   *
   * @param problem what the machine says
   */
  record NotRun(String problem) implements RunEnd {}

  /**
   * It ended by itself.
   *
   * @param status 0..255; the JDK tells signals as a shell does: 128 and the signal's number, so a
   *     script that exits with such a status looks as if it was killed
   * @param patience as it was at the end
   * @param said the end of its output, a char for each byte
   */
  record Exited(int status, Patience patience, String said) implements RunEnd {}

  /**
   * It did not end in time, and is being ended.
   *
   * @param ruling FAILED or VOID
   * @param patience as it was then
   * @param said the end of its output so far, a char for each byte
   */
  record Overdue(Patience.Ruling ruling, Patience patience, String said) implements RunEnd {}
}
