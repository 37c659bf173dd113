// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

/** Why a received packet was dropped; each reason has a counter of its own. */
public enum Rejection {
  /** Not an IPv4 header, or lengths that contradict each other. */
  IP_HEADER,
  /** TTL is not 255: it came through a router (RFC 9568, section 7.1). */
  TTL,
  /** Sent neither to the VRRP group nor to us. */
  DESTINATION,
  /** Our own source address: a loop on the segment, or somebody who pretends to be us. */
  OWN_ADDRESS,
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
  /** v2: another authentication type than none (RFC 3768, section 5.3.6). */
  AUTHENTICATION,
  /** v2: not our interval (RFC 3768, section 7.1). v3: no interval at all. */
  INTERVAL
}
