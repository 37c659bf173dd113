// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes of tests, written as hexadecimal digits. */
public final class Wire {
  private Wire() {}

  public static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  public static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }

  /** What a raw socket would deliver of {@code payload}, multicast by 192.0.2.1. */
  public static IpPacket fromPeer(ByteBuffer payload) {
    return new IpPacket(ipv4("192.0.2.1"), ipv4("224.0.0.18"), 255, payload);
  }

  /** An address in dotted decimal. */
  public static Inet4Address ipv4(String dotted) {
    try {
      return (Inet4Address) InetAddress.getByName(dotted);
    } catch (UnknownHostException e) {
      throw new AssertionError(dotted, e);
    }
  }

  /** What a raw socket would deliver of {@code payload}, multicast by fe80::1. */
  public static IpPacket fromPeer6(ByteBuffer payload) {
    return new IpPacket(ipv6("fe80::1"), ipv6("ff02::12"), 255, payload);
  }

  /** An address in colon notation. */
  public static Inet6Address ipv6(String text) {
    try {
      return (Inet6Address) InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(text, e);
    }
  }
}
