// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * An ARP request for one's own address, sent to everybody: whoever knew the address under another
 * hardware address learns the new one (RFC 5227, section 3; RFC 9568, section 8.1.2).
 */
public final class GratuitousArp {
  private static final int HARDWARE_LENGTH = 6;
  private static final int ETHERTYPE_ARP = 0x0806;
  private static final int ETHERNET = 1;
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int REQUEST = 1;

  private GratuitousArp() {}

  /**
   * The whole Ethernet frame, 42 bytes.
   *
   * @param hardware of the interface, 6 bytes
   */
  public static byte[] frame(byte[] hardware, Inet4Address address) {
    if (hardware.length != HARDWARE_LENGTH) {
      throw new IllegalArgumentException("a hardware address of " + hardware.length + " bytes");
    }
    return ByteBuffer.allocate(42)
        .put(everybody())
        .put(hardware)
        .putShort((short) ETHERTYPE_ARP)
        .putShort((short) ETHERNET)
        .putShort((short) ETHERTYPE_IPV4)
        .put((byte) HARDWARE_LENGTH)
        .put((byte) 4)
        .putShort((short) REQUEST)
        .put(hardware)
        .put(address.getAddress())
        .put(everybody())
        .put(address.getAddress())
        .array();
  }

  private static byte[] everybody() {
    return new byte[] {-1, -1, -1, -1, -1, -1};
  }
}
