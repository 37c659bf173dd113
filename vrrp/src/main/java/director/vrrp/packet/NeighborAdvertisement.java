// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An unsolicited neighbour advertisement to all nodes: whoever knew the address under another
 * hardware address learns the new one (RFC 4861, sections 4.4 and 7.2.6; RFC 9568, section 8.2.3).
 */
public final class NeighborAdvertisement {
  private static final int HARDWARE_LENGTH = 6;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final int VERSION_6 = 0x60000000;
  private static final int ICMPV6 = 58;
  private static final int HOP_LIMIT = 255;
  private static final int TYPE_AND_CODE = 136 << 8;
  private static final int ROUTER = 0x80000000;
  private static final int OVERRIDE = 0x20000000;

  /** With a length of 1, in units of 8 bytes. */
  private static final int TARGET_LINK_LAYER_ADDRESS = 2 << 8 | 1;

  private static final int ICMP_OFFSET = 54;
  private static final int CHECKSUM_OFFSET = ICMP_OFFSET + 2;
  private static final int ICMP_LENGTH = 32;

  /** ff02::1. */
  private static final InetAddress ALL_NODES =
      Octets.address(new byte[] {-1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

  private static final byte[] ALL_NODES_HARDWARE = {0x33, 0x33, 0, 0, 0, 1};

  private NeighborAdvertisement() {}

  /**
   * The whole Ethernet frame, 86 bytes.
   *
   * @param hardware of the interface, 6 bytes
   * @param address which is at the interface, and from which the frame is sent
   * @param router whether the interface forwards: who hears otherwise of its router drops it
   */
  public static byte[] frame(byte[] hardware, Inet6Address address, boolean router) {
    if (hardware.length != HARDWARE_LENGTH) {
      throw new IllegalArgumentException("a hardware address of " + hardware.length + " bytes");
    }
    ByteBuffer frame =
        ByteBuffer.allocate(ICMP_OFFSET + ICMP_LENGTH)
            .put(ALL_NODES_HARDWARE)
            .put(hardware)
            .putShort((short) ETHERTYPE_IPV6)
            .putInt(VERSION_6)
            .putShort((short) ICMP_LENGTH)
            .put((byte) ICMPV6)
            .put((byte) HOP_LIMIT)
            .put(address.getAddress())
            .put(ALL_NODES.getAddress())
            .putShort((short) TYPE_AND_CODE)
            .putShort((short) 0)
            .putInt(OVERRIDE | (router ? ROUTER : 0))
            .put(address.getAddress())
            .putShort((short) TARGET_LINK_LAYER_ADDRESS)
            .put(hardware);
    long pseudo = InternetChecksum.pseudoHeader(address, ALL_NODES, ICMPV6, ICMP_LENGTH);
    int checksum = InternetChecksum.of(frame.position(ICMP_OFFSET), pseudo);
    return frame.putShort(CHECKSUM_OFFSET, (short) checksum).array();
  }
}
