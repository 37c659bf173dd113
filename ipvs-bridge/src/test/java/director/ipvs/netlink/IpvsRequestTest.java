// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.Tables.address;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.tcp;
import static director.ipvs.table.Tables.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.IpvsChange.DeleteServer;
import director.ipvs.table.IpvsChange.DeleteService;
import director.ipvs.table.IpvsChange.EditServer;
import director.ipvs.table.IpvsChange.EditService;
import director.ipvs.table.IpvsChange.SetTimeouts;
import director.ipvs.table.IpvsChange.StartDaemon;
import director.ipvs.table.IpvsChange.StopDaemon;
import director.ipvs.table.Persistence;
import director.ipvs.table.RealServer;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.ipvs.table.VirtualService.FirewallMark;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The bytes of services, timeouts and sync daemons are those that ipvsadm 1.31 sent, recorded with
 * strace.
 */
@DisplayName("On the wire,")
class IpvsRequestTest {
  private static final VirtualService.Id HTTPS = tcp("203.0.113.10", 443);
  private static final VirtualService.Id DNS = udp("2001:db8::10", 53);
  private static final RealServer.Id ROUTER = server("10.0.0.11", 443);

  private static final String HTTPS_BYTES =
      "0600010002000000 0600020006000000 14000300cb00710a000000000000000000000000"
          + "0600040001bb0000";
  private static final String DNS_BYTES =
      "060001000a000000 0600020011000000 1400030020010db8000000000000000000000010"
          + "0600040000350000";
  private static final String ROUTER_BYTES =
      "06000b0002000000 140001000a00000b000000000000000000000000 0600020001bb0000";

  @BeforeEach
  void literalsAreLittleEndian() {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the literals are");
  }

  @Test
  @DisplayName("a new IPv4 service is as ipvsadm -A -t 203.0.113.10:443 -s wrr")
  void addsAnIpv4Service() {
    assertBytes(
        IpvsConstants.IPVS_CMD_NEW_SERVICE,
        "54000180"
            + HTTPS_BYTES
            + "0800060077727200 0c00070000000000ffffffff 0800080000000000 08000900ffffffff",
        new AddService(new VirtualService(HTTPS, "wrr")));
  }

  @Test
  @DisplayName("a new IPv6 service is as ipvsadm -A -u [2001:db8::10]:53 -s rr")
  void addsAnIpv6Service() {
    assertBytes(
        IpvsConstants.IPVS_CMD_NEW_SERVICE,
        "54000180"
            + DNS_BYTES
            + "0700060072720000 0c00070000000000ffffffff 0800080000000000 0800090080000000",
        new AddService(new VirtualService(DNS, "rr")));
  }

  @Test
  @DisplayName("a changed service is as ipvsadm -E -t 203.0.113.10:443 -s mh -b mh-port -p 600")
  void editsAService() {
    var persistence = new Persistence(Duration.ofSeconds(600), 0xffffffff, "");
    assertBytes(
        IpvsConstants.IPVS_CMD_SET_SERVICE,
        "54000180"
            + HTTPS_BYTES
            + "070006006d680000 0c00070011000000ffffffff 0800080058020000 08000900ffffffff",
        new EditService(
            new VirtualService(HTTPS, "wrr"), new VirtualService(HTTPS, "mh", 0x11, persistence)));
  }

  @Test
  @DisplayName("a service carries the netmask and the engine of its persistence")
  void carriesPersistence() {
    var persistence = new Persistence(Duration.ofSeconds(300), 0xffffff00, "sip");
    assertBytes(
        IpvsConstants.IPVS_CMD_NEW_SERVICE,
        "5c000180"
            + HTTPS_BYTES
            + "0700060072720000 08000b0073697000 0c00070001000000ffffffff 080008002c010000"
            + "08000900ffffff00",
        new AddService(new VirtualService(HTTPS, "rr", 0x1, persistence)));
  }

  @Test
  @DisplayName("a service is deleted by its identity")
  void deletesAService() {
    assertBytes(IpvsConstants.IPVS_CMD_DEL_SERVICE, "30000180" + DNS_BYTES, new DeleteService(DNS));
  }

  @Test
  @DisplayName("a real server is added and changed with all that it has")
  void writesAServer() {
    RealServer router = new RealServer(ROUTER, 7, ForwardingMethod.DIRECT_ROUTING, 500, 400);
    String bytes =
        "30000180"
            + HTTPS_BYTES
            + "48000280"
            + ROUTER_BYTES
            + "0800030003000000 0800040007000000 08000500f4010000 0800060090010000";

    assertBytes(IpvsConstants.IPVS_CMD_NEW_DEST, bytes, new AddServer(HTTPS, router));
    assertBytes(
        IpvsConstants.IPVS_CMD_SET_DEST,
        bytes,
        new EditServer(HTTPS, new RealServer(ROUTER, 1), router));
  }

