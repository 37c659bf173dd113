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

  @ParameterizedTest
  @CsvSource({"443, 1024, 3000, true", "1024, 1024, 3000, false", "443, 1024, 3400, false"})
  @DisplayName("to listen below the first free port bit 10 is needed")
  void ports(int port, int free, String effective, boolean refused) {
    Optional<String> why = Privileges.refusalOf(port, free, Long.parseUnsignedLong(effective, 16));

    assertEquals(
        refused
            ? Optional.of(
                "has port 443, and below 1024 that needs CAP_NET_BIND_SERVICE: choose another, or"
                    + " give directord.service AmbientCapabilities=CAP_NET_BIND_SERVICE and"
                    + " CapabilityBoundingSet=CAP_NET_BIND_SERVICE (docs/install.md, Who may reach it)")
            : Optional.empty(),
        why);
  }

  @ParameterizedTest
  @CsvSource({
    "990, 990, 3000, true",
    "990, 0, 1ffffffffff, false",
    "990, 1000, 0, false",
    // As by su: the user, without what the unit gives it.
    "990, 990, 0, false",
    "0, 0, 1ffffffffff, true",
    ", 0, 1ffffffffff, false",
  })
  @DisplayName("who has the daemon's state and its capabilities has its rights, and nobody else")
  void ofDaemon(Integer owner, int self, String effective, boolean same) {
    assertEquals(
        same,
        Privileges.areOfDaemon(
            Optional.ofNullable(owner), self, Long.parseUnsignedLong(effective, 16)));
  }

  @Test
  @DisplayName("who may become others may run scripts as anybody, who may not as itself")
  void mayRun() {
    assertEquals(Optional.empty(), Privileges.refusalOf("nobody", "directord", 0x30e0));
    assertEquals(Optional.empty(), Privileges.refusalOf("directord", "directord", 0x3000));
  }
}
