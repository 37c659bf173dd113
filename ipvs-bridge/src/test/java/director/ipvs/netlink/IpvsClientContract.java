// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.ipvs.IpvsException;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.IpvsChange.DeleteServer;
import director.ipvs.table.IpvsChange.DeleteService;
import director.ipvs.table.IpvsChange.EditServer;
import director.ipvs.table.IpvsChange.EditService;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Persistence;
import director.ipvs.table.RandomTables;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of any kernel, the fake one and the real one. Each test finds an empty table. */
abstract class IpvsClientContract extends IpvsWorld {
  static final VirtualService.Id HTTPS = tcp("203.0.113.10", 443);
  static final VirtualService.Id DNS = udp("2001:db8::10", 53);
  static final RealServer.Id ROUTER = server("10.0.0.11", 443);

  @Test
  @DisplayName("an empty table is no error")
  void readsAnEmptyTable() throws IOException {
    IpvsSnapshot snapshot = client().read();

    assertEquals(IpvsTable.EMPTY, snapshot.table());
    assertEquals(List.of(), snapshot.otherServices());
  }

  @Test
  @DisplayName("what was written is read back: IPv4 and IPv6, TCP and UDP, all settings")
  void readsWhatItWrote() throws IOException {
    var sticky = new Persistence(Duration.ofSeconds(600), 0xffffff00, "");
    var sticky6 = new Persistence(Duration.ofSeconds(300), 64, "");
    IpvsTable table =
        table(
            entry(
                new VirtualService(HTTPS, "wrr"),
                new RealServer(ROUTER, 1),
                new RealServer(server("10.0.0.12", 443), 0)),
            entry(
                new VirtualService(tcp("203.0.113.10", 80), "sh", 0x19, sticky),
                new RealServer(
                    server("10.0.0.11", 80), 65535, ForwardingMethod.DIRECT_ROUTING, 500, 400)),
            entry(new VirtualService(DNS, "rr"), new RealServer(server("2001:db8::11", 53), 3)),
            entry(new VirtualService(udp("203.0.113.10", 443), "wlc")),
            entry(new VirtualService(tcp("2001:db8::10", 53), "wlc", 0x1, sticky6)));

    bringTo(table, Set.of());

    assertEquals(table, client().read().table());
  }

  @Test
  @DisplayName("a server's weight, method and thresholds can be changed, and a service's scheduler")
  void edits() throws IOException {
    VirtualService wrr = new VirtualService(HTTPS, "wrr");
    VirtualService rr = new VirtualService(HTTPS, "rr");
    RealServer one = new RealServer(ROUTER, 1);
    RealServer other = new RealServer(ROUTER, 0, ForwardingMethod.TUNNEL, 20, 10);
    bringTo(table(entry(wrr, one)), Set.of());

    apply(new EditService(wrr, rr));
    apply(new EditServer(HTTPS, one, other));

    assertEquals(table(entry(rr, other)), client().read().table());
  }

  @Test
  @DisplayName("a deleted service takes its servers along")
  void deletes() throws IOException {
    bringTo(table(entry(new VirtualService(HTTPS, "wrr"), new RealServer(ROUTER, 1))), Set.of());

    apply(new DeleteService(HTTPS));

    assertEquals(IpvsTable.EMPTY, client().read().table());
  }

  @Test
  @DisplayName("to delete what is not there is no error")
  void deletesTheAbsent() throws IOException {
    apply(new DeleteService(HTTPS));
    apply(new DeleteServer(HTTPS, ROUTER));
    apply(new AddService(new VirtualService(HTTPS, "rr")));
    apply(new DeleteServer(HTTPS, ROUTER));

    assertEquals(table(entry(new VirtualService(HTTPS, "rr"))), client().read().table());
  }

