// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivilegesTest {

  @Test
  @DisplayName("the effective set is read from among the others")
  void effective() {
    List<String> status =
        List.of(
            "Name:\tjava",
            "CapInh:\t0000000000000000",
            "CapPrm:\t000001ffffffffff",
            "CapEff:\t00000000a80435fb",
            "CapBnd:\t000001ffffffffff",
            "NoNewPrivs:\t0");

    assertEquals(0xa80435fbL, Privileges.effective(status));
  }

  @Test
  @DisplayName("a set with its highest bit is read, too")
  void allBits() {
    assertEquals(-1L, Privileges.effective(List.of("CapEff:\tffffffffffffffff")));
  }

  @Test
  @DisplayName("no line, no privileges")
  void noLine() {
    assertEquals(0L, Privileges.effective(List.of("Name:\tjava", "CapPrm:\t000001ffffffffff")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3000 | ''",
        "1ffffffffff | ''",
        "2000 | CAP_NET_ADMIN",
        "1000 | CAP_NET_RAW",
        "0 | CAP_NET_ADMIN, CAP_NET_RAW",
        // What containers have by default: raw sockets, but not CAP_NET_ADMIN.
        "a80425fb | CAP_NET_ADMIN",
        "1ffffffcfff | CAP_NET_ADMIN, CAP_NET_RAW",
      })
  @DisplayName("bits 12 and 13 of linux/capability.h are needed, and the missing ones are named")
  void missing(String effective, String missing) {
    assertEquals(
        missing, String.join(", ", Privileges.missing(Long.parseUnsignedLong(effective, 16))));
  }
}
