// SPDX-License-Identifier: Apache-2.0
/** Generic netlink: families that are found by name (linux/genetlink.h). */
package director.netlink.generic;
