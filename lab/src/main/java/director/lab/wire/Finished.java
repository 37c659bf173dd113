// SPDX-License-Identifier: Apache-2.0
package director.lab.wire;

/**
 * A command that has ended.
 *
 * @param exit its exit status; 128 + n if signal n ended it
 * @param out what it printed
 * @param err what it complained about
 */
public record Finished(String command, int exit, String out, String err) {

  /**
   * What it printed, if all went well.
   *
   * @throws CommandFailedException with its complaint, if its exit status is not 0
   */
  public String orThrow() throws CommandFailedException {
    if (exit != 0) {
      throw new CommandFailedException(
          "'" + command + "' ended with " + exit + ": " + (err + out).strip());
    }
    return out;
  }
}
