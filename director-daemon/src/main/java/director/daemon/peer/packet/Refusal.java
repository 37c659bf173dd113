// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

/** Why a datagram changed nothing, in the order in which it is looked at. */
public enum Refusal {
  TOO_SHORT,
  TOO_LONG,
  /** Something else speaks at this port. */
  NOT_OURS,
  /** From an address that is not among those configured. */
  UNKNOWN_SENDER,
  /** More of them than a director sends, from there. */
  FLOOD,
  /** Not signed with a key of ours, or changed on its way. */
  WRONG_KEY,
  /** Authentic, and of a form that a later directord speaks. */
  OTHER_FORM,
  /** Authentic, and makes no sense. */
  GARBLED,
  /** Authentic, and was there before. */
  REPLAYED,
  /** Authentic, of a director that has not shown yet that it hears us: it may be of last week. */
  UNINTRODUCED,
  /** From more directors than are kept an eye on. */
  TOO_MANY
}
