// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.packet;

import java.nio.ByteBuffer;

/** Where things stand in frames (linux/if_ether.h). */
final class Layout {
  static final int ETHERNET = 14;
  static final int ARP = 0x0806;
  static final int IPV4 = 0x0800;
  static final int IPV6 = 0x86dd;
  static final int TCP = 6;
  static final int ICMPV6 = 58;
  static final int VRRP = 112;

  private Layout() {}

  static ByteBuffer frame(int length, Mac to, Mac from, int type) {
    return ByteBuffer.allocate(ETHERNET + length)
        .put(to.octets())
        .put(from.octets())
        .putShort((short) type);
  }

  static byte[] bytes(ByteBuffer in, int at, int length) {
    byte[] bytes = new byte[length];
    in.get(at, bytes);
    return bytes;
  }

  /** The Internet checksum (RFC 1071) from {@code at} to the end, begun with {@code initial}. */
  static short checksum(ByteBuffer in, int at, int end, long initial) {
    long sum = initial;
    for (int i = at; i < end; i += 2) {
      int low = i + 1 < end ? in.get(i + 1) & 0xff : 0;
      sum += (in.get(i) & 0xff) << 8 | low;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }

  /** Of a pseudo header (RFC 9293, section 3.1; RFC 8200, section 8.1). */
  static long pseudo(byte[] source, byte[] destination, int protocol, int length) {
    return sum(source) + sum(destination) + protocol + length;
  }

  private static long sum(byte... bytes) {
    long sum = 0;
    for (int i = 0; i < bytes.length; i += 2) {
      sum += (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
    }
    return sum;
  }
}
