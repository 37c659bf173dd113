// SPDX-License-Identifier: Apache-2.0
/**
 * The system calls of the project, by jnr-ffi: {@link director.netlink.linux.LibC} declares them,
 * the small classes beside it wrap a descriptor each.
 *
 * <p>For packets of VRRP start reading at {@link director.netlink.linux.RawIpv4Socket}. What is
 * received from a raw socket makes no garbage, and has the time when the kernel got it: a thread
 * that was late does not make the packet late.
 *
 * <p>Buffers are passed as the address of a direct ByteBuffer: no copy, no allocation, and the
 * cheapest of the ways that were measured.
 */
package director.netlink.linux;
