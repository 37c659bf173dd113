// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

/** Everything a {@link RouteMonitor} can hear. */
public sealed interface RouteEvent {
  /** A link is new, or something about it changed; perhaps nothing that {@link Link} shows. */
  record LinkChanged(Link link) implements RouteEvent {}

  /** A link was deleted or moved to another network namespace, and its addresses with it. */
  record LinkGone(int index, String name) implements RouteEvent {}

  /** An address is new, or its flags or lifetimes changed. */
  record AddressAdded(InterfaceAddress address) implements RouteEvent {}

  record AddressGone(InterfaceAddress address) implements RouteEvent {}

  /** A route is new, or took the place of the one like it. */
  record RouteAdded(Route route) implements RouteEvent {}

  /**
   * A route was deleted. Of IPv4 routes that go with their link or address the kernel does not
   * tell.
   */
  record RouteGone(Route route) implements RouteEvent {}

  record RuleAdded(Rule rule) implements RouteEvent {}

  record RuleGone(Rule rule) implements RouteEvent {}

  /** Events were lost: what was heard so far may be stale, dump again. */
  record Overrun() implements RouteEvent {}
}
