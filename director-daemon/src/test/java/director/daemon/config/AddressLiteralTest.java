// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.vrrp.orders.VirtualAddress;
import java.net.InetAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {
  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("addresses are shown in the shortest form, that of RFC 5952")
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "2001:DB8:0:0:0:0:0:10, 2001:db8::10",
    "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "::1, ::1",
    "fe80:0::, fe80::",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
  })
  void showsAddresses(String written, String shown) throws Exception {
    InetAddress address = AddressLiteral.of(written, "an address");

    assertEquals(shown, AddressLiteral.text(address));
  }

  @ParameterizedTest(name = "''{0}''")
  @DisplayName("what is not plainly an address is refused, and never looked up:")
  @ValueSource(
      strings = {
        "localhost",
        "abcd",
        "1",
        "1.2.3",
        "0x7f000001",
        "2130706433",
        "010.0.0.1",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.4 ",
        "",
        ".",
        ":",
        ":::",
        "1:2",
        "1:2:3:4:5:6:7:8:9",
        "[::1]",
        "fe80::1%1",
        "fe80::1%lo",
        "::ffff:1.2.3.4",
        "::",
        "0.0.0.0",
        "ff02::12",
        "2001:db8::1/64",
        "．1.2.3",
      })
  void refusesTheRest(String written) {
    assertThrows(UnacceptableValueException.class, () -> AddressLiteral.of(written, "an address"));
  }

  @Test
  @DisplayName("endpoints and virtual addresses are shown as they are written")
  void showsPairs() throws Exception {
    InetAddress six = AddressLiteral.of("2001:db8::10", "an address");
    InetAddress four = AddressLiteral.of("203.0.113.10", "an address");

    assertEquals("[2001:db8::10]:443", new Endpoint(six, 443).toString());
    assertEquals("203.0.113.10:443", new Endpoint(four, 443).toString());
    assertEquals("203.0.113.10/24", AddressForm.text(new VirtualAddress(four, 24)));
  }
}
