// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

/**
 * A hardware address that moves with the role: a macvlan with 00-00-5E-00-01-VRID, or -02- for IPv6
 * (RFC 9568, section 7.3).
 *
 * @param name of the macvlan, at most 15 characters
 * @param sendsFromBase whether advertisements leave by the interface below it, from its address
 */
public record Vmac(String name, boolean sendsFromBase) {}
