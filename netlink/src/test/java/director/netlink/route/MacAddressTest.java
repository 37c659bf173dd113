// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MacAddressTest {
  private static final byte[] OCTETS = {0x02, 0x00, 0x5e, 0x00, 0x01, (byte) 0xff};

  @Test
  @DisplayName("is six octets in the order of the wire")
  void octets() {
    MacAddress address = MacAddress.of(OCTETS);

    assertEquals(new MacAddress(0x02005e0001ffL), address);
    assertArrayEquals(OCTETS, address.octets());
    assertEquals("02:00:5e:00:01:ff", address.toString());
    assertEquals("00:00:00:00:00:00", new MacAddress(0).toString());
    assertEquals("ff:ff:ff:ff:ff:ff", new MacAddress(0xffffffffffffL).toString());
  }

  @Test
  @DisplayName("nothing else is one")
  void refuses() {
    assertThrows(IllegalArgumentException.class, () -> MacAddress.of((byte) 1));
    assertThrows(IllegalArgumentException.class, () -> new MacAddress(0x1000000000000L));
    assertThrows(IllegalArgumentException.class, () -> new MacAddress(-1));
  }
}