  @Test
  @DisplayName("to add what is there is an error, and leaves it as it is")
  void addsNothingTwice() throws IOException {
    RealServer router = new RealServer(ROUTER, 1);
    bringTo(table(entry(new VirtualService(HTTPS, "rr"), router)), Set.of());

    assertRefused(
        "cannot add service TCP 203.0.113.10:443 scheduler wrr: File exists (EEXIST):"
            + " it is there already; somebody else may have added it",
        new AddService(new VirtualService(HTTPS, "wrr")));
    assertRefused(
        "cannot add real server 10.0.0.11:443 weight 2 to TCP 203.0.113.10:443: File exists"
            + " (EEXIST): it is there already; somebody else may have added it",
        new AddServer(HTTPS, new RealServer(ROUTER, 2)));
    assertEquals(table(entry(new VirtualService(HTTPS, "rr"), router)), client().read().table());
  }

  @Test
  @DisplayName("to change what is not there is an error that says what is missing")
  void editsNothingAbsent() throws IOException {
    RealServer before = new RealServer(ROUTER, 1);
    RealServer after = new RealServer(ROUTER, 2);
    VirtualService rr = new VirtualService(HTTPS, "rr");

    assertRefused(
        "cannot change service TCP 203.0.113.10:443 from scheduler rr to scheduler wrr: No such"
            + " process (ESRCH): it is not in the table; somebody else may have deleted it",
        new EditService(rr, new VirtualService(HTTPS, "wrr")));
    assertRefused(
        "cannot add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443: No such process"
            + " (ESRCH): the service is not in the table; somebody else may have deleted it",
        new AddServer(HTTPS, before));
    apply(new AddService(rr));
    assertRefused(
        "cannot change real server 10.0.0.11:443 of TCP 203.0.113.10:443 from weight 1 to weight"
            + " 2: No such file or directory (ENOENT): it is not in the table; somebody else may"
            + " have deleted it",
        new EditServer(HTTPS, before, after));
  }

  @Test
  @DisplayName("a scheduler that the kernel has not is named")
  void namesTheMissingScheduler() throws IOException {
    assertRefused(
        "cannot add service TCP 203.0.113.10:443 scheduler fastest: No such file or directory"
            + " (ENOENT): there is no kernel module ip_vs_fastest",
        new AddService(new VirtualService(HTTPS, "fastest")));
  }

  @Test
  @DisplayName("thresholds upside down are refused")
  void refusesThresholds() throws IOException {
    apply(new AddService(new VirtualService(HTTPS, "rr")));

    assertRefused(
        "cannot add real server 10.0.0.11:443 weight 1 thresholds 500..400 to TCP"
            + " 203.0.113.10:443: Numerical result out of range (ERANGE): its weight or thresholds"
            + " are out of range",
        new AddServer(HTTPS, new RealServer(ROUTER, 1, ForwardingMethod.DIRECT_ROUTING, 400, 500)));
  }

  @Test
  @DisplayName("counters can be set to zero for a service that is there")
  void zeroes() throws IOException {
    apply(new AddService(new VirtualService(HTTPS, "rr")));

    client().zero(HTTPS);
    IpvsException refusal = assertThrows(IpvsException.class, () -> client().zero(DNS));

    assertEquals(
        "cannot set the counters of UDP [2001:db8::10]:53 to zero: No such process (ESRCH): the"
            + " service is not in the table; somebody else may have deleted it",
        refusal.getMessage());
  }

  @Test
  @DisplayName("a thousand real servers are read back")
  void readsManyServers() throws IOException {
    TreeMap<RealServer.Id, RealServer> servers = new TreeMap<>();
    for (int host = 0; host < 1000; host++) {
      RealServer.Id id = server("10.0." + host / 250 + "." + (1 + host % 250), 443);
      servers.put(id, new RealServer(id, 1 + host));
    }
    IpvsTable table = table(new IpvsTable.Entry(new VirtualService(HTTPS, "rr"), servers));

    bringTo(table, Set.of());

    assertEquals(table, client().read().table());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  @DisplayName("the difference, written, gives what is desired, and then there is nothing to write")
  void convergesToAnyTable(long seed) throws IOException {
    Random random = new Random(seed);
    for (int step = 0; step < 4; step++) {
      IpvsTable actual = client().read().table();
      IpvsTable desired = RandomTables.table(random);

      bringTo(desired, actual.services().keySet());

      assertEquals(desired, client().read().table());
      long writes = client().writes();
      bringTo(desired, desired.services().keySet());
      assertEquals(writes, client().writes());
    }
  }
}
