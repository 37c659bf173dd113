// SPDX-License-Identifier: Apache-2.0
package director.daemon.local.state;

import java.util.Map;
import java.util.Optional;

/** Signals in the exit status of a process (signal(7)). */
public final class Signals {

  private static final Map<Integer, String> NAMES =
      Map.of(
          129, "SIGHUP", 130, "SIGINT", 131, "SIGQUIT", 132, "SIGILL", 134, "SIGABRT", 135,
          "SIGBUS", 136, "SIGFPE", 137, "SIGKILL", 139, "SIGSEGV", 143, "SIGTERM");

  private Signals() {}

  /** The signal that {@code status} looks like, as the JDK tells it. */
  public static Optional<String> of(int status) {
    return Optional.ofNullable(NAMES.get(status));
  }
}
