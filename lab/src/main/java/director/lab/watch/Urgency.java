// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.netlink.linux.ErrnoException;
import director.netlink.linux.RealTime;

/** Lets an instrument go before what it measures. */
final class Urgency {
  private static final int PRIORITY = 20;

  private Urgency() {}

  /**
   * Puts the calling thread before the daemons' start-up work, which on one processor would look
   * like an outage.
   */
  static void beforeDaemons() {
    try {
      RealTime.fifo(PRIORITY);
    } catch (ErrnoException e) {
      return; // where this is not permitted, there is more than one processor
    }
  }
}
