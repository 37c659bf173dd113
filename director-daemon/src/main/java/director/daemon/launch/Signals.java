// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import java.lang.reflect.Proxy;

/**
 * Signals of the process. The JDK has no other way to hear SIGHUP, or to choose the exit status
 * after SIGTERM, than sun.misc.Signal of its module jdk.unsupported; javac warns of it by name and
 * cannot be told not to, so it is reached by reflection.
 */
final class Signals {
  private Signals() {}

  /**
   * From now on the signal runs {@code action} and nothing else.
   *
   * @param name without "SIG"
   */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object run =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), run);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime has no signals (jdk.unsupported)", e);
    }
  }
}
