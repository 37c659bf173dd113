// SPDX-License-Identifier: Apache-2.0
/**
 * Links, addresses, routes and rules of one network namespace: ask, change, and hear of changes
 * (rtnetlink(7)).
 *
 * <p>Start reading at {@link director.netlink.route.RouteClient} for addresses, {@link
 * director.netlink.route.RoutingClient} for routes and rules, {@link
 * director.netlink.route.LinkClient} for links, and at {@link director.netlink.route.RouteMonitor}
 * for what others change. All speak in the same values; only the codecs know their bytes, {@code
 * Rtnetlink} tells which one reads which message.
 *
 * <p>Absent on purpose: a cache of what was seen. Who needs one opens a monitor, then dumps, and
 * dumps again when the monitor says {@link director.netlink.route.RouteEvent.Overrun}.
 */
package director.netlink.route;
