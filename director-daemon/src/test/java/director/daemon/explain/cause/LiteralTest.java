// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.10/24, 203.0.113.10",
    "203.0.113.10:443, 203.0.113.10:443",
    "2001:DB8::1/64, 2001:db8:0:0:0:0:0:1",
    "2001:db8:0:0:0:0:0:0001, 2001:db8:0:0:0:0:0:1",
    "::, 0:0:0:0:0:0:0:0",
    "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1]:443, [2001:db8:0:0:0:0:0:1]:443",
    "fe80::1%eth0, fe80::1%eth0",
    "fwmark 7, fwmark 7",
    "'', ''",
    "[, [",
    ":::, 0:0:0:0:0:0::",
  })
  @DisplayName("two ways to write an address are one, and nonsense stays nonsense")
  void plain(String written, String plain) {
    assertEquals(plain, Literal.plain(written));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.10:443, 203.0.113.10",
    "203.0.113.10:8000-8009, 203.0.113.10",
    "203.0.113.10, 203.0.113.10",
    "[2001:db8::1]:443, 2001:db8:0:0:0:0:0:1",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1",
  })
  @DisplayName("the host is what is left without port and brackets")
  void host(String written, String host) {
    assertEquals(host, Literal.host(written));
  }
}
