// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

/** A value is not of the kind it should be. The section that was reading adds key and value. */
class UnacceptableValueException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String hint;

  /** Expected is what would have been right, to be read after "must be". */
  UnacceptableValueException(String expected) {
    this(expected, "");
  }

  /**
   * Adds a hint.
   *
   * @param hint what may help the writer, such as "did you mean 2s?"; empty when nothing comes to
   *     mind
   */
  UnacceptableValueException(String expected, String hint) {
    super("must be " + expected);
    this.expected = expected;
    this.hint = hint;
  }

  String hint() {
    return hint;
  }

  String whenMissing() {
    return "is missing: must be " + expected;
  }

  String whenGiven(String value) {
    return "must be " + expected + ", but is " + value + (hint.isEmpty() ? "" : "; " + hint);
  }
}
