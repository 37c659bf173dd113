// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.Configs.photos;
import static director.daemon.Configs.services;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Tables;
import director.daemon.config.ChecksConfig.Need;
import director.healthcheck.CheckOrder;
import director.healthcheck.CheckTiming;
import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.GrpcCheck;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.PingCheck;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.ScriptCheck;
import director.healthcheck.request.StatusRange;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CheckPlanTest {
  private static final CheckTiming USUAL =
      new CheckTiming(Duration.ofSeconds(2), Duration.ofMillis(500));

  @Test
  @DisplayName("every word of a check reaches the checker")
  void everyWord() {
    String text =
        photos(
            """
            {
              type = https, port = 8443, path = "/health?deep=1", host = "photos.example.com"
              server-name = "tls.example.com", tls.warn-before-expiry = 0s
              expect { status = [200, "204-206"] }
              source = "10.0.0.2", interface = eth1, mark = 4294967295
              interval = 500ms, fast-interval = 50ms, timeout = 1500ms, fall = 4, rise = 2
            }
            """);

    CheckPlan plan =
        CheckPlan.of(services(text), Map.of(new ServerKey("photos", "router2"), HealthState.DOWN));

    HttpCheck request =
        HttpCheck.of(
            Optional.of(TlsTerms.asking(Optional.of("tls.example.com"))),
            HttpExchange.get(
                "/health?deep=1",
                "photos.example.com",
                new ExpectedStatus(List.of(new StatusRange(200, 200), new StatusRange(204, 206)))));
    ProbePath path =
        new ProbePath(
            Optional.of(Tables.address("10.0.0.2")), Optional.of("eth1"), OptionalInt.of(-1));
    Duration timeout = Duration.ofMillis(1500);
    CheckTiming timing = new CheckTiming(Duration.ofMillis(500), Duration.ofMillis(50));
    assertEquals(
        Map.of(
            "photos/router1",
            new CheckOrder(
                new Question(request, at("10.0.0.11", 8443), path, timeout),
                timing,
                DecisionRule.inARow(4, 2),
                HealthState.UNKNOWN),
            "photos/router2",
            new CheckOrder(
                new Question(request, at("10.0.0.12", 8443), path, timeout),
                timing,
                DecisionRule.inARow(4, 2),
                HealthState.DOWN)),
        onlyOrders(plan));
  }

  @Test
  @DisplayName("where nothing is said: HTTPS GET / at the service's port, by the server's address")
  void defaults() {
    CheckPlan plan =
        plan(
            """
            services.photos {
              virtual = "203.0.113.10:443"
              check {}
              real-servers.router1.address = "10.0.0.11"
            }
            """);

    TlsTerms tls =
        new TlsTerms(
            Optional.empty(),
            TlsTerms.Verification.NONE,
            Optional.empty(),
            Optional.empty(),
            1,
            Duration.ofDays(14));
    assertEquals(
        Map.of(
            "photos/router1",
            new CheckOrder(
                new Question(
                    HttpCheck.of(
                        Optional.of(tls),
                        HttpExchange.get("/", "10.0.0.11", ExpectedStatus.of(200))),
                    at("10.0.0.11", 443),
                    ProbePath.ROUTED,
                    Duration.ofSeconds(3)),
                USUAL,
                DecisionRule.inARow(3, 1),
                HealthState.UNKNOWN)),
        onlyOrders(plan));
  }

  @Test
  @DisplayName("an IPv6 address stands in brackets in the Host header (RFC 3986, section 3.2.2)")
  void ipv6Host() {
    CheckPlan plan =
        plan(
            """
            services.photos {
              virtual = "[2001:db8::10]:80"
              check { type = http, path = "/health" }
              real-servers.router1.address = "2001:db8::11"
            }
            """);

    assertEquals(
        HttpCheck.of(
            Optional.empty(),
            HttpExchange.get("/health", "[2001:db8::11]", ExpectedStatus.of(200))),
        onlyRequest(plan));
  }

  @Test
  @DisplayName("without an authority, gRPC is asked by the server's address as well")
  void authority() {
    CheckPlan plan = plan(photos("{ type = grpc, service = photos.Router }"));

    assertEquals(
        Set.of(
            new GrpcCheck(Optional.empty(), "10.0.0.11", "photos.Router"),
            new GrpcCheck(Optional.empty(), "10.0.0.12", "photos.Router")),
        plan.orders().values().stream()
            .map(order -> order.question().request())
            .collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("the port is the check's own, or the real server's, or that of the service")
  void ports() {
    CheckPlan plan =
        plan(
            """
            services.a {
              virtual = "203.0.113.10:443", check {}, forwarding = masquerade
              real-servers { r1.address = "10.0.0.1", r2 { address = "10.0.0.2", port = 8443 } }
            }
            services.b {
              virtual = "203.0.113.10:8000-8010", check.port = 80, forwarding = masquerade
              real-servers { r1.address = "10.0.0.1", r2 { address = "10.0.0.2", port = 8443 } }
            }
            """);

    Map<String, InetSocketAddress> targets = new TreeMap<>();
    onlyOrders(plan).forEach((key, order) -> targets.put(key, order.question().target()));
    assertEquals(
        Map.of(
            "a/r1", at("10.0.0.1", 443),
            "a/r2", at("10.0.0.2", 8443),
            "b/r1", at("10.0.0.1", 80),
            "b/r2", at("10.0.0.2", 80)),
        targets);
  }

  @Test
  @DisplayName("what has no port is asked at none, and so is one probe for all services")
  void noPort() {
    CheckPlan plan =
        plan(
            """
            services.a { virtual = "203.0.113.10:80-81", check.type = ping
              real-servers.r.address = "10.0.0.1" }
            services.b { virtual = "203.0.113.10:82", check.type = ping
              real-servers.other.address = "10.0.0.1" }
            """);

    assertEquals(1, plan.orders().size());
    assertEquals(new PingCheck(56), onlyRequest(plan));
    assertEquals(at("10.0.0.1", 0), plan.orders().values().iterator().next().question().target());
  }

  @Test
  @DisplayName("a script is told of its server by its environment, and so is no other's")
  void environment() {
    String text =
        """
        services.%s {
          virtual = "203.0.113.10:%s"
          checks.disk { type = script, command = ["/bin/true", "-v"], user = checker }
          real-servers.r1 { address = "10.0.0.1", weight = 7 }
        }
        """;

    CheckPlan plan = plan(text.formatted("a", "443") + text.formatted("b", "8000-8010"));

    assertEquals(
        script(
            Map.of(
                "DIRECTORD_SERVICE", "a",
                "DIRECTORD_SERVER", "r1",
                "DIRECTORD_CHECK", "disk",
                "DIRECTORD_ADDRESS", "10.0.0.1",
                "DIRECTORD_PORT", "443",
                "DIRECTORD_PROTOCOL", "tcp",
                "DIRECTORD_VIRTUAL", "203.0.113.10:443",
                "DIRECTORD_WEIGHT", "7")),
        onlyOrders(plan).get("a/r1").question().request());
    assertEquals(
        script(
            Map.of(
                "DIRECTORD_SERVICE", "b",
                "DIRECTORD_SERVER", "r1",
                "DIRECTORD_CHECK", "disk",
                "DIRECTORD_ADDRESS", "10.0.0.1",
                "DIRECTORD_PROTOCOL", "tcp",
                "DIRECTORD_VIRTUAL", "203.0.113.10:8000-8010",
                "DIRECTORD_WEIGHT", "7")),
        onlyOrders(plan).get("b/r1").question().request());
  }

  @Test
  @DisplayName("what has no check is not checked")
  void none() {
    assertEquals(new CheckPlan(new TreeMap<>(), new TreeMap<>()), plan(photos("= none")));
  }

  @Test
  @DisplayName(
      "equal questions to one address are one probe, whatever servers and checks are called")
  void shares() {
    CheckPlan plan =
        CheckPlan.of(
            services(
                """
                services.a { virtual = "203.0.113.10:443", check { host = a.example.com }
                  real-servers.r1.address = "10.0.0.1" }
                services.b { virtual = "203.0.113.11:443"
                  checks { web { host = a.example.com }, ssh { type = tcp, port = 22 } }
                  checks-needed = any
                  real-servers.other.address = "10.0.0.1" }
                """),
            Map.of(new ServerKey("a", "r1"), HealthState.UP));

    String web = plan.servers().get(new ServerKey("a", "r1")).ids().get("check");
    CheckPlan.Checks other = plan.servers().get(new ServerKey("b", "other"));
    assertEquals(2, plan.orders().size());
    assertEquals(web, other.ids().get("web"));
    assertEquals(Set.of("ssh", "web"), other.ids().keySet());
    assertEquals(Need.ANY, other.need());
    assertEquals(HealthState.UP, plan.orders().get(web).initial());
  }

  @Test
  @DisplayName("a probe that is shared begins with UP if any of them is, else with DOWN if any is")
  void sharedBelief() {
    String text =
        """
        services.a { virtual = "203.0.113.10:443", check {}, real-servers.r.address = "10.0.0.1" }
        services.b { virtual = "203.0.113.11:443", check {}, real-servers.r.address = "10.0.0.1" }
        """;
    List<HealthState> best = List.of(HealthState.UP, HealthState.DOWN, HealthState.UNKNOWN);

    for (HealthState one : best) {
      for (HealthState other : best) {
        CheckPlan plan =
            CheckPlan.of(
                services(text),
                Map.of(new ServerKey("a", "r"), one, new ServerKey("b", "r"), other));

        assertEquals(
            best.indexOf(one) < best.indexOf(other) ? one : other,
            plan.orders().values().iterator().next().initial());
      }
    }
  }

  @Test
  @DisplayName("a server's own checks replace those of its service; none leaves it unchecked")
  void own() {
    CheckPlan plan =
        plan(
            """
            services.a {
              virtual = "203.0.113.10:443"
              check { type = tcp }
              real-servers {
                r1 { address = "10.0.0.1" }
                r2 { address = "10.0.0.2", check = ${services.a.check} { port = 80 } }
                r3 { address = "10.0.0.3", check = none }
              }
            }
            """);

    Map<String, InetSocketAddress> targets = new TreeMap<>();
    onlyOrders(plan).forEach((key, order) -> targets.put(key, order.question().target()));
    assertEquals(Map.of("a/r1", at("10.0.0.1", 443), "a/r2", at("10.0.0.2", 80)), targets);
  }

  @Test
  @DisplayName(
      "the id stands for the question, the timing and the rule, and not for what is believed")
  void ids() {
    String check = "{ type = tcp, interval = 2s, fall = 3 }";
    Map<ServerKey, HealthState> down = Map.of(new ServerKey("photos", "router1"), HealthState.DOWN);

    Set<String> ids = plan(photos(check)).orders().keySet();

    assertEquals(ids, CheckPlan.of(services(photos(check)), down).orders().keySet());
    assertTrue(ids.iterator().next().startsWith("tcp 10.0.0.11:443 "), ids::toString);
    assertNotEquals(ids, plan(photos("{ type = tcp, interval = 3s }")).orders().keySet());
    assertNotEquals(ids, plan(photos("{ type = tcp, fall = 2 }")).orders().keySet());
    assertNotEquals(ids, plan(photos("{ type = tcp, timeout = 2s }")).orders().keySet());
    assertNotEquals(ids, plan(photos("{ type = tcp, send = x }")).orders().keySet());
  }

  private static CheckPlan plan(String text) {
    return CheckPlan.of(services(text), Map.of());
  }

  /** Of servers with one check each, by "service/server". */
  private static Map<String, CheckOrder> onlyOrders(CheckPlan plan) {
    Map<String, CheckOrder> orders = new TreeMap<>();
    plan.servers()
        .forEach(
            (key, checks) ->
                checks
                    .ids()
                    .values()
                    .forEach(id -> orders.put(key.toString(), plan.orders().get(id))));
    return orders;
  }

  private static CheckRequest onlyRequest(CheckPlan plan) {
    return plan.orders().values().iterator().next().question().request();
  }

  private static ScriptCheck script(Map<String, String> environment) {
    return new ScriptCheck(
        List.of("/bin/true", "-v"), Optional.of("checker"), false, new TreeMap<>(environment));
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(Tables.address(address), port);
  }
}
