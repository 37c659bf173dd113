// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

/**
 * One datagram, without what proves where it comes from.
 *
 * @param session of the sender's process: dice, thrown at its start
 * @param sequence above all that the same session has sent before, from 1
 */
public record Datagram(long session, long sequence, Message message) {}
