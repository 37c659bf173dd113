// SPDX-License-Identifier: Apache-2.0
/**
 * What network interfaces do by themselves to packets (linux/ethtool_netlink.h, since Linux 5.6).
 *
 * <p>Start reading at {@link director.netlink.ethtool.Offloads}. Absent on purpose: changing any of
 * it, which is the administrator's.
 */
package director.netlink.ethtool;
