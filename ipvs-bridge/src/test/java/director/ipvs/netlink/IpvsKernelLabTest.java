// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.Tables.server;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.ipvs.IpvsClient;
import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract, and counters, in a network namespace of its own. Needs root, a kernel with IPVS,
 * and the Debian packages ipvsadm and iproute2.
 */
@Tag("lab")
@DisplayName("With this machine's kernel,")
class IpvsKernelLabTest extends IpvsClientContract {
  private static final int CONNECTIONS = 5;

  private static LabIpvs lab;

  @BeforeAll
  static void open() throws Exception {
    lab = LabIpvs.open();
  }

  @BeforeEach
  void clear() throws IOException, InterruptedException {
    lab.clear();
  }

  @AfterAll
  static void close() throws IOException, InterruptedException {
    if (lab != null) {
      lab.close();
    }
  }

  @Override
  IpvsClient client() {
    return lab.client();
  }

  @Test
  @DisplayName("counters are those of ipvsadm, and can be set to zero")
  void countsAsIpvsadmDoes() throws Exception {
    lab.namespace().run("ip", "addr", "add", "203.0.113.10/32", "dev", "lo");
    RealServer.Id local = server("10.0.0.1", 443);
    apply(new AddService(new VirtualService(HTTPS, "rr")));
    apply(new AddServer(HTTPS, new RealServer(local, 1)));

    List<AutoCloseable> connections = lab.namespace().call(IpvsKernelLabTest::connect);
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

      client().zero(HTTPS);

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
            + " (EINVAL): its address must be unicast, with a route from here (is lo up?)",
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
    return client().read().statistics().server(HTTPS, server).orElseThrow();
  }

  private List<String> servers(String... ipvsadm) throws Exception {
    return lab.namespace().run(ipvsadm).stream()
        .map(line -> line.strip().replaceAll(" +", " "))
        .filter(line -> line.startsWith("-> 1"))
        .toList();
  }
}
