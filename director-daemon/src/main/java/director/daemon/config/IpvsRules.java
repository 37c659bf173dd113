// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What must hold between connection synchronisation and the rest. */
final class IpvsRules {
  private IpvsRules() {}

  /** Concludes nothing from keys that {@code trusted} denies: their values are stand-ins. */
  static List<Conflict> conflicts(DirectorConfig config, Predicate<String> trusted) {
    List<Conflict> found = new ArrayList<>();
    config
        .ipvs()
        .sync()
        .ifPresent(
            sync -> {
              sync.follow().ifPresent(name -> follow(config, name, found));
              config.services().values().stream()
                  .filter(service -> trusted.test(service.virtualKey()))
                  .forEach(service -> families(service, found));
            });
    return found;
  }

  private static void follow(DirectorConfig config, String name, List<Conflict> found) {
    if (!config.instances().containsKey(name)) {
      String meant = Suggestion.among(config.instances().keySet(), name);
      found.add(
          Conflict.at(
              "ipvs.sync.follow",
              "must be always or the name of a virtual router in vrrp.instances, but is \"%s\"%s"
                  .formatted(name, meant.isEmpty() ? "" : "; " + meant)));
    }
  }

  /** The protocol cannot say it, so the kernel has either (ip_vs_genl_set_cmd). */
  private static void families(ServiceConfig service, List<Conflict> found) {
    for (ServerAt server : ServerAt.allOf(service)) {
      if (AddressFamily.of(server.address()) != service.virtual().family()) {
        found.add(
            Conflict.at(
                    server.key("address"),
                    "must be of the family of its service beside ipvs.sync: connections from one"
                        + " family to the other cannot be synchronised")
                .with("ipvs.sync"));
      }
    }
  }
}
