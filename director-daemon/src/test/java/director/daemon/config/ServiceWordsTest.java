// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.Texts.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.ServiceConfig.Scheduler;
import director.ipvs.table.AddressFamily;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import director.ipvs.table.Timeouts;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.ipvs.table.VirtualService.FirewallMark;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of IPVS becomes the values of its table. */
class ServiceWordsTest {
  @Test
  @DisplayName("a service with all there is, value by value")
  void readsAll() throws Exception {
    String text =
        """
        services.a {
          virtual = ["203.0.113.10:53", "203.0.113.12-203.0.113.13:54-55"]
          protocol = udp
          scheduler = mh
          scheduler-flags = [port, mh-fallback]
          forwarding { method = tunnel, type = gue, port = 6080, checksum = remote }
          persistence { timeout = 300s, granularity = "255.255.255.0", engine = sip }
          one-packet = true
          quorum { weight = 3, hysteresis = 1 }
          sorry-server { address = "10.0.0.99", weight = 2, forwarding = direct-routing }
          floor = 0.25
          drain-timeout = 1h
          check = none
          real-servers {
            r1 { address = "10.0.0.11", weight = 10, upper-threshold = 100, lower-threshold = 80 }
            r2 { address = "10.0.0.12", weight = 0, forwarding = masquerade, port = 5353 }
            pool { host-name = "routers.example.com", weight = 5, forwarding = tunnel }
          }
        }
        """;

    ServiceConfig service = accepted(text).services().get("a");

    var plainTunnel = new ForwardingConfig(ForwardingMethod.TUNNEL, Tunnel.IPIP);
    assertEquals(
        new ServiceConfig(
            "a",
            Virtual.of(
                "203.0.113.10:53, 203.0.113.12-203.0.113.13:54-55",
                List.of(
                    endpoint("203.0.113.10", 53),
                    endpoint("203.0.113.12", 54),
                    endpoint("203.0.113.12", 55),
                    endpoint("203.0.113.13", 54),
                    endpoint("203.0.113.13", 55))),
            Protocol.UDP,
            Scheduler.MH,
            0x18,
            new ForwardingConfig(
                ForwardingMethod.TUNNEL, new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMOTE)),
            Optional.of(new Persistence(Duration.ofMinutes(5), 0xffffff00, "sip")),
            true,
            new QuorumConfig(3, 1),
            Optional.of(
                new RealServerConfig(
                    "sorry-server",
                    address("10.0.0.99"),
                    2,
                    OptionalInt.empty(),
                    Optional.of(ForwardingConfig.DIRECT_ROUTING),
                    0,
                    0,
                    Optional.empty())),
            0.25,
            Duration.ZERO,
            Duration.ofHours(1),
            Optional.empty(),
            ReactionConfig.NONE,
            new TreeMap<>(
                Map.of(
                    "r1",
                    new RealServerConfig(
                        "r1",
                        address("10.0.0.11"),
                        10,
                        OptionalInt.empty(),
                        Optional.empty(),
                        100,
                        80,
                        Optional.empty()),
                    "r2",
                    new RealServerConfig(
                        "r2",
                        address("10.0.0.12"),
                        0,
                        OptionalInt.of(5353),
                        Optional.of(new ForwardingConfig(ForwardingMethod.MASQUERADE, Tunnel.IPIP)),
                        0,
                        0,
                        Optional.empty()))),
            new TreeMap<>(
                Map.of(
                    "pool",
                    new NamedServersConfig(
                        "routers.example.com",
                        new RealServerConfig(
                            "pool",
                            address("0.0.0.0"),
                            5,
                            OptionalInt.empty(),
                            Optional.of(plainTunnel),
                            0,
                            0,
                            Optional.empty()))))),
        service);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("what clients connect to, from the first endpoint to the last:")
  @CsvSource(
      delimiter = ';',
      value = {
        "203.0.113.10:443; 203.0.113.10:443; 1; TCP 203.0.113.10:443; TCP 203.0.113.10:443",
        "203.0.113.255-203.0.114.1:443; 203.0.113.255-203.0.114.1:443; 3;"
            + " TCP 203.0.113.255:443; TCP 203.0.114.1:443",
        "127.255.255.255-128.0.0.0:1; 127.255.255.255-128.0.0.0:1; 2;"
            + " TCP 127.255.255.255:1; TCP 128.0.0.0:1",
        "203.0.113.10-203.0.113.10:80-80; 203.0.113.10:80; 1; TCP 203.0.113.10:80;"
            + " TCP 203.0.113.10:80",
        "203.0.113.10:1-4096; 203.0.113.10:1-4096; 4096; TCP 203.0.113.10:1;"
            + " TCP 203.0.113.10:4096",
        "203.0.113.10:*; 203.0.113.10:*; 1; TCP 203.0.113.10:0; TCP 203.0.113.10:0",
        "[2001:DB8:0::ff]-[2001:db8::101]:443; [2001:db8::ff]-[2001:db8::101]:443; 3;"
            + " TCP [2001:db8::ff]:443; TCP [2001:db8::101]:443",
        "[ff:ffff::]:443-444; [ff:ffff::]:443-444; 2; TCP [ff:ffff::]:443; TCP [ff:ffff::]:444",
      })
  void expandsRanges(String written, String shown, int size, String first, String last)
      throws Exception {
    String server = written.startsWith("[") ? "2001:db9::1" : "10.0.0.1";

    Virtual virtual =
        accepted(
                "services.a { check = none, persistence = 1m, virtual = \"%s\"\n real-servers.r1.address = \"%s\" }"
                    .formatted(written, server))
            .services()
            .get("a")
            .virtual();

    assertEquals(
        List.of(shown, size, first, last),
        List.of(
            virtual.toString(),
            virtual.ids().size(),
            virtual.ids().first().toString(),
            virtual.ids().last().toString()));
  }

