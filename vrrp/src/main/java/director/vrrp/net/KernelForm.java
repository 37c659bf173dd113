// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.route.AddressFlag;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.IpPrefix;
import director.netlink.route.Lifetime;
import director.netlink.route.NextHop;
import director.netlink.route.Route;
import director.netlink.route.RouteType;
import director.netlink.route.Rule;
import director.netlink.route.RuleAction;
import director.netlink.route.Scope;
import director.vrrp.orders.Prefix;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Virtual addresses, routes and rules as the kernel has them, marked as ours. Pure. */
public final class KernelForm {
  private KernelForm() {}

  /**
   * An address on an interface. One of IPv6 is usable at once, unless duplicate detection is asked
   * for, and is nobody's source by itself (RFC 6724, section 5, rule 3): the MASTER's own
   * connections would come from an address that its real servers have as well. With IPv4 the
   * interface's first address comes before it anyway.
   *
   * @param lease how long the kernel keeps it; 0 = for ever
   */
  public static InterfaceAddress of(VirtualAddress address, int interfaceIndex, Duration lease) {
    boolean ipv6 = address.address() instanceof Inet6Address;
    InterfaceAddress form =
        InterfaceAddress.of(interfaceIndex, address.address(), address.prefixLength())
            .withProtocol(Route.DIRECTORD)
            .withScope(new Scope(address.scope()))
            .withLifetime(lifetime(address, lease));
    if (ipv6 && !address.detectsDuplicates()) {
      form = form.withFlags(AddressFlag.NO_DAD);
    }
    if (address.label() != null) {
      form = form.withLabel(address.label());
    }
    return address.peer() == null ? form : form.withPeer(address.peer());
  }

  private static Lifetime lifetime(VirtualAddress address, Duration lease) {
    Duration valid = lease.isZero() ? Lifetime.ENDLESS : lease;
    return address.address() instanceof Inet6Address
        ? new Lifetime(valid, Duration.ZERO)
        : Lifetime.of(valid);
  }

  /**
   * A route.
   *
   * @param indices of all interfaces that it names
   * @throws IllegalArgumentException if one of them is missing
   */
  public static Route of(VirtualRoute route, Map<String, Integer> indices) {
    IpPrefix destination = prefix(route.destination());
    Route form =
        route.type() == VirtualRoute.Type.UNICAST
            ? Route.to(destination, hops(route, indices).toArray(NextHop[]::new))
            : Route.deadEnd(RouteType.valueOf(route.type().name()), destination);
    form = form.withTable(Integer.toUnsignedLong(route.table()));
    form = form.withMetric(route.metric() == 0 ? form.metric() : route.metric());
    form = form.withMtu(route.mtu());
    if (route.scope() != null) {
      form = form.withScope(new Scope(route.scope()));
    }
    return route.source() == null ? form : form.withSource(route.source());
  }

  private static List<NextHop> hops(VirtualRoute route, Map<String, Integer> indices) {
    if (route.nextHops().isEmpty()) {
      return List.of(hop(route.gateway(), route.device(), 1, route.onLink(), indices));
    }
    return route.nextHops().stream()
        .map(hop -> hop(hop.gateway(), hop.device(), hop.weight(), route.onLink(), indices))
        .toList();
  }

  private static NextHop hop(
      @Nullable InetAddress gateway,
      @Nullable String device,
      int weight,
      boolean onLink,
      Map<String, Integer> indices) {
    return new NextHop(
        Optional.ofNullable(gateway), device == null ? 0 : index(device, indices), weight, onLink);
  }

  private static int index(String device, Map<String, Integer> indices) {
    Integer index = indices.get(device);
    if (index == null) {
      throw new IllegalArgumentException("no index of " + device);
    }
    return index;
  }

  /** A rule. */
  public static Rule of(VirtualRule rule) {
    boolean lookup = rule.action() == VirtualRule.Action.LOOKUP;
    OptionalInt mark = rule.mark() == null ? OptionalInt.empty() : OptionalInt.of(rule.mark());
    IpPrefix any = rule.ipv6() ? IpPrefix.ANY_IPV6 : IpPrefix.ANY_IPV4;
    return new Rule(
        rule.priority(),
        rule.from() == null ? any : prefix(rule.from()),
        rule.to() == null ? any : prefix(rule.to()),
        rule.incoming() == null ? "" : rule.incoming(),
        rule.outgoing() == null ? "" : rule.outgoing(),
        Integer.toUnsignedLong(mark.orElse(0)),
        mark.isPresent() ? Integer.toUnsignedLong(rule.mask()) : 0,
        RuleAction.valueOf(rule.action().name()),
        lookup ? Integer.toUnsignedLong(rule.table()) : 0,
        Route.DIRECTORD);
  }

  /** As the kernel has it: without ones behind the prefix. */
  public static IpPrefix prefix(Prefix prefix) {
    return prefix.length() == 0
        ? prefix.address() instanceof Inet4Address ? IpPrefix.ANY_IPV4 : IpPrefix.ANY_IPV6
        : IpPrefix.around(prefix.address(), prefix.length());
  }
}
