// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

/** A value names a file that this process may not read; another one may. */
final class DeniedFileException extends UnacceptableValueException {
  private static final long serialVersionUID = 1L;

  private final String file;

  /**
   * The same that is said where this process is the one that matters.
   *
   * @param file as it is written, or where it is
   */
  DeniedFileException(String expected, String hint, String file) {
    super(expected, hint);
    this.file = file;
  }

  String file() {
    return file;
  }
}
