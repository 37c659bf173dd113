// SPDX-License-Identifier: Apache-2.0
/**
 * IPVS by generic netlink (linux/ip_vs.h, "IPVS Generic Netlink interface definitions").
 *
 * <p>Start reading at {@link director.ipvs.netlink.NetlinkIpvsClient}. The codecs turn values into
 * attributes and back, and are pure.
 *
 * <p>Absent: the older interface by socket options, which knows neither IPv6 nor 64-bit counters,
 * and the sync daemons.
 */
package director.ipvs.netlink;
