// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet4Address;
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
  public static Ipv4Packet fromPeer(ByteBuffer payload) {
    return new Ipv4Packet(ipv4("192.0.2.1"), ipv4("224.0.0.18"), 255, payload);
  }

  /** An address in dotted decimal. */
  public static Inet4Address ipv4(String dotted) {
    try {
      return (Inet4Address) InetAddress.getByName(dotted);
    } catch (UnknownHostException e) {
      throw new AssertionError(dotted, e);
    }
  }
}
