// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import java.io.IOException;

/** The other end said something that only its version knows: nothing is wrong with the line. */
final class UnknownMessageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String kind;

  UnknownMessageException(String kind) {
    super("not a message: of the kind " + kind + ", which this version does not know");
    this.kind = kind;
  }

  String kind() {
    return kind;
  }
}
