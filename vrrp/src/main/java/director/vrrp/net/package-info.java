// SPDX-License-Identifier: Apache-2.0
/**
 * What the elector needs of the kernel: advertisements over IPv4 and IPv6 through raw sockets,
 * announcements as whole frames through pcap4j, and a picture of the interfaces. Nothing here
 * decides anything.
 */
package director.vrrp.net;
