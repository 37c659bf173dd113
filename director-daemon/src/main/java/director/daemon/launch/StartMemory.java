// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.netlink.linux.ResidentMemory;
import java.io.IOException;
import org.slf4j.Logger;

/** What only the start needed, which is most of what a program reads. */
final class StartMemory {
  private StartMemory() {}

  /** Gives it back; whatever stands in the way of that is told, and no more. */
  static void letGo(Logger log) {
    try {
      ResidentMemory.letGo();
    } catch (IOException e) {
      log.warn("keeps in memory what only the start needed: {}", e.getMessage());
    }
  }
}
