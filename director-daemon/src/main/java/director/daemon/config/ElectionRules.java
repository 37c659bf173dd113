// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.Transport.Unicast;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What must hold between the parts of a virtual router, and within sync groups. */
final class ElectionRules {
  private ElectionRules() {}

  static List<Conflict> conflicts(DirectorConfig config, Predicate<String> trusted) {
    List<Conflict> found = new ArrayList<>();
    for (VrrpInstanceConfig instance : config.instances().values()) {
      families(instance, trusted, found);
      transport(instance, found);
      witnesses(instance, found);
    }
    hardwareAddresses(config.instances().values(), found);
    groups(config, found);
    devices(config.vrrp(), found);
    return found;
  }

  private static void families(
      VrrpInstanceConfig instance, Predicate<String> trusted, List<Conflict> found) {
    List<VirtualAddress> all = instance.virtualAddresses();
    for (int i = 1; i < all.size(); i++) {
      String key = instance.key("virtual-addresses[" + i + "]");
      String first = instance.key("virtual-addresses[0]");
      boolean differs =
          AddressLiteral.isIpv6(all.get(i).address())
              != AddressLiteral.isIpv6(all.get(0).address());
      if (differs && trusted.test(first)) {
        found.add(
            Conflict.at(
                    key,
                    "must be of the family of the first: each family is an election of its own;"
                        + " excluded-addresses may hold the other")
                .with(first));
      }
    }
    if (instance.isIpv6() && instance.version() == 2) {
      found.add(Conflict.at(instance.key("version"), "must be 3 with IPv6 addresses"));
    }
    if (instance.checksum() == Checksum.WITHOUT_PSEUDO_HEADER
        && (instance.isIpv6() || instance.version() == 2)) {
      found.add(
          Conflict.at(
              instance.key("checksum"),
              "can only be chosen for version 3 over IPv4: all others know one way"));
    }
  }

  private static void transport(VrrpInstanceConfig instance, List<Conflict> found) {
    if (!(instance.transport() instanceof Unicast)) {
      return;
    }
    if (instance.vmac().isPresent() && !instance.vmac().get().sendsFromBase()) {
      found.add(
          Conflict.at(
              instance.key("vmac"),
              "needs send-from-base = true beside unicast: nobody answers to its hardware address"
                  + " before it is MASTER"));
    }
  }

  private static void witnesses(VrrpInstanceConfig instance, List<Conflict> found) {
    List<InetAddress> all = instance.witnesses().addresses();
    for (int i = 0; i < all.size(); i++) {
      if (AddressLiteral.isIpv6(all.get(i)) != instance.isIpv6()) {
        found.add(
            Conflict.at(
                instance.key("convergence.witnesses[" + i + "]"),
                "must be of the family of the virtual addresses, which it is asked about"));
      }
    }
  }

  private static void hardwareAddresses(
      Collection<VrrpInstanceConfig> instances, List<Conflict> found) {
    Map<String, String> taken = new HashMap<>();
    instances.forEach(
        instance -> taken.putIfAbsent(instance.interfaceName(), instance.key("interface")));
    for (VrrpInstanceConfig instance : instances) {
      if (instance.vmac().isPresent()) {
        String name = instance.vmac().get().name();
        String first = taken.putIfAbsent(name, instance.key("vmac"));
        if (first != null) {
          found.add(
              Conflict.at(
                      instance.key("vmac"),
                      "needs a name of its own, but %s is taken by %s; give it one: vmac { name ="
                              .formatted(name, first)
                          + " vrrp.a }")
                  .with(first));
        }
      }
    }
  }

  private static void groups(DirectorConfig config, List<Conflict> found) {
    Map<String, String> grouped = new HashMap<>();
    for (VrrpConfig.Group group : config.vrrp().groups().values()) {
      Set<String> own = new HashSet<>();
      for (int i = 0; i < group.members().size(); i++) {
        String member = group.members().get(i);
        String key = group.key("members[" + i + "]");
        String first = grouped.putIfAbsent(member, key);
        if (!own.add(member) || first != null) {
          found.add(
              Conflict.at(key, "must be a member once, and of one group, but so is " + first)
                  .with(first));
        } else if (!config.instances().containsKey(member)) {
          found.add(
              Conflict.at(
                  key,
                  "must be one of vrrp.instances, but there is no "
                      + member
                      + hint(config, member)));
        }
      }
      if (own.size() < 2) {
        found.add(Conflict.at(group.key("members"), "must be at least two"));
      }
      agree(config, group, found);
    }
  }

  private static String hint(DirectorConfig config, String member) {
    String hint = Suggestion.among(config.instances().keySet(), member);
    return hint.isEmpty() ? "" : "; " + hint;
  }

  /** One that preempts and one that does not would draw the group back and forth. */
  private static void agree(DirectorConfig config, VrrpConfig.Group group, List<Conflict> found) {
    List<VrrpInstanceConfig> members =
        config.instances().values().stream()
            .filter(instance -> group.members().contains(instance.name()))
            .toList();
    for (VrrpInstanceConfig member : members) {
      VrrpInstanceConfig first = members.get(0);
      if (member.preempt() != first.preempt()) {
        found.add(disagree(member, first, group, "preempt"));
      }
      if (member.owner() != first.owner()) {
        found.add(disagree(member, first, group, "priority"));
      }
    }
  }

  private static Conflict disagree(
      VrrpInstanceConfig member, VrrpInstanceConfig first, VrrpConfig.Group group, String key) {
    String meaning = key.equals("preempt") ? "must be" : "must be 255 for all or for none,";
    return Conflict.at(
            member.key(key),
            "%s as that of %s: both are of sync group %s"
                .formatted(meaning, first.name(), group.name()))
        .with(first.key(key));
  }

  private static void devices(VrrpConfig vrrp, List<Conflict> found) {
    for (int i = 0; i < vrrp.addresses().size(); i++) {
      if (vrrp.addresses().get(i).device() == null) {
        found.add(
            Conflict.at(
                "vrrp.static.addresses[" + i + "]",
                "needs a device: { address = \"192.0.2.7/24\", device = eth0 }"));
      }
    }
  }
}
