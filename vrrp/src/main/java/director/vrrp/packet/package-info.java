// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to values and back: IP headers, VRRP advertisements, gratuitous ARP, neighbour
 * advertisements. Pure. A packet that is refused says why in a {@link
 * director.vrrp.packet.Rejection} that is counted. Whether an advertisement is authentic is not
 * judged here but in {@code authentication}.
 */
package director.vrrp.packet;
