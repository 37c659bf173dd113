// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import director.vrrp.packet.VrrpAdvertisement.Checksum;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What the checksum of an advertisement covers. Over IPv6 it is the whole payload and a pseudo
 * header. Over IPv4 it is the advertisement without the trailer that may follow, in version 2
 * without and in version 3 with or without a pseudo header.
 */
final class VrrpChecksum {
  private static final int OFFSET = 6;

  private VrrpChecksum() {}

  /**
   * Writes the checksum into {@code payload}, whatever was there before.
   *
   * @param payload from position to limit, trailer included
   * @param length of the advertisement without the trailer
   * @param checksum of version 3 over IPv4; has no effect on anything else
   */
  static void put(
      ByteBuffer payload,
      int length,
      InetAddress source,
      InetAddress destination,
      Checksum checksum) {
    int start = payload.position();
    payload.putShort(start + OFFSET, (short) 0);
    boolean ipv6 = source.getAddress().length > 4;
    boolean version3 = (payload.get(start) & 0xff) >> 4 == 3;
    boolean pseudo = ipv6 || (version3 && checksum == Checksum.WITH_PSEUDO_HEADER);
    ByteBuffer covered = ipv6 ? payload : payload.slice(start, length);
    long initial = pseudo ? pseudoHeader(source, destination, covered.remaining()) : 0;
    payload.putShort(start + OFFSET, (short) InternetChecksum.of(covered, initial));
  }

  /** Whether it is right for a packet; of version 3 over IPv4 in either of its two ways. */
  static boolean holds(IpPacket packet, int version, int length) {
    ByteBuffer payload = packet.payload();
    if (packet.isIpv6()) {
      return sumsUp(packet, payload);
    }
    ByteBuffer covered = payload.slice(payload.position(), length);
    return InternetChecksum.of(covered, 0) == 0 || (version == 3 && sumsUp(packet, covered));
  }

  private static boolean sumsUp(IpPacket packet, ByteBuffer covered) {
    long initial = pseudoHeader(packet.source(), packet.destination(), covered.remaining());
    return InternetChecksum.of(covered, initial) == 0;
  }

  private static long pseudoHeader(InetAddress source, InetAddress destination, int length) {
    return InternetChecksum.pseudoHeader(
        source, destination, VrrpAdvertisement.IP_PROTOCOL, length);
  }
}
