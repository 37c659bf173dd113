// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.TrackConfig.Weight;
import director.vrrp.orders.Authentication.Password;
import director.vrrp.orders.Transport.Multicast;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What works with a virtual router, and is probably not meant. */
final class VrrpWarnings {
  private VrrpWarnings() {}

  static List<Conflict> of(DirectorConfig config) {
    List<Conflict> doubts = new ArrayList<>();
    for (VrrpInstanceConfig instance : config.instances().values()) {
      if (instance.isIpv6()
          && instance.transport() instanceof Multicast
          && !instance.virtualAddresses().get(0).address().isLinkLocalAddress()) {
        doubts.add(
            Conflict.at(
                instance.key("virtual-addresses"),
                "should begin with a link-local address, such as \"fe80::51/64\" (RFC 9568,"
                    + " section 5.2.9): other routers may say that the lists differ"));
      }
      if (instance.authentication() instanceof Password) {
        doubts.add(
            Conflict.at(
                instance.key("authentication"),
                "sends its password in clear text to everybody on the network: it guards against"
                    + " mistakes only"));
      }
      if (instance.owner() && instance.track().weighs()) {
        doubts.add(
            Conflict.at(
                instance.key("track"),
                "has weights, which change nothing at priority 255: the owner of the addresses"
                    + " has no other"));
      }
      services(config, instance, doubts);
    }
    return doubts;
  }

  /** Held at 1, the priorities of two directors that suffer alike come closer, or change places. */
  private static void services(
      DirectorConfig config, VrrpInstanceConfig instance, List<Conflict> doubts) {
    SortedMap<String, Weight> all = new TreeMap<>();
    config.vrrp().groups().values().stream()
        .filter(group -> group.members().contains(instance.name()))
        .forEach(group -> all.putAll(group.track().services()));
    all.putAll(instance.track().services());
    int cost = all.values().stream().mapToInt(Weight::weight).sum();
    if (cost >= instance.priority() && !instance.owner()) {
      doubts.add(
          Conflict.at(
              instance.key("track"),
              "has services that cost up to %d, and the priority is %d: it should be above that,"
                      .formatted(cost, instance.priority())
                  + " or a loss that both directors see may move the addresses"));
    }
  }
}
