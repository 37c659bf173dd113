// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.IpvsChange.DeleteServer;
import director.ipvs.table.IpvsChange.DeleteService;
import director.ipvs.table.IpvsChange.EditServer;
import director.ipvs.table.IpvsChange.EditService;
import director.ipvs.table.IpvsChange.SetTimeouts;
import director.ipvs.table.IpvsChange.StartDaemon;
import director.ipvs.table.IpvsChange.StopDaemon;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change says in one line what it does:")
class IpvsChangeTest {
  private static final VirtualService.Id HTTPS = tcp("203.0.113.10", 443);
  private static final RealServer.Id ROUTER = server("10.0.0.11", 443);

  @Test
  @DisplayName("to a service")
  void toAService() {
    VirtualService plain = new VirtualService(HTTPS, "wrr");
    VirtualService sticky =
        new VirtualService(HTTPS, "mh", 0x11, new Persistence(Duration.ofMinutes(10), -1, "sip"));

    assertEquals(
        "add service TCP 203.0.113.10:443 scheduler wrr", new AddService(plain).describe());
    assertEquals(
        "change service TCP 203.0.113.10:443 from scheduler wrr to scheduler mh flags 0x11"
            + " persistence 600 s netmask 0xffffffff engine sip",
        new EditService(plain, sticky).describe());
    assertEquals("delete service TCP 203.0.113.10:443", new DeleteService(HTTPS).describe());
  }

  @Test
  @DisplayName("to a real server")
  void toARealServer() {
    RealServer plain = new RealServer(ROUTER, 1);
    RealServer limited = new RealServer(ROUTER, 0, ForwardingMethod.TUNNEL, 500, 400);

    assertEquals(
        "add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443",
        new AddServer(HTTPS, plain).describe());
    assertEquals(
        "change real server 10.0.0.11:443 of TCP 203.0.113.10:443 from weight 1 to weight 0"
            + " tunnel thresholds 400..500",
        new EditServer(HTTPS, plain, limited).describe());
    assertEquals(
        "delete real server 10.0.0.11:443 from TCP 203.0.113.10:443",
        new DeleteServer(HTTPS, ROUTER).describe());
  }

  @Test
  @DisplayName("and so does a whole service with its real servers")
  void wholeService() {
    IpvsTable.Entry entry =
        entry(
            new VirtualService(HTTPS, "wrr"),
            new RealServer(ROUTER, 1),
            new RealServer(server("10.0.0.12", 443), 0));

    assertEquals(
        "TCP 203.0.113.10:443 scheduler wrr, real servers: 10.0.0.11:443 weight 1,"
            + " 10.0.0.12:443 weight 0",
        entry.describe());
  }

  @Test
  @DisplayName("to what IPVS has beside its services")
  void toSettings() {
    Timeouts before =
        new Timeouts(Duration.ofSeconds(900), Duration.ofSeconds(120), Duration.ofSeconds(300));
    Timeouts after = new Timeouts(Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
    SyncDaemon plain = SyncDaemon.plain(SyncDaemon.Role.MASTER, "eth0", 51);
    SyncDaemon other =
        new SyncDaemon(
            SyncDaemon.Role.BACKUP, "eth0", 51, Tables.address("ff02::81"), 8849, 3, 1400);

    assertEquals(
        "change the timeouts from tcp 900 s, tcp-fin 120 s, udp 300 s to tcp 3600 s, tcp-fin 0 s,"
            + " udp 0 s",
        new SetTimeouts(before, after).describe());
    assertEquals(
        "start the master sync daemon on eth0, id 51, 224.0.0.81:8848, ttl 1, packets of any length",
        new StartDaemon(plain).describe());
    assertEquals(
        "stop the backup sync daemon on eth0, id 51, [ff02::81]:8849, ttl 3, packets of up to 1400"
            + " bytes",
        new StopDaemon(other).describe());
  }
}
