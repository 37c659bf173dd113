// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** An Ethernet address, as its text: "02:00:5e:00:01:33". */
public record Mac(String text) {
  static final int LENGTH = 6;
  static final Mac EVERYBODY = new Mac("ff:ff:ff:ff:ff:ff");

  /** The group that frames to an IP group are sent to (RFC 1112, RFC 2464). */
  public static Mac ofGroup(InetAddress group) {
    byte[] bytes = group.getAddress();
    int end = bytes.length;
    return group instanceof Inet6Address
        ? of((byte) 0x33, (byte) 0x33, bytes[end - 4], bytes[end - 3], bytes[end - 2], bytes[15])
        : of((byte) 1, (byte) 0, (byte) 0x5e, (byte) (bytes[1] & 0x7f), bytes[2], bytes[3]);
  }

  static Mac at(ByteBuffer in, int at) {
    return of(Layout.bytes(in, at, LENGTH));
  }

  private static Mac of(byte... octets) {
    StringBuilder text = new StringBuilder();
    for (byte octet : octets) {
      text.append(text.length() == 0 ? "" : ":").append("%02x".formatted(octet));
    }
    return new Mac(text.toString());
  }

  /** In the order of the wire. */
  public byte[] octets() {
    byte[] octets = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      octets[i] = (byte) Integer.parseInt(text.substring(3 * i, 3 * i + 2), 16);
    }
    return octets;
  }

  @Override
  public String toString() {
    return text;
  }
}
