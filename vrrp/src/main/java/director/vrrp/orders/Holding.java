// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

/** Something that is in the kernel of the MASTER and nowhere else. */
public sealed interface Holding permits VirtualAddress, VirtualRoute, VirtualRule {}
