// SPDX-License-Identifier: Apache-2.0
package director.netlink.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressTextTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.10, 203.0.113.10",
    "fe80:0:0:0:0:0:0:52, fe80::52",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "0:0:0:0:0:0:0:0, ::",
    "ff02:0:0:0:0:0:0:12, ff02::12"
  })
  @DisplayName("the longest run of zeros is left out, as RFC 5952 has it")
  void shortest(String address, String text) throws UnknownHostException {
    assertEquals(text, AddressText.of(InetAddress.getByName(address)));
  }
}
