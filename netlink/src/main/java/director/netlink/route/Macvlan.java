// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

/**
 * A link to be made on another one, with an Ethernet address of its own.
 *
 * @param name 1..15 bytes
 * @param parentIndex of the link below
 * @param mac its Ethernet address
 * @param mode towards other macvlan links of the parent
 */
public record Macvlan(String name, int parentIndex, MacAddress mac, MacvlanMode mode) {}
