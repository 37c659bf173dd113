// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Nobody answered on the control socket; the message says why, and what to do. */
public final class DirectorUnreachableException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  public DirectorUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
