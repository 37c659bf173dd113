// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.route.Link;
import director.netlink.route.MacAddress;
import director.netlink.route.Macvlan;
import director.netlink.route.MacvlanMode;
import java.util.Optional;

/** What has to be done so that a virtual router has its macvlan. Pure. */
public sealed interface VmacPlan {

  /** It is there as it has to be. */
  record Ready(Link link) implements VmacPlan {}

  /** It is there, but down. */
  record Raise(Link link) implements VmacPlan {}

  /** There is none yet. */
  record Create(Macvlan macvlan) implements VmacPlan {}

  /** A former one is in the way: its interface was deleted and made again, or the VRID is new. */
  record Replace(Link former, Macvlan macvlan) implements VmacPlan {}

  /** Nothing can be done now. */
  record Wait(String reason) implements VmacPlan {}

  /**
   * The hardware address of a virtual router (RFC 9568, section 7.3).
   *
   * @param virtualRouterId 1..255
   */
  static MacAddress mac(int virtualRouterId, boolean ipv6) {
    return MacAddress.of(new byte[] {0, 0, 0x5e, 0, (byte) (ipv6 ? 2 : 1), (byte) virtualRouterId});
  }

  /**
   * Compares what is there with what has to be.
   *
   * @param name of the macvlan
   * @param base the interface below it
   */
  static VmacPlan of(
      NetworkView view, String name, String base, int virtualRouterId, boolean ipv6) {
    Optional<Link> below = view.link(base);
    if (below.isEmpty()) {
      return new Wait("interface " + base + " does not exist");
    }
    MacAddress mac = mac(virtualRouterId, ipv6);
    Macvlan wanted = new Macvlan(name, below.get().index(), mac, MacvlanMode.PRIVATE);
    Optional<Link> there = view.link(name);
    if (there.isEmpty()) {
      return new Create(wanted);
    }
    Link link = there.get();
    if (!link.kind().equals("macvlan") || !isVirtual(link)) {
      return new Wait(
          "interface "
              + name
              + " exists and is not one of directord: give the vmac another name, or delete it"
              + " (ip link delete "
              + name
              + ")");
    }
    if (link.parentIndex() != wanted.parentIndex() || !link.mac().equals(Optional.of(mac))) {
      return new Replace(link, wanted);
    }
    return link.up() ? new Ready(link) : new Raise(link);
  }

  /** Whether its hardware address is one that only virtual routers have. */
  static boolean isVirtual(Link link) {
    return link.mac().map(mac -> mac.toString().startsWith("00:00:5e:00:0")).orElse(false);
  }
}
