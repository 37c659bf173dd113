// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.Texts.accepted;
import static director.daemon.config.Texts.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.config.CheckConfig.OnFailure;
import director.daemon.config.CheckConfig.Through;
import director.daemon.config.ServiceConfig.Scheduler;
import director.healthcheck.CheckTiming;
import director.healthcheck.CheckerSettings;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.HttpExchange.Redirects;
import director.healthcheck.request.HttpExchange.Version;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.request.TlsTerms.Verification;
import director.healthcheck.state.DecisionRule;
import director.ipvs.table.Protocol;
import director.vrrp.orders.AddressLoss;
import director.vrrp.orders.Announcing;
import director.vrrp.orders.Authentication;
import director.vrrp.orders.Transport;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.Witnesses;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  @DisplayName("the common case of DESIGN.md loads, value by value")
  void loadsTheCommonCase() throws Exception {
    String text =
        """
        director.name = "director-a"

        vrrp.instances.photos {
          interface = eth0
          virtual-router-id = 51              # 1..255
          version = 3                         # 2 or 3
          priority = 150                      # 1..254, 255 = owner
          advertisement-interval = 1s         # v3: 10ms..40950ms in steps of 10ms; v2: whole seconds
          virtual-addresses = ["203.0.113.10/24"]
          preempt = true
          preempt-delay = 0s
          # unicast { source = "192.0.2.1", peers = ["192.0.2.2"] }
        }

        services.photos-https {
          virtual = "203.0.113.10:443"        # or "[2001:db8::10]:443", or fwmark = 7
          protocol = tcp
          scheduler = wrr
          forwarding = direct-routing
          check {
            type = https, path = "/health", host = "photos.example.com"
            expect { status = [200] }
            interval = 2s, timeout = 3s, fall = 3, rise = 1
            on-failure = remove               # or quiesce: weight 0
          }
          real-servers {
            router1 { address = "10.0.0.11", weight = 1 }
            router2 { address = "10.0.0.12", weight = 1 }
          }
        }
        """;

    DirectorConfig config = accepted(text);

    var instance =
        new VrrpInstanceConfig(
            "photos",
            "eth0",
            51,
            3,
            150,
            SECOND,
            List.of(new VirtualAddress(address("203.0.113.10"), 24)),
            true,
            Duration.ZERO,
            Transport.Multicast.IPV4,
            new Authentication.None(),
            Checksum.WITH_PSEUDO_HEADER,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Announcing.DEFAULT,
            new Witnesses(true, List.of(), Duration.ofSeconds(1)),
            AddressLoss.RESTORE,
            Duration.ZERO,
            TrackConfig.DEFAULT,
            NotifyScripts.NONE);
    var check =
        check(
            new RequestConfig.Http(
                Optional.of(tls(Optional.of("photos.example.com"))),
                List.of(exchange("/health", Optional.of("photos.example.com")))));
    var service =
        new ServiceConfig(
            "photos-https",
            Virtual.of(Protocol.TCP, new Endpoint(address("203.0.113.10"), 443)),
            Protocol.TCP,
            Scheduler.WRR,
            0,
            ForwardingConfig.DIRECT_ROUTING,
            Optional.empty(),
            false,
            QuorumConfig.DEFAULT,
            Optional.empty(),
            0.5,
            Duration.ZERO,
            Duration.ofMinutes(5),
            Optional.of(ChecksConfig.single(check, OnFailure.REMOVE)),
            ReactionConfig.NONE,
            new TreeMap<>(
                Map.of(
                    "router1", new RealServerConfig("router1", address("10.0.0.11"), 1),
                    "router2", new RealServerConfig("router2", address("10.0.0.12"), 1))),
            new TreeMap<>());
    assertEquals(
        new DirectorConfig(
            "director-a",
            new TreeMap<>(Map.of("photos", instance)),
            new TreeMap<>(Map.of("photos-https", service)),
            VrrpConfig.DEFAULT,
            TrackedConfig.NOTHING,
            IpvsConfig.DEFAULT,
            ResolverConfig.DEFAULT,
            CheckerSettings.DEFAULT,
            new TreeMap<>(),
            Optional.empty(),
            NotifyConfig.DEFAULT,
            ControlConfig.DEFAULT,
            List.of()),
        config);
  }

  @Test
  @DisplayName("what may be left out has the defaults of docs/configuration.md")
  void knowsTheDefaults() throws Exception {
    String text =
        """
        vrrp.instances.a {
          interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
        }
        services.a {
          virtual = "[2001:db8::10]:8443", check {}, real-servers.r1.address = "2001:db8::11"
        }
        """;

    DirectorConfig config = accepted(text);

    var instance =
        new VrrpInstanceConfig(
            "a",
            "eth0",
            51,
            3,
            100,
            SECOND,
            List.of(new VirtualAddress(address("203.0.113.10"), 32)),
            true,
            Duration.ZERO,
            Transport.Multicast.IPV4,
            new Authentication.None(),
            Checksum.WITH_PSEUDO_HEADER,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Announcing.DEFAULT,
            new Witnesses(true, List.of(), Duration.ofSeconds(1)),
            AddressLoss.RESTORE,
            Duration.ZERO,
            TrackConfig.DEFAULT,
            NotifyScripts.NONE);
    var check =
        check(
            new RequestConfig.Http(
                Optional.of(tls(Optional.empty())), List.of(RequestConfig.Exchange.DEFAULT)));
    var service =
        new ServiceConfig(
            "a",
            Virtual.of(Protocol.TCP, new Endpoint(address("2001:db8::10"), 8443)),
            Protocol.TCP,
            Scheduler.WRR,
            0,
            ForwardingConfig.DIRECT_ROUTING,
            Optional.empty(),
            false,
            QuorumConfig.DEFAULT,
            Optional.empty(),
            0.5,
            Duration.ZERO,
            Duration.ofMinutes(5),
            Optional.of(ChecksConfig.single(check, OnFailure.REMOVE)),
            ReactionConfig.NONE,
            new TreeMap<>(Map.of("r1", new RealServerConfig("r1", address("2001:db8::11"), 1))),
            new TreeMap<>());
    assertEquals(
        new DirectorConfig(
            "lvs7",
            new TreeMap<>(Map.of("a", instance)),
            new TreeMap<>(Map.of("a", service)),
            VrrpConfig.DEFAULT,
            TrackedConfig.NOTHING,
            IpvsConfig.DEFAULT,
            ResolverConfig.DEFAULT,
            CheckerSettings.DEFAULT,
            new TreeMap<>(),
            Optional.empty(),
            NotifyConfig.DEFAULT,
            ControlConfig.DEFAULT,
            List.of()),
        config);
  }

  @Test
  @DisplayName("check = none has to be written, and then there is no check")
  void checksAreLeftOutOnPurposeOnly() throws Exception {
    String without =
        """
        services.a {
          virtual = "203.0.113.10:443"
          real-servers.r1.address = "10.0.0.11"
        }
        """;

    List<String> missing = problems(without);
    ServiceConfig unchecked = accepted(without + "\nservices.a.check = none").services().get("a");

    assertEquals(
        List.of(
            "director.conf:1: services.a.check: is missing: must be a section in braces, or the"
                + " word none to use the real servers unchecked"),
        missing);
    assertEquals(Optional.empty(), unchecked.checks());
  }

  @Test
  @DisplayName("a section can be taken over from another service, and changed in part")
  void substitutesSections() throws Exception {
    String text =
        Texts.service("check { interval = 5s, fall = 7 }")
            + """
            services.b {
              virtual = "203.0.113.10:80"
              check = ${services.a.check} { type = http, fall = 2 }
              real-servers = ${services.a.real-servers}
            }
            """;

    CheckConfig check =
        accepted(text).services().get("b").checks().orElseThrow().each().get("check");

    assertEquals(
        new CheckConfig(
            new RequestConfig.Http(
                Optional.empty(), List.of(exchange("/", Optional.of("photos.example.com")))),
            OptionalInt.empty(),
            new CheckTiming(Duration.ofSeconds(5), Duration.ofMillis(500)),
            Duration.ofSeconds(3),
            DecisionRule.inARow(2, 1),
            ProbePath.ROUTED,
            Through.DIRECT),
        check);
  }

  @Test
  @DisplayName("the environment is read with ${NAME}, and may be absent with ${?NAME}")
  void readsTheEnvironment() throws Exception {
    String text =
        "director.name = set, director.name = ${?DIRECTORD_SURELY_NOT_SET}\n"
            + Texts.service("check.path = ${PATH}");

    DirectorConfig config = accepted(text);

    assertEquals("set", config.name());
    assertEquals(System.getenv("PATH"), pathOf(config.services().get("a")));
  }

  @Test
  @DisplayName("a substitution that leads nowhere is a problem of the value, like any other")
  void blamesOpenSubstitutions() {
    String text =
        Texts.instance("priority = ${one}\n version = 4")
            + Texts.service("check = ${two} { fall = 0 }\n real-servers = ${three}");

    List<String> problems = problems(text);

    assertEquals(
        List.of(
            "director.conf:5: vrrp.instances.a.priority: refers to something that is not defined:"
                + " ${one}",
            "director.conf:6: vrrp.instances.a.version: must be 2 or 3, but is 4",
            "director.conf:10: services.a.check: refers to something that is not defined:"
                + " {\"host\":\"photos.example.com\"},${two}{\"fall\":0}",
            "director.conf:11: services.a.real-servers: refers to something that is not defined:"
                + " {\"r1\":{\"address\":\"10.0.0.11\"}},${three}"),
        problems);
  }

  @Test
  @DisplayName("a host name that cannot name a director makes director.name required")
  void needsANameFromSomewhere() {
    String text = Texts.instance("");

    ConfigRejectedException rejected =
        assertThrows(
            ConfigRejectedException.class,
            () -> ConfigLoader.parse(text, Path.of("director.conf"), "(none)"));

    assertEquals(
        List.of(
            new ConfigProblem(
                "director.conf",
                1,
                "director.name",
                "is missing: must be 1..64 letters, digits, dots, dashes and underscores")),
        rejected.problems());
  }

  @Test
  @DisplayName("a config that wants nothing is a mistake, because it may have been cut short")
  void refusesNothingToDo() {
    String refusal =
        "director.conf:1: holds neither vrrp.instances nor services: nothing to do; if that is"
            + " meant, say vrrp.instances {} and services {}";

    assertEquals(List.of(refusal), problems("director.name = a"));
    assertEquals(List.of(refusal), problems("director.name = a, services {}"));
    assertEquals(List.of(refusal), problems(""));
  }

  @Test
  @DisplayName("a config that says that it wants nothing is none, and the package's is such a one")
  void takesNothingToDo() throws Exception {
    ConfigLoader.parse(
        "director.name = a, vrrp.instances {}, services {}", Path.of("director.conf"), "(none)");

    DirectorConfig installed =
        ConfigLoader.load(Path.of("../packaging/src/main/root/etc/directord/director.conf"));

    assertEquals(Set.of(), installed.instances().keySet());
    assertEquals(Set.of(), installed.services().keySet());
  }

  private static CheckConfig check(RequestConfig request) {
    return new CheckConfig(
        request,
        OptionalInt.empty(),
        new CheckTiming(Duration.ofSeconds(2), Duration.ofMillis(500)),
        Duration.ofSeconds(3),
        DecisionRule.inARow(3, 1),
        ProbePath.ROUTED,
        Through.DIRECT);
  }

  private static TlsTerms tls(Optional<String> serverName) {
    return new TlsTerms(
        serverName, Verification.NONE, Optional.empty(), Optional.empty(), 1, Duration.ofDays(14));
  }

  private static RequestConfig.Exchange exchange(String path, Optional<String> host) {
    return new RequestConfig.Exchange(
        Method.GET,
        path,
        host,
        Version.HTTP_1_1,
        List.of(),
        ExpectedStatus.of(200),
        List.of(),
        262_144,
        false,
        Redirects.REFUSED);
  }

  private static String pathOf(ServiceConfig service) {
    CheckConfig check = service.checks().orElseThrow().each().get("check");
    return ((RequestConfig.Http) check.request()).exchanges().get(0).path();
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
