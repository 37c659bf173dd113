// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.VrrpConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** What a reload changed, a line each. */
final class ConfigChanges {
  private ConfigChanges() {}

  static List<String> between(DirectorConfig before, DirectorConfig after) {
    List<String> lines = new ArrayList<>();
    if (!before.name().equals(after.name())) {
      lines.add("director.name is " + after.name() + " now");
    }
    compare("virtual router", before.instances(), after.instances(), lines);
    compare("sync group", before.vrrp().groups(), after.vrrp().groups(), lines);
    if (!withoutGroups(before.vrrp()).equals(withoutGroups(after.vrrp()))) {
      lines.add("vrrp.start-delay or vrrp.static changed");
    }
    compare("tracked script", before.tracked().scripts(), after.tracked().scripts(), lines);
    compare("tracked file", before.tracked().files(), after.tracked().files(), lines);
    compare("tracked process", before.tracked().processes(), after.tracked().processes(), lines);
    compare("tracked service", before.tracked().services(), after.tracked().services(), lines);
    compare("service", before.services(), after.services(), lines);
    return lines;
  }

  private static VrrpConfig withoutGroups(VrrpConfig vrrp) {
    return new VrrpConfig(
        vrrp.startDelay(),
        Collections.emptySortedMap(),
        vrrp.addresses(),
        vrrp.routes(),
        vrrp.rules());
  }

  private static <T> void compare(
      String kind, SortedMap<String, T> before, SortedMap<String, T> after, List<String> lines) {
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> lines.add(kind + " " + name + " removed"));
    after.forEach(
        (name, value) -> {
          if (!before.containsKey(name)) {
            lines.add(kind + " " + name + " added");
          } else if (!value.equals(before.get(name))) {
            lines.add(kind + " " + name + " changed");
          }
        });
  }
}
