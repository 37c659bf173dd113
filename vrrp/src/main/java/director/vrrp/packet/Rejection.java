// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

/** Why a received packet was dropped; each reason has a counter of its own. */
public enum Rejection {
  /** Not an IP header, or lengths that contradict each other. */
  IP_HEADER,
  /**
   * Multicast: TTL is not 255, it came through a router (RFC 9568, section 7.1). Unicast: beyond
   * the bounds of that peer.
   */
  TTL,
  /** Multicast to a virtual router that speaks unicast, or the reverse; or to another group. */
  DESTINATION,
  /** Our own source address: a loop on the segment, or somebody who pretends to be us. */
  OWN_ADDRESS,
  /** Unicast of somebody who is not among the peers. */
  SOURCE,
  /** Shorter or longer than its header says. */
  LENGTH,
  /** Not the version that the virtual router is configured with. */
  VERSION,
  /** Not an ADVERTISEMENT, the only type there is. */
  TYPE,
  /** No virtual router of ours has this VRID. */
  UNKNOWN_VRID,
  CHECKSUM,
  /** No address at all (RFC 9568, section 5.2.5: the minimum is 1). */
  ADDRESS_COUNT,
  /** v2: an authentication type that RFC 2338 does not know either. */
  AUTHENTICATION_TYPE_UNKNOWN,
  /** v2: another authentication type than ours. */
  AUTHENTICATION_TYPE,
  /** v2: another password than ours. */
  AUTHENTICATION,
  /** No authentication trailer, and ours enforces it. */
  TRAILER_MISSING,
  /** An authentication trailer of a scheme, or with bytes, that the draft does not have. */
  TRAILER_MALFORMED,
  /** Signed with a key that we do not have. */
  TRAILER_UNKNOWN_KEY,
  /** Signed with another secret than ours of the same number, or forged, or damaged. */
  TRAILER_INVALID_HMAC,
  /** Its time stamp is farther from our clock than the window allows. */
  TRAILER_STALE,
  /** Its sequence does not lie above the last of the same sender: seen before, or overtaken. */
  TRAILER_REPLAYED,
  /** v2: not our interval (RFC 3768, section 7.1). v3: no interval at all. */
  INTERVAL
}
