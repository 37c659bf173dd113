// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

/** TLS cannot be spoken on the terms of a check, for a reason that lies on this host. */
final class UnusableTls extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param why names the file and the cause
   */
  UnusableTls(String why) {
    super(why, null, false, false);
  }

  /** As the middle of a sentence. */
  String why() {
    return String.valueOf(getMessage());
  }
}
