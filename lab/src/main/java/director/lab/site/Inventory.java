// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is on a machine that a package could leave behind.
 *
 * @param things the lines of each kind, sorted
 */
public record Inventory(SortedMap<String, List<String>> things) {
  /** Not what apt and dpkg, systemd, and the lab itself write as they go about. */
  private static final String FILES =
      """
      find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /run/lab \
        -o -path /run/systemd -o -path /run/udev -o -path /run/netns -o -path /run/log -o -path /var/log \
        -o -path /var/cache/apt -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/cache/ldconfig \
        -o -path /var/lib/systemd \\) -prune -o -printf '%p %U %G %m %y\\n'
      find /run -mindepth 1 \\( -path /run/lab -o -path /run/systemd -o -path /run/udev -o -path /run/netns \
        -o -path /run/log \\) -prune -o -printf '%p %U %G %m %y\\n'
      find /run/systemd /var/lib/systemd /var/lib/dpkg/info -name '*directord*'
      """;

  private static final Map<String, String> KINDS =
      Map.of(
          "files", FILES,
          "users", "cat /etc/passwd /etc/shadow /etc/subuid",
          "groups", "cat /etc/group /etc/gshadow /etc/subgid",
          "packages", "dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n'",
          "processes",
              "ps -eo uid,comm,args | grep -E 'directord|java .*director.daemon' | grep -v grep || true",
          "sockets", "ss -Hanp0xtuw 2>/dev/null | grep -E 'directord|112' || true",
          "sysctls",
              "sysctl -a 2>/dev/null | grep -E '^net[.]' | grep -Ev 'nf_conntrack|[.]neigh[.]|route.flush|netdev_rss_key|hostname|vs[.]|ipv6[.]conf[.][^.]*[.]stable_secret'",
          "addresses", "ip -o addr | sed 's/valid_lft.*//'",
          "rules and routes",
              "ip rule; ip -6 rule; ip route show table all; ip -6 route show table all | grep -v 'proto kernel'",
          "units", "systemctl list-unit-files --no-legend --no-pager");

  public Inventory {
    things = new TreeMap<>(things);
  }

  /** What there is now. */
  public static Inventory of(Host host) throws IOException, InterruptedException {
    SortedMap<String, List<String>> things = new TreeMap<>();
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      String out = host.run("bash", "-c", kind.getValue()).out();
      things.put(kind.getKey(), out.lines().sorted().toList());
    }
    // Empty, if the module is there at all: modules stay in the kernel.
    things.put("IPVS", host.run("bash", "-c", "ipvsadm -Sn 2>/dev/null").out().lines().toList());
    return new Inventory(things);
  }

  /** The differences to what there was, a line each: {@code files: + /etc/left-behind ...}. */
  public List<String> since(Inventory before) {
    List<String> differences = new ArrayList<>();
    things.forEach(
        (kind, now) -> {
          List<String> then = before.things.getOrDefault(kind, List.of());
          new TreeSet<>(now)
              .stream()
                  .filter(line -> !then.contains(line))
                  .forEach(line -> differences.add(kind + ": + " + line));
          new TreeSet<>(then)
              .stream()
                  .filter(line -> !now.contains(line))
                  .forEach(line -> differences.add(kind + ": - " + line));
        });
    return List.copyOf(differences);
  }
}
