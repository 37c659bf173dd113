// SPDX-License-Identifier: Apache-2.0
/**
 * How addresses are written for people, and in which order. Pure, and for everybody who has some.
 */
package director.netlink.text;
