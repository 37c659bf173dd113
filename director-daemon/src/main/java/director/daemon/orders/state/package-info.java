// SPDX-License-Identifier: Apache-2.0
/**
 * What operators ordered and nobody has undone, as values. Begin with {@link
 * director.daemon.orders.state.StandingOrder}.
 *
 * <p>Pure: what time it is is handed in, as a {@link director.daemon.orders.state.Moment}.
 */
package director.daemon.orders.state;
