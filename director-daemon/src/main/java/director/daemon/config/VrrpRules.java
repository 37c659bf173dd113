// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Unicast;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What must hold within a virtual router, and among those of one director. */
final class VrrpRules {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration CENTISECOND = Duration.ofMillis(10);
  private static final Duration LONGEST_V2 = Duration.ofSeconds(255); // Adver Int has 8 bits
  private static final Duration LONGEST_V3 = Duration.ofMillis(40_950); // and 12 in version 3

  // 1500 bytes less the IP and VRRP headers and authentication data leave room for more IPv4
  // addresses than the 8 bits of Count IPvX Addr can say; but not for as many of 16 bytes each.
  private static final int MOST_ADDRESSES = 255;
  private static final int MOST_IPV6_ADDRESSES = 89;

  private VrrpRules() {}

  /** Concludes nothing from keys that {@code trusted} denies: their values are stand-ins. */
  static List<Conflict> conflicts(
      Collection<VrrpInstanceConfig> instances, Predicate<String> trusted) {
    List<Conflict> found = new ArrayList<>();
    instances.stream()
        .filter(instance -> trusted.test(instance.key("version")))
        .forEach(instance -> interval(instance, found));
    instances.forEach(instance -> preemption(instance, found));
    instances.forEach(instance -> addressCount(instance, found));
    routerIds(
        instances.stream().filter(instance -> trusted.test(instance.key("interface"))).toList(),
        found);
    return found;
  }

  private static void interval(VrrpInstanceConfig instance, List<Conflict> found) {
    Duration interval = instance.advertisementInterval();
    boolean v2 = instance.version() == 2;
    Duration step = v2 ? SECOND : CENTISECOND;
    Duration longest = v2 ? LONGEST_V2 : LONGEST_V3;
    if (interval.compareTo(step) >= 0
        && interval.compareTo(longest) <= 0
        && interval.toNanos() % step.toNanos() == 0) {
      return;
    }
    String range = v2 ? "1s..255s in whole seconds" : "10ms..40950ms in steps of 10ms";
    found.add(
        Conflict.at(
            instance.key("advertisement-interval"),
            "must be %s with version %d, but is %s"
                .formatted(range, instance.version(), Durations.words(interval))));
  }

  private static void preemption(VrrpInstanceConfig instance, List<Conflict> found) {
    String preempt = instance.key("preempt");
    String delay = instance.key("preempt-delay");
    String priority = instance.key("priority");
    if (instance.owner() && !instance.preempt()) {
      found.add(
          Conflict.at(
                  preempt,
                  "must be true with priority 255: the owner of the addresses always preempts")
              .with(priority));
    }
    if (instance.preemptDelay().isZero()) {
      return;
    }
    if (instance.owner()) {
      found.add(
          Conflict.at(delay, "must be 0s with priority 255: the owner of the addresses never waits")
              .with(priority));
    } else if (!instance.preempt()) {
      found.add(
          Conflict.at(delay, "must be 0s with preempt = false: there is nothing to wait for")
              .with(preempt));
    }
  }

  private static void addressCount(VrrpInstanceConfig instance, List<Conflict> found) {
    int count = instance.virtualAddresses().size();
    int most = instance.isIpv6() ? MOST_IPV6_ADDRESSES : MOST_ADDRESSES;
    if (count > most) {
      found.add(
          Conflict.at(
              instance.key("virtual-addresses"),
              "must be at most %d, as many as one advertisement can name, but are %d; the rest can"
                      .formatted(most, count)
                  + " move as excluded-addresses"));
    }
  }

  private static void routerIds(Collection<VrrpInstanceConfig> instances, List<Conflict> found) {
    record Election(String interfaceName, int virtualRouterId, boolean ipv6, Object place) {}
    Map<Election, VrrpInstanceConfig> taken = new HashMap<>();
    for (VrrpInstanceConfig instance : instances) {
      var election =
          new Election(
              instance.interfaceName(),
              instance.virtualRouterId(),
              instance.isIpv6(),
              placeOf(instance.transport()));
      VrrpInstanceConfig first = taken.putIfAbsent(election, instance);
      if (first != null) {
        String key = first.key("virtual-router-id");
        found.add(
            Conflict.at(
                    instance.key("virtual-router-id"),
                    "must be unique on its interface, but %d is taken on %s by %s"
                        .formatted(election.virtualRouterId(), election.interfaceName(), key))
                .with(key));
      }
    }
  }

  /** Unicast is heard at its source only, multicast by the whole group. */
  private static InetAddress placeOf(Transport transport) {
    return transport instanceof Unicast unicast
        ? unicast.source()
        : ((Multicast) transport).group();
  }
}
