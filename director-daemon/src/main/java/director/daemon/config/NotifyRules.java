// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold among named pipes. */
final class NotifyRules {
  private NotifyRules() {}

  static List<Conflict> conflicts(DirectorConfig config) {
    List<Conflict> found = new ArrayList<>();
    Map<Path, String> taken = new HashMap<>();
    NotifyConfig notify = config.notifying();
    own("fifo", notify.fifo(), taken, found);
    own("vrrp-fifo", notify.vrrpFifo(), taken, found);
    own("lvs-fifo", notify.lvsFifo(), taken, found);
    return found;
  }

  private static void own(
      String key, Optional<NotifyConfig.Fifo> fifo, Map<Path, String> taken, List<Conflict> found) {
    fifo.ifPresent(
        one -> {
          String at = "notify." + key;
          String first = taken.putIfAbsent(one.path().normalize(), at);
          if (first != null) {
            found.add(
                Conflict.at(at, "must have a path of its own, which is not that of " + first)
                    .with(first));
          }
        });
  }
}