  @Test
  @DisplayName("a firewall mark has a family, and no port")
  void readsMarks() throws Exception {
    String text =
        """
        services.a { fwmark = 4294967295, check = none, real-servers.r.address = "10.0.0.1" }
        services.b { fwmark = 7, family = ipv6, check = none, persistence { granularity = 64 }
          real-servers.r.address = "2001:db8::1" }
        """;

    Map<String, ServiceConfig> services = accepted(text).services();

    assertEquals(
        List.of(
            Virtual.of(
                "fwmark 4294967295", List.of(new FirewallMark(4_294_967_295L, AddressFamily.IPV4))),
            Virtual.of("fwmark 7", List.of(new FirewallMark(7, AddressFamily.IPV6)))),
        services.values().stream().map(ServiceConfig::virtual).toList());
    assertEquals(
        Optional.of(new Persistence(Duration.ofMinutes(6), 64, "")),
        services.get("b").persistence());
  }

  @Test
  @DisplayName("what stands for itself and the section that says the same are one")
  void readsShortForms() throws Exception {
    String brief = "forwarding = tunnel, persistence = 90s, quorum = 2";
    String full =
        "forwarding.method = tunnel, persistence { timeout = 90s, granularity = 32 }"
            + ", quorum.weight = 2";
    String weight = ", real-servers.r1.weight = 2";

    ServiceConfig one = accepted(Texts.service(brief + weight)).services().get("a");
    ServiceConfig other = accepted(Texts.service(full + weight)).services().get("a");

    assertEquals(one, other);
    assertEquals(
        Optional.of(new Persistence(Duration.ofSeconds(90), 0xffffffff, "")), one.persistence());
  }

  @Test
  @DisplayName("what concerns IPVS as a whole, value by value")
  void readsIpvs() throws Exception {
    String text =
        Texts.instance("")
            + """
            ipvs {
              reconcile-interval = 10s
              timeouts { tcp = 15m, udp = 30s }
              sync { interface = eth1, id = 17, group = "ff02::81", port = 8849, ttl = 2
                max-length = 1400, follow = a }
              sysctl { apply = true, sync_threshold = "3   50", expire_nodest_conn = 1 }
            }
            resolver { interval = 1m, max-change = 1 }
            """;

    DirectorConfig config = accepted(text);

    assertEquals(
        new IpvsConfig(
            Duration.ofSeconds(10),
            new Timeouts(Duration.ofMinutes(15), Duration.ZERO, Duration.ofSeconds(30)),
            Optional.of(
                new SyncConfig("eth1", 17, address("ff02::81"), 8849, 2, 1400, Optional.of("a"))),
            new SysctlConfig(
                new TreeMap<>(Map.of("expire_nodest_conn", "1", "sync_threshold", "3 50")), true)),
        config.ipvs());
    assertEquals(new ResolverConfig(Duration.ofMinutes(1), 1.0), config.resolver());
  }

  @Test
  @DisplayName("what a sync daemon need not be told has the kernel's defaults")
  void knowsTheDefaultsOfSync() throws Exception {
    assertEquals(
        Optional.of(new SyncConfig("eth1", 0, address("224.0.0.81"), 8848, 1, 0, Optional.empty())),
        accepted(Texts.service("") + "ipvs.sync.interface = eth1").ipvs().sync());
  }

  @Test
  @DisplayName("the bits of scheduler flags are those of sh and mh in linux/ip_vs.h")
  void readsFlags() throws Exception {
    String text =
        List.of("port", "fallback", "sh-port", "sh-fallback").stream()
            .map(
                flag ->
                    "services.%s { virtual = \"203.0.113.10:%d\", check = none, scheduler = sh\nscheduler-flags = [%s], real-servers.r.address = \"10.0.0.1\" }\n"
                        .formatted(flag, flag.length(), flag))
            .collect(Collectors.joining());

    Map<String, Integer> flags =
        accepted(text).services().values().stream()
            .collect(Collectors.toMap(ServiceConfig::name, ServiceConfig::schedulerFlags));

    assertEquals(Map.of("port", 16, "fallback", 8, "sh-port", 16, "sh-fallback", 8), flags);
  }

  private static VirtualService.Endpoint endpoint(String address, int port) throws Exception {
    return new VirtualService.Endpoint(Protocol.UDP, address(address), port);
  }

  private static InetAddress address(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }
}
