// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NeighborAdvertisementTest {
  private static final byte[] HARDWARE = HexFormat.of().parseHex("02005e10000b");

  @Test
  @DisplayName("goes to all nodes, from the address itself, and overrides what they knew")
  void frame() {
    byte[] frame = NeighborAdvertisement.frame(HARDWARE, Wire.ipv6("2001:db8::10"), false);

    assertEquals(
        "33330000000102005e10000b86dd" // Ethernet: to all nodes, IPv6
            + "6000000000203aff" // 32 bytes of ICMPv6, hop limit 255
            + "20010db8000000000000000000000010"
            + "ff020000000000000000000000000001"
            + "88009af220000000" // neighbour advertisement, override, not solicited
            + "20010db8000000000000000000000010"
            + "020102005e10000b", // target link-layer address
        HexFormat.of().formatHex(frame));
  }

  @Test
  @DisplayName("an interface that forwards says that it is a router")
  void router() {
    byte[] frame = NeighborAdvertisement.frame(HARDWARE, Wire.ipv6("fe80::10"), true);

    assertEquals(
        "33330000000102005e10000b86dd"
            + "6000000000203aff"
            + "fe800000000000000000000000000010"
            + "ff020000000000000000000000000001"
            + "88007962a0000000"
            + "fe800000000000000000000000000010"
            + "020102005e10000b",
        HexFormat.of().formatHex(frame));
  }

  @Test
  @DisplayName("a hardware address that is none is refused")
  void noHardwareAddress() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> NeighborAdvertisement.frame(new byte[8], Wire.ipv6("fe80::10"), false));

    assertEquals("a hardware address of 8 bytes", refusal.getMessage());
  }
}
