// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What section {@code control} asks for cannot be had here; the message names the key. */
public final class ControlRefusedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  ControlRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
