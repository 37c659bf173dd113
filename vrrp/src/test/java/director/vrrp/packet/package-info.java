// SPDX-License-Identifier: Apache-2.0
/**
 * What the codec promises. The bytes are literals: of version 2 as keepalived 2.4.3 put them on the
 * wire, of version 3 and of everything malformed as computed by a program that shares nothing with
 * ours.
 */
package director.vrrp.packet;
