// SPDX-License-Identifier: Apache-2.0
/** What is seen of the interfaces, without a kernel; and sockets in the lab. */
package director.vrrp.net;
