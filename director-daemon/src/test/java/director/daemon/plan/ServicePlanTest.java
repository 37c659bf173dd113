// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.Configs.photos;
import static director.daemon.Configs.services;
import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static director.daemon.plan.Decisions.desired;
import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.Tables;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import director.ipvs.table.AddressFamily;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import director.ipvs.table.RealServer;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePlanTest {

  @ParameterizedTest(name = "{0}, {1}, weight {2}: {3}")
  @CsvSource({
    "UP, remove, 5, 5",
    "UP, quiesce, 5, 5",
    "UP, remove, 0, 0",
    "UP, quiesce, 0, 0",
    "DOWN, remove, 5, absent",
    "DOWN, quiesce, 5, 0",
    "DOWN, remove, 0, absent",
    "DOWN, quiesce, 0, 0",
    "UNKNOWN, remove, 5, absent",
    "UNKNOWN, quiesce, 5, absent",
    "UNKNOWN, remove, 0, absent",
    "UNKNOWN, quiesce, 0, absent",
    "UP, none, 5, 5",
    "DOWN, none, 5, 5",
    "UNKNOWN, none, 5, 5",
    "UP, none, 0, 0",
    "DOWN, none, 0, 0",
    "UNKNOWN, none, 0, 0",
  })
  @DisplayName("what a server's health means to its weight")
  void weights(HealthState health, String onFailure, int weight, String expected) {
    String check = onFailure.equals("none") ? "= none" : "{ on-failure = " + onFailure + " }";
    Collection<ServiceConfig> services =
        services(
            """
            services.photos {
              virtual = "203.0.113.10:443"
              check %s
              real-servers {
                other { address = "10.0.0.12", weight = 7 }
                router { address = "10.0.0.11", weight = %d }
              }
            }
            """
                .formatted(check, weight));

    IpvsTable desired =
        desired(
            services,
            Map.of(
                new ServerKey("photos", "other"), UP, new ServerKey("photos", "router"), health));

    RealServer other = server("10.0.0.12", 443, 7);
    assertEquals(
        expected.equals("absent")
            ? table(tcp("203.0.113.10", 443, "wrr", other))
            : table(
                tcp(
                    "203.0.113.10",
                    443,
                    "wrr",
                    other,
                    server("10.0.0.11", 443, Integer.parseInt(expected)))),
        desired);
  }

  @Test
  @DisplayName("a service without a healthy server stays, empty: clients are refused, not lost")
  void emptyService() {
    Collection<ServiceConfig> services = services(photos("{ path = \"/health\" }"));

    IpvsTable desired =
        desired(
            services,
            Map.of(
                new ServerKey("photos", "router1"),
                DOWN,
                new ServerKey("photos", "router2"),
                UNKNOWN));

    assertEquals(table(tcp("203.0.113.10", 443, "wrr")), desired);
  }

  @Test
  @DisplayName("a server of which nothing was ever heard counts as unknown")
  void neverHeardOf() {
    Collection<ServiceConfig> services = services(photos("{ path = \"/health\" }"));

    IpvsTable desired = desired(services, Map.of(new ServerKey("photos", "router2"), UP));

    assertEquals(table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.12", 443, 1))), desired);
  }

  @Test
  @DisplayName("health belongs to a server of a service: the same machine may be up in one only")
  void healthPerService() {
    Collection<ServiceConfig> services =
        services(
            """
            services {
              http {
                virtual = "203.0.113.10:80"
                scheduler = rr
                check {}
                real-servers.router1.address = "10.0.0.11"
              }
              https {
                virtual = "203.0.113.10:443"
                check {}
                real-servers.router1.address = "10.0.0.11"
              }
            }
            """);

    IpvsTable desired =
        desired(
            services,
            Map.of(new ServerKey("http", "router1"), UP, new ServerKey("https", "router1"), DOWN));

    assertEquals(
        table(
            tcp("203.0.113.10", 80, "rr", server("10.0.0.11", 80, 1)),
            tcp("203.0.113.10", 443, "wrr")),
        desired);
  }

  @Test
  @DisplayName("UDP and IPv6, on the service's port")
  void udpOverIpv6() {
    Collection<ServiceConfig> services =
        services(
            """
            services.dns {
              virtual = "[2001:db8::10]:53"
              protocol = udp
              scheduler = wlc
              check = none
              real-servers.ns1 { address = "2001:db8::11", weight = 65535 }
            }
            """);

    IpvsTable desired = desired(services, Map.of());

    assertEquals(
        table(
            IpvsTable.Entry.of(
                new VirtualService(Tables.id(Protocol.UDP, "2001:db8::10", 53), "wlc"),
                List.of(server("2001:db8::11", 53, 65535)))),
        desired);
  }

  @Test
  @DisplayName("schedulers have the names of their kernel modules")
  void schedulers() {
    Map<ServiceConfig.Scheduler, String> names = new EnumMap<>(ServiceConfig.Scheduler.class);

    for (ServiceConfig.Scheduler scheduler : ServiceConfig.Scheduler.values()) {
      Collection<ServiceConfig> services =
          services(photos("= none") + "services.photos.scheduler = " + scheduler.kernelName());
      VirtualService service =
          desired(services, Map.of())
              .services()
              .get(Tables.id(Protocol.TCP, "203.0.113.10", 443))
              .service();
      names.put(scheduler, service.scheduler());
    }

    assertEquals(
        "{RR=rr, WRR=wrr, LC=lc, WLC=wlc, LBLC=lblc, LBLCR=lblcr, DH=dh, SH=sh, SED=sed, NQ=nq,"
            + " FO=fo, OVF=ovf, MH=mh, TWOS=twos}",
        names.toString());
  }

  private static IpvsTable.Entry entry(VirtualService service, RealServer... servers) {
    return IpvsTable.Entry.of(service, List.of(servers));
  }

  private static RealServer.Id id(String address, int port) {
    return new RealServer.Id(Tables.address(address), port);
  }

  @Test
  @DisplayName("a group has an entry for each endpoint, with the ports of each")
  void group() {
    Collection<ServiceConfig> services =
        services(
            """
            services.web {
              virtual = ["203.0.113.10:80", "203.0.113.10-203.0.113.11:443"]
              check = none
              real-servers.r1.address = "10.0.0.11"
            }
            """);

    assertEquals(
        table(
            tcp("203.0.113.10", 80, "wrr", server("10.0.0.11", 80, 1)),
            tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1)),
            tcp("203.0.113.11", 443, "wrr", server("10.0.0.11", 443, 1))),
        desired(services, Map.of()));
  }

  @Test
  @DisplayName("with a firewall mark, servers have port 0, but one that masquerading gives another")
  void firewallMark() {
    Collection<ServiceConfig> services =
        services(
            """
            services.marked {
              fwmark = 7
              check = none
              real-servers {
                direct.address = "10.0.0.11"
                behind { address = "10.0.0.12", forwarding = masquerade, port = 8443 }
                same-port { address = "10.0.0.13", forwarding = masquerade }
              }
            }
            """);

    assertEquals(
        table(
            entry(
                new VirtualService(new VirtualService.FirewallMark(7, AddressFamily.IPV4), "wrr"),
                server("10.0.0.11", 0, 1),
                new RealServer(id("10.0.0.12", 8443), 1, ForwardingMethod.MASQUERADE, 0, 0),
                new RealServer(id("10.0.0.13", 0), 1, ForwardingMethod.MASQUERADE, 0, 0))),
        desired(services, Map.of()));
  }

  @Test
  @DisplayName("each server by its own way, with its tunnel and its thresholds")
  void forwarding() {
    Collection<ServiceConfig> services =
        services(
            """
            services.photos {
              virtual = "203.0.113.10:443"
              forwarding { method = tunnel, type = gue, port = 6080, checksum = full }
              check = none
              real-servers {
                r1 { address = "10.0.0.11", upper-threshold = 1000, lower-threshold = 800 }
                r2 { address = "10.0.0.12", forwarding = direct-routing }
                r3 { address = "2001:db8::13" }
              }
            }
            """);

    Tunnel gue = new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.FULL);
    assertEquals(
        table(
            tcp(
                "203.0.113.10",
                443,
                "wrr",
                new RealServer(id("10.0.0.11", 443), 1, ForwardingMethod.TUNNEL, gue, 1000, 800),
                server("10.0.0.12", 443, 1),
                new RealServer(id("2001:db8::13", 443), 1, ForwardingMethod.TUNNEL, gue, 0, 0))),
        desired(services, Map.of()));
  }

  @Test
  @DisplayName("flags of the scheduler, persistence, and one-packet scheduling")
  void flags() {
    Collection<ServiceConfig> services =
        services(
            """
            services.hashed {
              virtual = "203.0.113.10:443"
              scheduler = mh
              scheduler-flags = [mh-port, mh-fallback]
              persistence { timeout = 5m, granularity = 24 }
              check = none
              real-servers.r1.address = "10.0.0.11"
            }
            services.dns {
              virtual = "203.0.113.10:53"
              protocol = udp
              one-packet = true
              check = none
              real-servers.r1.address = "10.0.0.11"
            }
            """);

    assertEquals(
        table(
            entry(
                new VirtualService(
                    Tables.id(Protocol.UDP, "203.0.113.10", 53),
                    "wrr",
                    0x4,
                    Persistence.none(AddressFamily.IPV4)),
                server("10.0.0.11", 53, 1)),
            entry(
                new VirtualService(
                    Tables.id(Protocol.TCP, "203.0.113.10", 443),
                    "mh",
                    0x1 | 0x8 | 0x10,
                    new Persistence(Duration.ofMinutes(5), 0xffffff00, "")),
                server("10.0.0.11", 443, 1))),
        desired(services, Map.of()));
  }

  @Test
  @DisplayName("the sorry server by its own way, while the quorum is lost")
  void sorryServer() {
    Collection<ServiceConfig> services =
        services(
            """
            services.photos {
              virtual = "203.0.113.10:443"
              check {}
              sorry-server {
                address = "10.0.0.99", forwarding = masquerade, port = 8443, weight = 3
              }
              real-servers.r1.address = "10.0.0.11"
            }
            """);
    ServerKey r1 = new ServerKey("photos", "r1");

    assertEquals(
        table(
            tcp(
                "203.0.113.10",
                443,
                "wrr",
                new RealServer(id("10.0.0.99", 8443), 3, ForwardingMethod.MASQUERADE, 0, 0))),
        desired(services, Map.of(r1, DOWN)));
    assertEquals(
        table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1))),
        desired(services, Map.of(r1, UP)));
  }

  @Test
  @DisplayName("two servers that are one for the kernel have the greater weight of both")
  void oneForTheKernel() {
    ServiceConfig service = Story.service("check = none", "r1=1 r2=1");
    SortedMap<String, RealServerConfig> same = new TreeMap<>();
    same.put("r1", new RealServerConfig("r1", Tables.address("10.0.0.11"), 5));
    same.put("r2", new RealServerConfig("r2", Tables.address("10.0.0.11"), 9));
    same.put("r3", new RealServerConfig("r3", Tables.address("10.0.0.11"), 7));

    assertEquals(
        table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 9))),
        desired(List.of(service.with(same)), Map.of()));
  }

  @Test
  @DisplayName("a service about which nothing was decided is a mistake of ours")
  void undecided() {
    Collection<ServiceConfig> services = services(photos("= none"));

    NullPointerException mistake =
        assertThrows(NullPointerException.class, () -> ServicePlan.desired(services, Map.of()));

    assertEquals("no decision about photos", mistake.getMessage());
  }
}
