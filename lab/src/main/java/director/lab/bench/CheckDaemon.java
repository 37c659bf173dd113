// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;

/** One of the two whose checks are measured. */
interface CheckDaemon {

  /** As in the tables. */
  String name();

  /**
   * Starts it, and returns when its first checks are about to begin.
   *
   * @param nice as {@code nice} takes it
   * @param processors as {@code taskset} takes them
   */
  Checking start(CheckHost host, CheckWork work, int nice, String processors)
      throws IOException, InterruptedException;
}
