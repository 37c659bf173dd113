// SPDX-License-Identifier: Apache-2.0
/**
 * Links and addresses of one network namespace: ask, change, and hear of changes (rtnetlink(7)).
 *
 * <p>Start reading at {@link director.netlink.route.RouteClient} for questions and changes, and at
 * {@link director.netlink.route.RouteMonitor} for what others change. Both speak in the same
 * values; only {@code RouteCodec} knows their bytes.
 *
 * <p>Absent on purpose: a cache of what was seen. Who needs one opens a monitor, then dumps, and
 * dumps again when the monitor says {@link director.netlink.route.RouteEvent.Overrun}.
 */
package director.netlink.route;
