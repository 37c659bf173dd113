// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What concerns all virtual routers, or several.
 *
 * @param startDelay how long after the elector's start nothing is sent and nothing is taken over,
 *     0..1 h
 * @param groups by name; {@code vrrp.sync-groups}
 * @param addresses on their devices whoever is MASTER, and so with routes and rules; {@code
 *     vrrp.static}
 */
public record VrrpConfig(
    Duration startDelay,
    SortedMap<String, Group> groups,
    List<VirtualAddress> addresses,
    List<VirtualRoute> routes,
    List<VirtualRule> rules) {
  /** What holds when nothing is said. */
  public static final VrrpConfig DEFAULT =
      new VrrpConfig(Duration.ZERO, Collections.emptySortedMap(), List.of(), List.of(), List.of());

  private static final String MEMBER = "the name of a virtual router of this file";

  public VrrpConfig {
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }

  /**
   * Virtual routers that are MASTER together or not at all.
   *
   * @param members at least two names of virtual routers
   * @param track what each member tracks besides its own
   * @param notifying who is told how it stands as a whole
   */
  public record Group(
      String name, List<String> members, TrackConfig track, NotifyScripts notifying) {
    public Group {
      members = List.copyOf(members);
    }

    static Group from(String name, Section section) {
      return new Group(
          name,
          section.requiredList("members", Kind.text(MEMBER, Section.NAME), "[photos, thumbs]", ""),
          TrackConfig.ofGroup(section.section("track")),
          NotifyForm.scripts(section.section("notify")));
    }

    /** The path of one of its keys. */
    String key(String key) {
      return ConfigUtil.joinPath("vrrp", "sync-groups", name) + "." + key;
    }
  }

  /** All of section {@code vrrp} but its instances. */
  static VrrpConfig from(Section vrrp) {
    Section unmoved = vrrp.section("static");
    return new VrrpConfig(
        vrrp.optional(
            "start-delay", Durations.between(Duration.ZERO, Duration.ofHours(1)), Duration.ZERO),
        vrrp.named("sync-groups", Group::from),
        AddressForm.read(unmoved, "addresses"),
        RouteForm.read(unmoved, "routes"),
        RuleForm.read(unmoved, "rules"));
  }
}
