// SPDX-License-Identifier: Apache-2.0
/**
 * What operators ordered at run time, on disk. The director keeps orders about servers, the elector
 * those about elections, each in a file of its own ({@link director.daemon.orders.OrderFile}), so
 * that either process finds them when it starts, also alone, before it decides anything.
 *
 * <p>What an order is, is in {@link director.daemon.orders.state}; what becomes of it, with those
 * who carry it out.
 */
package director.daemon.orders;
