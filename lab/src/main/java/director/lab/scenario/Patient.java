// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

/**
 * A real server of the clinic, how it is checked, and what is to be found.
 *
 * @param check the inside of its {@code check}
 * @param state UP or DOWN
 * @param words that the last result has
 */
record Patient(String name, String check, String state, String words) {

  static Patient well(String name, String check, String words) {
    return new Patient(name, check, "UP", words);
  }

  static Patient sick(String name, String check, String words) {
    return new Patient(name, check, "DOWN", words);
  }
}
