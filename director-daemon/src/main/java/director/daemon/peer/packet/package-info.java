// SPDX-License-Identifier: Apache-2.0
/**
 * What directors tell each other, as values and as bytes. Start with {@link
 * director.daemon.peer.packet.Datagram}: a word each interval ({@link
 * director.daemon.peer.packet.Heartbeat}), and in parts what takes more than one datagram ({@link
 * director.daemon.peer.packet.Account}).
 *
 * <p>Whoever is newer may append: fields to a record, records of a kind that is not known here.
 * They are passed over. Deliberately absent: keys. What comes here is authentic, and may be
 * nonsense nevertheless.
 */
package director.daemon.peer.packet;
