// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.Tables.address;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import director.ipvs.IpvsException;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Persistence;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading what Linux 6.1 answered")
class RecordedKernelTest {
  private static final VirtualService.Id HTTPS = tcp("203.0.113.10", 443);
  private static final RealServer.Id ROUTER = server("10.0.0.1", 443);
  private static final ServerCounters NOTHING = new ServerCounters(0, 0, 0, 0, 0, 0, 0, Rates.NONE);

  @BeforeEach
  void recordedOnALittleEndianMachine() {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the recording is little endian");
  }

  @Test
  @DisplayName("gives every service and real server that the table has words for")
  void readsTheTable() throws IOException {
    NetlinkIpvsClient client = NetlinkIpvsClient.open(RecordedKernel.linux61());

    IpvsTable table = client.read().table();

    assertEquals(
        IpvsTable.of(
            List.of(
                IpvsTable.Entry.of(
                    new VirtualService(HTTPS, "wrr"),
                    List.of(
                        new RealServer(ROUTER, 3),
                        new RealServer(
                            server("10.0.0.12", 443), 0, ForwardingMethod.MASQUERADE, 500, 400),
                        new RealServer(
                            server("10.0.0.13", 443), 0, ForwardingMethod.TUNNEL, 0, 0))),
                IpvsTable.Entry.of(
                    new VirtualService(
                        tcp("203.0.113.11", 80),
                        "mh",
                        0x19,
                        new Persistence(Duration.ofMinutes(10), 0xffffff00, "")),
                    List.of()),
                IpvsTable.Entry.of(
                    new VirtualService(
                        udp("2001:db8::10", 53),
                        "rr",
                        0x4,
                        new Persistence(Duration.ZERO, 128, "")),
                    List.of(new RealServer(server("2001:db8::11", 53), 3))),
                IpvsTable.Entry.of(
                    new VirtualService(tcp(address("::ffff:203.0.113.9"), 80), "rr"), List.of()))),
        table);
  }

  @Test
  @DisplayName("names the services that the table has no words for")
  void namesOtherServices() throws IOException {
    IpvsSnapshot snapshot = NetlinkIpvsClient.open(RecordedKernel.linux61()).read();

    List<String> foreign =
        snapshot.foreign(Set.of(HTTPS, tcp("203.0.113.11", 80), udp("2001:db8::10", 53)));

    assertEquals(
        List.of(
            "TCP [::ffff:cb00:7109]:80 scheduler rr, no real servers",
            "SCTP 203.0.113.10:9 scheduler rr",
            "fwmark 42 IPv4 scheduler wlc",
            "fwmark 43 IPv6 scheduler sh"),
        foreign);
  }

  @Test
  @DisplayName("gives the counters that ipvsadm -Ln --stats --exact printed")
  void readsTheCounters() throws IOException {
    NetlinkIpvsClient client = NetlinkIpvsClient.open(RecordedKernel.linux61());

    ServiceCounters counters = client.read().statistics().service(HTTPS).orElseThrow();

    assertEquals(
        new ServiceCounters(
            5,
            24,
            1788,
            17,
            5924,
            Rates.NONE,
            new TreeMap<>(
                Map.of(
                    ROUTER,
                    new ServerCounters(3, 2, 5, 24, 1788, 17, 5924, Rates.NONE),
                    server("10.0.0.12", 443),
                    NOTHING,
                    server("10.0.0.13", 443),
                    NOTHING))),
        counters);
  }

  @Test
  @DisplayName("gives the same counters from a kernel that has no 64-bit ones")
  void fallsBackTo32BitCounters() throws IOException {
    RecordedKernel kernel = RecordedKernel.linux61();

    IpvsSnapshot old = NetlinkIpvsClient.open(kernel.withoutStats64()).read();

    assertEquals(NetlinkIpvsClient.open(kernel).read(), old);
  }

  @Test
  @DisplayName("takes one request for the services and one for the real servers of each")
  void countsRequests() throws IOException {
    NetlinkIpvsClient client = NetlinkIpvsClient.open(RecordedKernel.linux61());

    client.read();

    assertEquals(5, client.requests());
    assertEquals(0, client.writes());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  @DisplayName("raises nothing but IpvsException when the answers are damaged")
  void survivesDamage(long seed) throws IOException {
    Random random = new Random(seed);
    RecordedKernel kernel = RecordedKernel.linux61();

    for (int attempt = 0; attempt < 200; attempt++) {
      NetlinkIpvsClient client =
          NetlinkIpvsClient.open(kernel.changed(message -> damaged(message, random)));
      try {
        client.read();
      } catch (IpvsException expected) {
        assertFalse(expected.getMessage().isEmpty());
      }
    }
  }

  /** One byte in every other message is another, or the message ends early. */
  private static String damaged(String message, Random random) {
    int at = 2 * random.nextInt(message.length() / 2);
    return switch (random.nextInt(4)) {
      case 0 ->
          message.substring(0, at)
              + "%02x".formatted(random.nextInt(256))
              + message.substring(at + 2);
      case 1 -> message.substring(0, at);
      default -> message;
    };
  }
}
