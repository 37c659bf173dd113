// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3000 | CAP_SETUID, CAP_SETGID, CAP_KILL",
        "30c0 | CAP_KILL",
        "3060 | CAP_SETUID",
      })
  @DisplayName("to run scripts as somebody else bits 5 to 7 are needed, and a line says for whom")
  void others(String effective, String missing) {
    assertEquals(
        Optional.of(
            "runs a script as user nobody, whom directord may not become without "
                + missing
                + ": say user = directord, or give directord.service AmbientCapabilities="
                + missing.replace(",", "")
                + " (docs/install.md, Scripts as other users)"),
        Privileges.refusalOf("nobody", "directord", Long.parseUnsignedLong(effective, 16)));
  }

  @Test
  @DisplayName("who may become others may run scripts as anybody, who may not as itself")
  void mayRun() {
    assertEquals(Optional.empty(), Privileges.refusalOf("nobody", "directord", 0x30e0));
    assertEquals(Optional.empty(), Privileges.refusalOf("directord", "directord", 0x3000));
  }
}
