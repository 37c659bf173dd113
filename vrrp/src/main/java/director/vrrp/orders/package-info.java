// SPDX-License-Identifier: Apache-2.0
/**
 * What the director wants of the elector: values only, as they also travel between the two
 * processes and lie on the elector's disk. Begin with {@link director.vrrp.orders.Orders}. Nothing
 * here is validated a second time: that was done where the configuration was read.
 */
package director.vrrp.orders;
