// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.InetAddress;
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

  /**
   * The pseudo header: addresses, protocol, length. Over IPv4 RFC 5798 has it in mind, over IPv6 it
   * is that of RFC 8200, section 8.1; as a sum they are the same.
   */
  static long pseudoHeader(InetAddress source, InetAddress destination, int protocol, int length) {
    return sum(source.getAddress()) + sum(destination.getAddress()) + protocol + length;
  }

  private static long sum(byte[] address) {
    long sum = 0;
    for (int at = 0; at < address.length; at += 2) {
      sum += ((address[at] & 0xff) << 8) | (address[at + 1] & 0xff);
    }
    return sum;
  }
}
