// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;

/** Fills an empty IPVS table. */
interface IpvsLoader {

  /** As in the tables. */
  String name();

  /**
   * Loads it all, and ends what it has started.
   *
   * @return how long it took until the kernel had all of it, in milliseconds
   */
  double load(IpvsShape shape) throws IOException, InterruptedException;
}
