// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

/** What a datagram says. */
public sealed interface Message permits Heartbeat, Part, Message.Unknown {

  /** Of a type that a later directord sends. */
  record Unknown(int type) implements Message {}
}