  @Test
  @DisplayName("an IPv6 real server says that it is one")
  void writesAnIpv6Server() {
    assertBytes(
        IpvsConstants.IPVS_CMD_NEW_DEST,
        "30000180"
            + DNS_BYTES
            + "48000280 06000b000a000000 1400010020010db8000000000000000000000011"
            + "0600020000350000 0800030003000000 0800040003000000 0800050000000000"
            + "0800060000000000",
        new AddServer(DNS, new RealServer(server("2001:db8::11", 53), 3)));
  }

  @Test
  @DisplayName("a real server is deleted by its identity")
  void deletesAServer() {
    assertBytes(
        IpvsConstants.IPVS_CMD_DEL_DEST,
        "30000180" + HTTPS_BYTES + "28000280" + ROUTER_BYTES,
        new DeleteServer(HTTPS, ROUTER));
  }

  @Test
  @DisplayName("counters are set to zero by a service's identity")
  void zeroes() {
    IpvsRequest request = IpvsRequest.zero(HTTPS);

    assertEquals(16, request.command());
    assertEquals(
        bytes("30000180" + HTTPS_BYTES), RecordedKernel.hex(request.attributes().payload()));
  }

  @Test
  @DisplayName("a service by firewall mark has no protocol, address and port")
  void addsAFirewallMark() {
    assertBytes(
        IpvsConstants.IPVS_CMD_NEW_SERVICE,
        "38000180 060001000a000000 080005002b000000"
            + "0700060073680000 0c00070000000000ffffffff 0800080000000000 0800090080000000",
        new AddService(new VirtualService(new FirewallMark(43, AddressFamily.IPV6), "sh")));
  }

  @Test
  @DisplayName("a tunnel's port is in network byte order, its flags are not")
  void writesATunnel() {
    var gue = new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.FULL);

    assertBytes(
        IpvsConstants.IPVS_CMD_NEW_DEST,
        "30000180"
            + HTTPS_BYTES
            + "60000280"
            + ROUTER_BYTES
            + "0800030002000000 0800040001000000 0800050000000000 0800060000000000"
            + "05000d0001000000 06000e0017c00000 06000f0001000000",
        new AddServer(HTTPS, new RealServer(ROUTER, 1, ForwardingMethod.TUNNEL, gue, 0, 0)));
  }

  @Test
  @DisplayName("timeouts are as ipvsadm --set 900 0 0")
  void setsTimeouts() {
    Timeouts before = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    Timeouts after = new Timeouts(Duration.ofSeconds(900), Duration.ZERO, Duration.ZERO);

    assertBytes(
        IpvsConstants.IPVS_CMD_SET_CONFIG,
        "0800040084030000 0800050000000000 0800060000000000",
        new SetTimeouts(before, after));
  }

  @Test
  @DisplayName(
      "a sync daemon is as ipvsadm --start-daemon with all options, and is stopped by role")
  void startsADaemon() {
    SyncDaemon daemon =
        new SyncDaemon(SyncDaemon.Role.MASTER, "d0", 51, address("224.0.0.90"), 8850, 7, 1400);

    assertBytes(
        IpvsConstants.IPVS_CMD_NEW_DAEMON,
        "3c000380 0800010001000000 0700020064300000 0800030033000000 0600040078050000"
            + "0600070092220000 0500080007000000 08000500e000005a",
        new StartDaemon(daemon));
    assertBytes(
        IpvsConstants.IPVS_CMD_DEL_DAEMON, "0c000380 0800010001000000", new StopDaemon(daemon));
  }

  @Test
  @DisplayName("a sync daemon over IPv6 has another attribute for its group, and any length")
  void startsAnIpv6Daemon() {
    SyncDaemon daemon =
        new SyncDaemon(SyncDaemon.Role.BACKUP, "d0", 0, address("ff02::81"), 8848, 1, 0);

    assertBytes(
        IpvsConstants.IPVS_CMD_NEW_DAEMON,
        "40000380 0800010002000000 0700020064300000 0800030000000000 0600070090220000"
            + "0500080001000000 14000600ff020000000000000000000000000081",
        new StartDaemon(daemon));
  }

  @Test
  @DisplayName("no forwarding method is invented")
  void refusesAnUnknownMethod() {
    RealServer strange = new RealServer(ROUTER, 1, ForwardingMethod.UNKNOWN, 0, 0);

    assertThrows(
        IllegalArgumentException.class, () -> IpvsRequest.of(new AddServer(HTTPS, strange)));
  }

  private static void assertBytes(int command, String expected, IpvsChange change) {
    IpvsRequest request = IpvsRequest.of(change);

    assertEquals(command, request.command());
    assertEquals(bytes(expected), RecordedKernel.hex(request.attributes().payload()));
  }

  private static String bytes(String spaced) {
    return spaced.replace(" ", "");
  }
}
