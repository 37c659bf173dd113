// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.util.concurrent.Executor;

/** Makes a prober for the thread on which it is going to be used. */
@FunctionalInterface
public interface ProberSource {

  /**
   * The prober for that thread.
   *
   * @param thread runs a task on that thread, soon, and is how a prober that works elsewhere brings
   *     its results there
   */
  Prober on(Executor thread);
}
