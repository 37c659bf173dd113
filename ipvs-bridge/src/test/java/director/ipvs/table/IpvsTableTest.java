// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A table")
class IpvsTableTest {

  @Test
  @DisplayName("is in the order of addresses as numbers, IPv4 first, then ports, then protocols")
  void isInOrder() {
    IpvsTable table =
        table(
            entry(rr(tcp("2001:db8::10", 80))),
            entry(rr(udp("203.0.113.10", 53))),
            entry(rr(tcp("203.0.113.10", 53))),
            entry(rr(tcp("203.0.113.9", 443))),
            entry(rr(tcp("10.0.0.1", 443))));

    List<String> order = table.services().keySet().stream().map(Object::toString).toList();

    assertEquals(
        List.of(
            "TCP 10.0.0.1:443",
            "TCP 203.0.113.9:443",
            "TCP 203.0.113.10:53",
            "UDP 203.0.113.10:53",
            "TCP [2001:db8::10]:80"),
        order);
  }

  @Test
  @DisplayName("holds no service and no real server twice")
  void refusesDuplicates() {
    VirtualService.Id https = tcp("203.0.113.10", 443);
    RealServer.Id router = server("10.0.0.11", 443);

    var service =
        assertThrows(
            IllegalArgumentException.class, () -> table(entry(rr(https)), entry(rr(https))));
    var server =
        assertThrows(
            IllegalArgumentException.class,
            () -> entry(rr(https), new RealServer(router, 1), new RealServer(router, 2)));

    assertEquals("TCP 203.0.113.10:443 stands there twice", service.getMessage());
    assertEquals("10.0.0.11:443 stands there twice", server.getMessage());
  }

  @ParameterizedTest
  @DisplayName("writes IPv6 addresses as RFC 5952 wants them")
  @CsvSource({
    "::, [::]:1",
    "::1, [::1]:1",
    "2001:db8::, [2001:db8::]:1",
    "2001:DB8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:1",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:1",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:1",
    "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]:1",
    "::ffff:10.0.0.1, [::ffff:a00:1]:1"
  })
  void writesIpv6(String address, String expected) {
    RealServer.Id id = server(address, 1);

    assertEquals(expected, id.toString());
  }

  @Test
  @DisplayName("refuses ports, weights and flags that cannot be")
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> tcp("203.0.113.10", 65536));
    assertThrows(IllegalArgumentException.class, () -> server("10.0.0.11", -1));
    RealServer.Id router = server("10.0.0.11", 443);
    assertThrows(IllegalArgumentException.class, () -> new RealServer(router, -1));
    Persistence none = new Persistence(Duration.ZERO, -1, "");
    VirtualService.Id https = tcp("203.0.113.10", 443);
    assertThrows(IllegalArgumentException.class, () -> new VirtualService(https, "rr", 0x2, none));
  }

  @Test
  @DisplayName("refuses what the kernel would keep as something else")
  void refusesWhatTheKernelCannotKeep() {
    RealServer.Id router = server("10.0.0.11", 443);
    ForwardingMethod route = ForwardingMethod.DIRECT_ROUTING;

    assertThrows(
        IllegalArgumentException.class, () -> new Persistence(Duration.ofMillis(1500), -1, ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Persistence(Duration.ofSeconds(1L << 32), -1, ""));
    assertThrows(
        IllegalArgumentException.class, () -> new RealServer(router, 1, route, 1L << 32, 0));
    assertThrows(IllegalArgumentException.class, () -> new RealServer(router, 1, route, 0, -1));
  }

  private static VirtualService rr(VirtualService.Id id) {
    return new VirtualService(id, "rr");
  }
}
