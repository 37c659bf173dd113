// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import director.ipvs.IpvsClient;
import director.ipvs.IpvsSnapshot;
import director.ipvs.IpvsUnavailableException;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.Persistence;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract, and ipvsadm as a second opinion, in a network namespace of its own. Needs root, a
 * kernel with IPVS, and the Debian packages ipvsadm and iproute2.
 */
@Tag("lab")
@DisplayName("With this machine's kernel,")
class IpvsKernelLabTest extends IpvsClientContract {
  private static final int CONNECTIONS = 5;

  private LabNamespace namespace;
  private IpvsClient client;

  @BeforeEach
  void open() throws Exception {
    namespace = LabNamespace.create();
    try {
      client = namespace.call(NetlinkIpvsClient::open);
    } catch (IpvsUnavailableException e) {
      namespace.delete();
      abort(e.getMessage());
    }
  }

  @AfterEach
  void close() throws Exception {
    if (client != null) {
      client.close();
      namespace.delete();
    }
  }

  @Override
  IpvsClient client() {
    return client;
  }

  @Test
  @DisplayName("ipvsadm lists what we wrote")
  void ipvsadmReadsWhatWeWrite() throws Exception {
    var sticky = new Persistence(Duration.ofSeconds(600), 0xffffff00, "");
    var limited = new RealServer(server("10.0.0.12", 443), 2, ForwardingMethod.TUNNEL, 500, 400);
    bringTo(
        table(
            entry(new VirtualService(HTTPS, "wrr"), new RealServer(ROUTER, 1), limited),
            entry(new VirtualService(tcp("203.0.113.11", 80), "mh", 0x19, sticky)),
            entry(new VirtualService(DNS, "rr"), new RealServer(server("2001:db8::11", 53), 3))),
        Set.of());

    List<String> saved = namespace.run("ipvsadm", "-Sn").stream().map(String::strip).toList();
    List<String> thresholds = namespace.run("ipvsadm", "-Ln", "--thresholds");

    assertEquals(
        Set.of(
            "-A -t 203.0.113.10:443 -s wrr",
            "-a -t 203.0.113.10:443 -r 10.0.0.11:443 -g -w 1",
            "-a -t 203.0.113.10:443 -r 10.0.0.12:443 -i -w 2 --tun-type ipip",
            "-A -t 203.0.113.11:80 -s mh -p 600 -M 255.255.255.0 -b mh-fallback,mh-port",
            "-A -u [2001:db8::10]:53 -s rr",
            "-a -u [2001:db8::10]:53 -r [2001:db8::11]:53 -g -w 3"),
        Set.copyOf(saved));
    assertEquals(
        List.of("-> 10.0.0.12:443 500 400 0 0"),
        thresholds.stream()
            .map(line -> line.strip().replaceAll(" +", " "))
            .filter(line -> line.startsWith("-> 10.0.0.12"))
            .toList());
  }

  @Test
  @DisplayName("we list what ipvsadm wrote, and name what we have no words for")
  void weReadWhatIpvsadmWrites() throws Exception {
    for (String rule :
        List.of(
            "-A -t 203.0.113.10:443 -s wlc",
            "-a -t 203.0.113.10:443 -r 10.0.0.11:443 -g -w 1",
            "-a -t 203.0.113.10:443 -r 10.0.0.12:8443 -m -w 2 -x 500 -y 400",
            "-a -t 203.0.113.10:443 -r 10.0.0.13:443 -i -w 3 --tun-type gue --tun-port 6080",
            "-A -t [::ffff:203.0.113.9]:80 -s rr",
            "-A -f 42 -s wlc",
            "-a -f 42 -r 10.0.0.11 -g",
            "-A -f 43 -6 -s sh -p 300 -M 64",
            "-A --sctp-service 203.0.113.10:9 -s rr")) {
      namespace.run(("ipvsadm " + rule).split(" "));
    }

    IpvsSnapshot snapshot = client.read();

    assertEquals(
        List.of(
            "TCP 203.0.113.10:443 scheduler wlc, real servers: 10.0.0.11:443 weight 1,"
                + " 10.0.0.12:8443 weight 2 masquerade thresholds 400..500,"
                + " 10.0.0.13:443 weight 3 tunnel",
            "TCP [::ffff:cb00:7109]:80 scheduler rr, no real servers",
            "SCTP 203.0.113.10:9 scheduler rr",
            "fwmark 42 IPv4 scheduler wlc",
            "fwmark 43 IPv6 scheduler sh"),
        snapshot.foreign(Set.of()));
  }

