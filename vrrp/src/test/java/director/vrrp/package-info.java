// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual routers as they run: one with a segment that writes down what it is asked for, and
 * several on a network that misbehaves. Start reading at {@link director.vrrp.Rig}.
 */
package director.vrrp;
