// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/** The ones' complement sum of RFC 1071. */
final class InternetChecksum {
  private InternetChecksum() {}

  /**
   * From position to limit; the buffer is left as it was. Over a packet whose checksum is in place
   * the result is 0.
   *
   * @param initial a sum to begin with, such as that of a pseudo header
   */
  static int of(ByteBuffer in, long initial) {
    long sum = initial;
    int end = in.limit();
    int at = in.position();
    for (; at + 1 < end; at += 2) {
      sum += ((in.get(at) & 0xff) << 8) | (in.get(at + 1) & 0xff);
    }
    if (at < end) {
      sum += (in.get(at) & 0xff) << 8;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) (~sum & 0xffff);
  }

  /** The IPv4 pseudo header as RFC 5798 has it in mind: addresses, protocol, length. */
  static long pseudoHeader(Inet4Address source, Inet4Address destination, int length) {
    return (long) sum(source) + sum(destination) + VrrpAdvertisement.IP_PROTOCOL + length;
  }

  private static int sum(Inet4Address address) {
    byte[] bytes = address.getAddress();
    return (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff))
        + (((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff));
  }
}
