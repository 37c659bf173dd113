// SPDX-License-Identifier: Apache-2.0
package director.lab.wire;

import java.io.IOException;

/** A command of the lab's own did not do what it was asked for. */
public final class CommandFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }
}
