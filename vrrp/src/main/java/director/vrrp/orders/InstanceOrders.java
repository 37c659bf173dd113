// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.state.VirtualRouter;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router as the director wants it.
 *
 * @param name unique among the orders
 * @param interfaceName the segment it speaks on
 * @param virtualRouterId 1..255, unique on that segment for its family and transport
 * @param checksum how a v3 checksum over IPv4 is built when we send
 * @param addresses at least one, all of one family, in the order in which they are advertised
 * @param excluded addresses of any family that move likewise but are not advertised
 * @param vmac null for the interface's own hardware address
 * @param lease how long the kernel keeps an address that is not renewed; 0 = for ever
 * @param tracked further interfaces that count
 * @param tracksInterface whether the loss of its own interface's link is a fault
 */
public record InstanceOrders(
    String name,
    String interfaceName,
    int virtualRouterId,
    VirtualRouter router,
    Checksum checksum,
    Transport transport,
    Authentication authentication,
    List<VirtualAddress> addresses,
    List<VirtualAddress> excluded,
    List<VirtualRoute> routes,
    List<VirtualRule> rules,
    @Nullable Vmac vmac,
    Announcing announcing,
    Witnesses witnesses,
    AddressLoss onAddressLoss,
    Duration lease,
    List<TrackedInterface> tracked,
    boolean tracksInterface) {
  public InstanceOrders {
    addresses = List.copyOf(addresses);
    excluded = List.copyOf(excluded);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    tracked = List.copyOf(tracked);
  }

  /**
   * With the protocol's defaults and nothing beyond the election itself: multicast, no tracking.
   */
  public static InstanceOrders of(
      String name,
      String interfaceName,
      int virtualRouterId,
      VirtualRouter router,
      List<VirtualAddress> addresses) {
    boolean ipv6 = addresses.get(0).address() instanceof Inet6Address;
    return new InstanceOrders(
        name,
        interfaceName,
        virtualRouterId,
        router,
        Checksum.WITH_PSEUDO_HEADER,
        ipv6 ? Transport.Multicast.IPV6 : Transport.Multicast.IPV4,
        new Authentication.None(),
        addresses,
        List.of(),
        List.of(),
        List.of(),
        null,
        Announcing.DEFAULT,
        Witnesses.NONE,
        AddressLoss.RESTORE,
        Duration.ZERO,
        List.of(),
        true);
  }

  /** Others' frames to our virtual hardware address come in by the macvlan, the rest below it. */
  public boolean hearsOn(String name) {
    return interfaceName.equals(name) || device().equals(name);
  }

  /** Where its addresses go that name no other place. */
  public String device() {
    return vmac == null ? interfaceName : vmac.name();
  }

  /** Advertised ones first. */
  public List<VirtualAddress> allAddresses() {
    return Stream.concat(addresses.stream(), excluded.stream()).toList();
  }

  /** All that moves, each after what it needs: a route may name an address as its source. */
  public List<Holding> holdings() {
    List<Holding> all = new ArrayList<>(allAddresses());
    all.addAll(routes);
    all.addAll(rules);
    return List.copyOf(all);
  }

  /** What its advertisements name decides over which protocol they travel. */
  public boolean isIpv6() {
    return addresses.get(0).address() instanceof Inet6Address;
  }

  /** Whether a running instance can take these orders over without leaving the election. */
  public boolean continues(InstanceOrders running) {
    return interfaceName.equals(running.interfaceName)
        && virtualRouterId == running.virtualRouterId
        && router.version() == running.router.version()
        && isIpv6() == running.isIpv6()
        && Objects.equals(vmac, running.vmac);
  }
}
