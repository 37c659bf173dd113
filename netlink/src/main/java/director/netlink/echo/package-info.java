// SPDX-License-Identifier: Apache-2.0
/**
 * Asks neighbours by ICMP echo whether they answer to an address of this host: the proof that they
 * learnt where a virtual address is now.
 *
 * <p>Start reading at {@link director.netlink.echo.EchoSocket}; {@code EchoCodec} knows the bytes.
 *
 * <p>Absent on purpose: whom to ask, when to ask again, and how long to wait.
 */
package director.netlink.echo;
