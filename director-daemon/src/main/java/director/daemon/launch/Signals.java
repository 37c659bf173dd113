// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import sun.misc.Signal;

/** Signals of the process; the JDK has no other way to hear SIGHUP or to choose its exit status. */
@SuppressWarnings("sunapi")
final class Signals {
  private Signals() {}

  /**
   * From now on the signal runs {@code action} and nothing else.
   *
   * @param name without "SIG"
   */
  static void on(String name, Runnable action) {
    Signal.handle(new Signal(name), signal -> action.run());
  }
}
