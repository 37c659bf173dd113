// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to values and back: IPv4 headers, VRRP advertisements, gratuitous ARP. Pure. A packet that
 * is refused says why in a {@link director.vrrp.packet.Rejection} that is counted.
 */
package director.vrrp.packet;
