// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GratuitousArpTest {

  @Test
  @DisplayName("is a broadcast request for the address by its owner, as keepalived sends it")
  void frame() {
    byte[] hardware = HexFormat.of().parseHex("02005e10000b");

    byte[] frame = GratuitousArp.frame(hardware, Wire.ipv4("203.0.113.10"));

    assertEquals(
        "ffffffffffff02005e10000b0806" // Ethernet: to everybody, ARP
            + "0001080006040001" // of Ethernet and IPv4 addresses, a request
            + "02005e10000bcb00710a" // by us
            + "ffffffffffffcb00710a", // for the same address
        HexFormat.of().formatHex(frame));
  }

  @Test
  @DisplayName("a hardware address that is none is refused")
  void noHardwareAddress() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> GratuitousArp.frame(new byte[8], Wire.ipv4("203.0.113.10")));

    assertEquals("a hardware address of 8 bytes", refusal.getMessage());
  }
}