  @Test
  @DisplayName("counters are those of ipvsadm, and can be set to zero")
  void countsAsIpvsadmDoes() throws Exception {
    namespace.run("ip", "addr", "add", "10.0.0.1/24", "dev", "lo");
    namespace.run("ip", "addr", "add", "203.0.113.10/32", "dev", "lo");
    RealServer.Id local = server("10.0.0.1", 443);
    apply(new AddService(new VirtualService(HTTPS, "rr")));
    apply(new AddServer(HTTPS, new RealServer(local, 1)));

    List<AutoCloseable> connections = namespace.call(IpvsKernelLabTest::connect);
    try {
      ServerCounters counters = awaitConnections(local, CONNECTIONS);

      assertEquals(
          List.of(
              "-> 10.0.0.1:443 %d %d %d %d %d"
                  .formatted(
                      counters.connections(),
                      counters.inPackets(),
                      counters.outPackets(),
                      counters.inBytes(),
                      counters.outBytes())),
          servers("ipvsadm", "-Ln", "--stats", "--exact"));
      assertEquals(
          List.of("-> 10.0.0.1:443 Route 1 " + CONNECTIONS + " 0"), servers("ipvsadm", "-Ln"));
      assertEquals(CONNECTIONS, counters.activeConnections());
      assertEquals(0, counters.inactiveConnections());

      client.zero(HTTPS);

      assertEquals(
          new ServerCounters(CONNECTIONS, 0, 0, 0, 0, 0, 0, Rates.NONE),
          awaitConnections(local, 0));
    } finally {
      for (AutoCloseable connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  @DisplayName("an address that no packet could be sent to is refused with what is wrong with it")
  void refusesAMulticastServer() throws IOException {
    apply(new AddService(new VirtualService(HTTPS, "rr")));

    assertRefused(
        "cannot add real server 224.0.0.1:443 weight 1 to TCP 203.0.113.10:443: Invalid argument"
            + " (EINVAL): its address must be unicast, with a route from here (is lo up?), of the"
            + " service's own family, and the scheduler must have room for it",
        new AddServer(HTTPS, new RealServer(server("224.0.0.1", 443), 1)));
  }

  private static List<AutoCloseable> connect() throws IOException {
    List<AutoCloseable> open = new ArrayList<>();
    ServerSocket listener = new ServerSocket(443);
    open.add(listener);
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      Socket socket = new Socket();
      open.add(socket);
      socket.connect(new InetSocketAddress("203.0.113.10", 443), 5000);
      open.add(listener.accept());
    }
    return open;
  }

  /** The kernel publishes its counters every two seconds. */
  private ServerCounters awaitConnections(RealServer.Id server, long connections) throws Exception {
    ServerCounters counters = counters(server);
    for (int attempt = 0; counters.connections() != connections && attempt < 50; attempt++) {
      Thread.sleep(200);
      counters = counters(server);
    }
    return counters;
  }

  private ServerCounters counters(RealServer.Id server) throws IOException {
    return client.read().statistics().server(HTTPS, server).orElseThrow();
  }

  private List<String> servers(String... ipvsadm) throws Exception {
    return namespace.run(ipvsadm).stream()
        .map(line -> line.strip().replaceAll(" +", " "))
        .filter(line -> line.startsWith("-> 1"))
        .toList();
  }
}
