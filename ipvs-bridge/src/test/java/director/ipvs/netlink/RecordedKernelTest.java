// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.AddressFamily.IPV4;
import static director.ipvs.table.AddressFamily.IPV6;
import static director.ipvs.table.ForwardingMethod.MASQUERADE;
import static director.ipvs.table.ForwardingMethod.TUNNEL;
import static director.ipvs.table.SyncDaemon.Role.BACKUP;
import static director.ipvs.table.SyncDaemon.Role.MASTER;
import static director.ipvs.table.Tables.address;
import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static director.ipvs.table.Tunnel.Checksum.FULL;
import static director.ipvs.table.Tunnel.Checksum.NONE;
import static director.ipvs.table.Tunnel.Checksum.REMOTE;
import static director.ipvs.table.Tunnel.Type.GRE;
import static director.ipvs.table.Tunnel.Type.GUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import director.ipvs.IpvsException;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.ipvs.table.VirtualService.FirewallMark;
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
  private static final VirtualService.Id SCTP =
      new VirtualService.Endpoint(Protocol.SCTP, address("203.0.113.10"), 9);
  private static final RealServer.Id ROUTER = server("10.0.0.1", 443);
  private static final ServerCounters NOTHING = new ServerCounters(0, 0, 0, 0, 0, 0, 0, Rates.NONE);

  @BeforeEach
  void recordedOnALittleEndianMachine() {
    assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the recording is little endian");
  }

  @Test
  @DisplayName("gives every service and real server")
  void readsTheTable() throws IOException {
    NetlinkIpvsClient client = NetlinkIpvsClient.open(RecordedKernel.linux61());

    IpvsTable table = client.read().table();

    var sticky = new Persistence(Duration.ofMinutes(10), 0xffffff00, "");
    var sticky6 = new Persistence(Duration.ofMinutes(5), 64, "");
    var calls = new Persistence(Duration.ofMinutes(1), 128, "sip");
    assertEquals(
        table(
            entry(
                new VirtualService(HTTPS, "wrr"),
                new RealServer(ROUTER, 3),
                new RealServer(server("10.0.0.12", 443), 0, MASQUERADE, 500, 400),
                tunnelled("10.0.0.13", 443, 0, new Tunnel(GUE, 6080, NONE))),
            entry(new VirtualService(tcp("203.0.113.11", 80), "mh", 0x19, sticky)),
            entry(
                new VirtualService(SCTP, "rr"),
                tunnelled("10.0.0.14", 9, 1, new Tunnel(GRE, 0, FULL)),
                tunnelled("2001:db8::15", 9, 7, Tunnel.IPIP)),
            entry(
                new VirtualService(udp("2001:db8::10", 53), "rr", 0x4, Persistence.none(IPV6)),
                new RealServer(server("2001:db8::11", 53), 3)),
            entry(new VirtualService(tcp("2001:db8::10", 5061), "rr", 0x1, calls)),
            entry(new VirtualService(tcp(address("::ffff:203.0.113.9"), 80), "rr")),
            entry(
                new VirtualService(new FirewallMark(42, IPV4), "wlc"),
                new RealServer(server("10.0.0.11", 0), 1)),
            entry(
                new VirtualService(new FirewallMark(43, IPV6), "sh", 0x1, sticky6),
                new RealServer(
                    server("2001:db8::12", 0),
                    2147483647,
                    TUNNEL,
                    new Tunnel(GUE, 6081, REMOTE),
                    20,
                    10))),
        table);
  }

  @Test
  @DisplayName("reads past a tunnel of a kind that there are no words for")
  void readsAStrangeTunnel() throws IOException {
    // TUN_TYPE 2, gre, becomes 9, and flags 2 of the gue tunnel become 3, both checksums
    RecordedKernel kernel =
        RecordedKernel.linux61()
            .changed(
                each ->
                    each.replace("05000d0002000000", "05000d0009000000")
                        .replace("06000f0002000000", "06000f0003000000"));

    IpvsTable table = NetlinkIpvsClient.open(kernel).read().table();

    assertEquals(
        List.of(ForwardingMethod.UNKNOWN, TUNNEL),
        table.services().get(SCTP).servers().values().stream().map(RealServer::method).toList());
    assertEquals(
        List.of(ForwardingMethod.UNKNOWN),
        table.services().get(new FirewallMark(43, IPV6)).servers().values().stream()
            .map(RealServer::method)
            .toList());
  }

  private static RealServer tunnelled(String address, int port, int weight, Tunnel tunnel) {
    return new RealServer(server(address, port), weight, TUNNEL, tunnel, 0, 0);
  }

  @Test
  @DisplayName("gives the timeouts and both sync daemons")
  void readsTheSettings() throws IOException {
    NetlinkIpvsClient client = NetlinkIpvsClient.open(RecordedKernel.linux61());

    IpvsSettings settings = client.read().settings();

    assertEquals(
        new IpvsSettings(
            new Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(2), Duration.ofMinutes(5)),
            new TreeMap<>(
                Map.of(
                    MASTER,
                    new SyncDaemon(MASTER, "d0", 51, address("224.0.0.81"), 8848, 1, 1472),
                    BACKUP,
                    new SyncDaemon(BACKUP, "d0", 52, address("ff02::81"), 8849, 3, 1024)))),
        settings);
  }

  @Test
  @DisplayName("names the services that are not ours, and those that the table has no words for")
  void namesForeignServices() throws IOException {
    // ip_vs_genl_parse_service does not look at the protocol: 50 is ESP.
    RecordedKernel kernel =
        RecordedKernel.linux61()
            .changed(each -> each.replace("0600020084000000", "0600020032000000"));
    IpvsSnapshot snapshot = NetlinkIpvsClient.open(kernel).read();

    List<String> foreign =
        snapshot.foreign(
            Set.of(
                HTTPS,
                tcp("203.0.113.11", 80),
                udp("2001:db8::10", 53),
                tcp("2001:db8::10", 5061),
                new FirewallMark(43, IPV6)));

    assertEquals(
        List.of(
            "TCP [::ffff:cb00:7109]:80 scheduler rr, no real servers",
            "fwmark 42 IPv4 scheduler wlc, real servers: 10.0.0.11:0 weight 1",
            "protocol 50, address family 2, scheduler rr"),
        foreign);
  }

  @Test
  @DisplayName("gives the counters that ipvsadm -Ln --stats --exact printed")
  void readsTheCounters() throws IOException {
    NetlinkIpvsClient client = NetlinkIpvsClient.open(RecordedKernel.linux61());

    ServiceCounters counters = client.read().statistics().service(HTTPS).orElseThrow();

    Rates rates = new Rates(0, 2, 168, 2, 555);
    assertEquals(
        new ServiceCounters(
            5,
            24,
            1788,
            17,
            5924,
            rates,
            new TreeMap<>(
                Map.of(
                    ROUTER,
                    new ServerCounters(3, 2, 5, 24, 1788, 17, 5924, rates),
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
  @DisplayName(
      "takes one request for the services, one for the real servers of each, two for the rest, and"
          + " one more because a service has no real servers")
  void countsRequests() throws IOException {
    NetlinkIpvsClient client = NetlinkIpvsClient.open(RecordedKernel.linux61());

    client.read();

    assertEquals(12, client.requests());
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
