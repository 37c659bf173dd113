// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Service managers for tests. */
public final class Supervisors {
  private Supervisors() {}

  /** One that passes on what it hears. */
  public static Supervisor telling(Consumer<String> heard) {
    return new Supervisor(
        datagram -> heard.accept(new String(datagram, StandardCharsets.UTF_8)), Runnable::run);
  }
}
