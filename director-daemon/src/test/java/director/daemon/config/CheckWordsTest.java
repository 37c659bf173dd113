// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.Texts.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.CheckConfig.OnFailure;
import director.daemon.config.CheckConfig.Through;
import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.RequestConfig.Exchange;
import director.healthcheck.CheckTiming;
import director.healthcheck.CheckerSettings;
import director.healthcheck.request.AgentCheck;
import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.DnsCheck;
import director.healthcheck.request.Expectation.Algorithm;
import director.healthcheck.request.Expectation.Contains;
import director.healthcheck.request.Expectation.Digest;
import director.healthcheck.request.Expectation.Lacks;
import director.healthcheck.request.Expectation.Matches;
import director.healthcheck.request.Expectation.MatchesNot;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.FileCheck;
import director.healthcheck.request.HttpExchange.Header;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.HttpExchange.Redirects;
import director.healthcheck.request.HttpExchange.Version;
import director.healthcheck.request.Octets;
import director.healthcheck.request.PingCheck;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.SmtpCheck;
import director.healthcheck.request.StatusRange;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.request.TlsTerms.ClientCertificate;
import director.healthcheck.request.TlsTerms.Verification;
import director.healthcheck.request.UdpCheck;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.DecisionRule.HoldDown;
import director.healthcheck.state.DecisionRule.Window;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written of checks becomes the questions of the checker. */
class CheckWordsTest {
  private static final TlsTerms TLS =
      new TlsTerms(
          Optional.empty(),
          Verification.NONE,
          Optional.empty(),
          Optional.empty(),
          1,
          Duration.ofDays(14));

  @Test
  @DisplayName("HTTPS with all there is, value by value")
  void https() throws Exception {
    RequestConfig request =
        request(
            """
            type = https, path = "/health?deep=1", host = photos.example.com, method = OPTIONS
            version = "1.0", headers { X-Probe = 7, Accept = "*/*" }, user-agent = "lab/1"
            expect {
              status = [200, "204-206"], contains = [well, "all right"], lacks = ill
              matches = "(?i)^ok", matches-not = ["a+b", "c"], strict-length = true
              sha256 = "D40B628BAF7F757149F5B6D6D6ACA317D478EF3A29433064D21CFDD06FB33B8D"
              md5 = d41d8cd98f00b204e9800998ecf8427e
            }
            max-body = "1 MiB", redirects = followed
            tls {
              server-name = tls.example.com, verify = full, authority = "/etc/hosts"
              certificate = "/etc/passwd", key = "/etc/group", full-every = 10
              warn-before-expiry = 30d
            }
            """);

    assertEquals(
        new RequestConfig.Http(
            Optional.of(
                new TlsTerms(
                    Optional.of("tls.example.com"),
                    Verification.FULL,
                    Optional.of(Path.of("/etc/hosts")),
                    Optional.of(
                        new ClientCertificate(Path.of("/etc/passwd"), Path.of("/etc/group"))),
                    10,
                    Duration.ofDays(30))),
            List.of(
                new Exchange(
                    Method.OPTIONS,
                    "/health?deep=1",
                    Optional.of("photos.example.com"),
                    Version.HTTP_1_0,
                    List.of(
                        new Header("Accept", "*/*"),
                        new Header("X-Probe", "7"),
                        new Header("User-Agent", "lab/1")),
                    new ExpectedStatus(
                        List.of(new StatusRange(200, 200), new StatusRange(204, 206))),
                    List.of(
                        new Contains("well"),
                        new Contains("all right"),
                        new Lacks("ill"),
                        new Matches("(?i)^ok"),
                        new MatchesNot("a+b"),
                        new MatchesNot("c"),
                        new Digest(
                            Algorithm.SHA_256,
                            "d40b628baf7f757149f5b6d6d6aca317d478ef3a29433064d21cfdd06fb33b8d"),
                        new Digest(Algorithm.MD5, "d41d8cd98f00b204e9800998ecf8427e")),
                    1_048_576,
                    true,
                    Redirects.FOLLOWED))),
        request);
  }

  @Test
  @DisplayName("what a request of several does not say is as the check says")
  void requests() throws Exception {
    RequestConfig request =
        request(
            """
            type = http, host = a.example.com, user-agent = lab, headers.X-Probe = 7
            expect.status = [204]
            requests = [
              { path = "/a" }
              { path = "/b", method = HEAD, host = b.example.com, user-agent = other }
              { path = "/c", expect.contains = well, max-body = 1000, headers { X-Other = 8 } }
            ]
            """);

    Exchange first =
        new Exchange(
            Method.GET,
            "/a",
            Optional.of("a.example.com"),
            Version.HTTP_1_1,
            List.of(new Header("X-Probe", "7"), new Header("User-Agent", "lab")),
            ExpectedStatus.of(204),
            List.of(),
            262_144,
            false,
            Redirects.REFUSED);
    assertEquals(
        new RequestConfig.Http(
            Optional.empty(),
            List.of(
                first,
                new Exchange(
                    Method.HEAD,
                    "/b",
                    Optional.of("b.example.com"),
                    Version.HTTP_1_1,
                    List.of(new Header("X-Probe", "7"), new Header("User-Agent", "other")),
                    ExpectedStatus.of(204),
                    List.of(),
                    262_144,
                    false,
                    Redirects.REFUSED),
                new Exchange(
                    Method.GET,
                    "/c",
                    Optional.of("a.example.com"),
                    Version.HTTP_1_1,
                    List.of(new Header("X-Other", "8")),
                    ExpectedStatus.of(200),
                    List.of(new Contains("well")),
                    1000,
                    false,
                    Redirects.REFUSED))),
        request);
  }

  @Test
  @DisplayName("TLS asks for the host, if that is a name, and server-name goes before it")
  void serverNames() throws Exception {
    assertEquals(Optional.of("a.example.com"), serverName("host = a.example.com"));
    assertEquals(
        Optional.of("b.example.com"),
        serverName("host = a.example.com, server-name = b.example.com"));
    assertEquals(
        Optional.of("b.example.com"),
        serverName("host = a.example.com, tls.server-name = b.example.com"));
    assertEquals(Optional.empty(), serverName("host = \"10.0.0.1\""));
    assertEquals(Optional.empty(), serverName("path = \"/\""));
  }

  @Test
  @DisplayName("TCP and TLS: what is sent, and what has to come back")
  void streams() throws Exception {
    assertEquals(TcpCheck.CONNECT, same("type = tcp"));
    assertEquals(
        new TcpCheck(
            Optional.empty(),
            Optional.of(new Octets("50494e470d0a")),
            List.of(new Contains("+PONG"))),
        same("type = tcp, send = \"PING\\r\\n\", expect.contains = \"+PONG\""));
    assertEquals(
        new TcpCheck(Optional.empty(), Optional.of(new Octets("00ff10")), List.of()),
        same("type = tcp, send-hex = \"00 FF10\""));
    assertEquals(
        new TcpCheck(
            Optional.of(
                new TlsTerms(
                    Optional.of("a.example.com"),
                    Verification.CHAIN,
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    Duration.ofDays(14))),
            Optional.empty(),
            List.of()),
        same("type = tls, server-name = a.example.com, tls.verify = chain"));
    assertEquals(new TcpCheck(Optional.of(TLS), Optional.empty(), List.of()), same("type = tls"));
  }

  @Test
  @DisplayName("UDP, DNS, SMTP and ping, with all there is and with nothing")
  void protocols() throws Exception {
    assertEquals(new UdpCheck(new Octets(""), Optional.empty()), same("type = udp"));
    assertEquals(
        new UdpCheck(Octets.ofText("hello"), Optional.of(new UdpCheck.Reply("xxxx81x0", 12, 512))),
        same(
            "type = udp, payload = hello, reply { mask = \"XXXX 81x0\", minimum = 12, maximum = 512 }"));
    assertEquals(
        new UdpCheck(new Octets("0a"), Optional.of(new UdpCheck.Reply("", 0, 65_535))),
        same("type = udp, payload-hex = \"0A\", reply {}"));
    assertEquals(new DnsCheck(DnsCheck.Type.SOA, ".", false), same("type = dns"));
    assertEquals(
        new DnsCheck(DnsCheck.Type.AAAA, "_sip._udp.example.com.", true),
        same("type = dns, record = AAAA, name = \"_sip._udp.example.com.\", answered = true"));
    assertEquals(new SmtpCheck("directord.invalid"), same("type = smtp"));
    assertEquals(new SmtpCheck("[10.0.0.2]"), same("type = smtp, helo = \"[10.0.0.2]\""));
    assertEquals(new PingCheck(56), same("type = ping"));
    assertEquals(new PingCheck(0), same("type = ping, bytes = 0"));
  }

  @Test
  @DisplayName("gRPC with TLS, and without")
  void grpc() throws Exception {
    assertEquals(
        new RequestConfig.Grpc(Optional.empty(), Optional.empty(), ""), request("type = grpc"));
    assertEquals(
        new RequestConfig.Grpc(Optional.of(TLS), Optional.empty(), ""),
        request("type = grpc, tls = true"));
    assertEquals(
        new RequestConfig.Grpc(
            Optional.of(TlsTerms.asking(Optional.of("a.example.com"))),
            Optional.of("a.example.com"),
            "photos.v1.Router"),
        request(
            "type = grpc, service = photos.v1.Router, authority = a.example.com, tls.warn-before-expiry = 0s"));
  }

  @Test
  @DisplayName("agents, files and scripts, with all there is and with nothing")
  void others() throws Exception {
    assertEquals(new AgentCheck(Optional.empty(), 0, 100, 25), same("type = agent, port = 5555"));
    assertEquals(
        new AgentCheck(Optional.of(Octets.ofText("r1\n")), 10, 200, 1000),
        same(
            "type = agent, port = 5555, send = \"r1\\n\", minimum-share = 10, maximum-share = 200, step = 1000"));
    assertEquals(new FileCheck(Path.of("/run/load"), 0), same("type = file, file = \"/run/load\""));
    assertEquals(
        new FileCheck(Path.of("/run/load"), -2),
        same("type = file, file = \"/run/load\", factor = -2"));
    assertEquals(
        new RequestConfig.Script(List.of("/bin/true"), "nobody", false),
        request("type = script, command = [\"/bin/true\"]"));
    assertEquals(
        new RequestConfig.Script(List.of("/bin/true", "a b"), "root", true),
        request("type = script, command = [\"/bin/true\", \"a b\"], user = root, dynamic = true"));
  }

  @Test
  @DisplayName("when, by which rule and on which way, value by value")
  void allTypes() throws Exception {
    assertEquals(
        new CheckConfig(
            new RequestConfig.Same(TcpCheck.CONNECT),
            OptionalInt.of(22),
            new CheckTiming(Duration.ofSeconds(10), Duration.ofMillis(20)),
            Duration.ofSeconds(1),
            new DecisionRule(
                OptionalInt.of(5),
                2,
                Optional.of(new Window(4, Duration.ofMinutes(10))),
                Optional.of(
                    new HoldDown(
                        Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(2)))),
            new ProbePath(
                Optional.of(InetAddress.getByName("10.0.0.2")),
                Optional.of("eth1"),
                OptionalInt.of(7)),
            Through.DIRECT),
        check(
            """
            type = tcp, port = 22, interval = 10s, fast-interval = 20ms, timeout = 1s
            fall = 5, rise = 2, window { failures = 4, within = 10m }
            hold-down { first = 30s, longest = 5m, forgotten-after = 2h }
            source = "10.0.0.2", interface = eth1, mark = 7, through = direct
            """));
    assertEquals(Through.FORWARDING_PATH, check("through = forwarding-path").through());
  }

  @Test
  @DisplayName(
      "the defaults of a window, under which no row of failures counts, and of a hold-down")
  void rules() throws Exception {
    assertEquals(
        new DecisionRule(
            OptionalInt.empty(),
            1,
            Optional.of(new Window(3, Duration.ofMinutes(15))),
            Optional.of(
                new HoldDown(Duration.ofSeconds(60), Duration.ofMinutes(15), Duration.ofHours(1)))),
        check("window {}, hold-down {}").rule());
    assertEquals(
        Optional.of(new HoldDown(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1))),
        check("hold-down.first = 1h").rule().holdDown());
  }

  @Test
  @DisplayName("the fast interval is half a second, or the interval if that is shorter")
  void fastIntervals() throws Exception {
    assertEquals(Duration.ofMillis(500), check("interval = 1h").timing().fastInterval());
    assertEquals(Duration.ofMillis(500), check("interval = 500ms").timing().fastInterval());
    assertEquals(Duration.ofMillis(100), check("interval = 100ms").timing().fastInterval());
  }

  @Test
  @DisplayName("a script may take as long as its interval, unless something else is said")
  void scriptTimeouts() throws Exception {
    String script = "type = script, command = [\"/bin/true\"], interval = 30s";

    assertEquals(Duration.ofSeconds(30), check(script).timeout());
    assertEquals(Duration.ofSeconds(5), check(script + ", timeout = 5s").timeout());
    assertEquals(Duration.ofSeconds(3), check("type = tcp, interval = 30s").timeout());
  }

  @Test
  @DisplayName("several checks of a service, and own ones of its servers, down to none")
  void several() throws Exception {
    ServiceConfig service =
        accepted(
                """
                services.a {
                  virtual = "203.0.113.10:443"
                  checks { web { type = tcp }, ssh { type = tcp, port = 22 } }
                  checks-needed = any
                  on-failure = quiesce
                  real-servers {
                    r1 { address = "10.0.0.1" }
                    r2 { address = "10.0.0.2", check = none }
                    r3 { address = "10.0.0.3", check = ${services.a.checks.web} { port = 80 } }
                    r4 { address = "10.0.0.4", checks.ftp { type = tcp, port = 21 }
                      on-failure = remove }
                  }
                }
                """)
            .services()
            .get("a");

    CheckConfig web = check("type = tcp");
    CheckConfig ssh = check("type = tcp, port = 22");
    assertEquals(
        Map.of(
            "r1",
            Optional.of(
                new ChecksConfig(
                    new TreeMap<>(Map.of("web", web, "ssh", ssh)), Need.ANY, OnFailure.QUIESCE)),
            "r2",
            Optional.<ChecksConfig>empty(),
            "r3",
            Optional.of(
                new ChecksConfig(
                    new TreeMap<>(Map.of("check", check("type = tcp, port = 80"))),
                    Need.ALL,
                    OnFailure.QUIESCE)),
            "r4",
            Optional.of(
                new ChecksConfig(
                    new TreeMap<>(Map.of("ftp", check("type = tcp, port = 21"))),
                    Need.ALL,
                    OnFailure.REMOVE))),
        new TreeMap<>(
            Map.of(
                "r1", checks(service, "r1"),
                "r2", checks(service, "r2"),
                "r3", checks(service, "r3"),
                "r4", checks(service, "r4"))));
  }

  @Test
  @DisplayName("a service need not say how servers are checked that all say it themselves")
  void onlyOwn() throws Exception {
    String text =
        """
        services.a {
          virtual = "203.0.113.10:443"
          real-servers {
            r1 { address = "10.0.0.1", check { type = tcp } }
            r2 { host-name = "r2.example.com", check { type = ping } }
          }
        }
        """;

    assertEquals(Optional.empty(), accepted(text).services().get("a").checks());
    assertEquals(
        List.of(
            "director.conf:1: services.a.check: is missing: must be a section in braces, or the"
                + " word none to use the real servers unchecked"),
        Texts.problems(text + "services.a.real-servers.r3.address = \"10.0.0.3\""));
  }

  @Test
  @DisplayName("what holds for all checks of the director")
  void checker() throws Exception {
    String service = Texts.service("");

    assertEquals(new CheckerSettings(256, 0.3), accepted(service).checker());
    assertEquals(
        new CheckerSettings(10_000, 1),
        accepted(service + "checks { max-in-flight = 10000, mass-failure = 1 }").checker());
  }

  private static Optional<ChecksConfig> checks(ServiceConfig service, String server) {
    return service.checks(service.realServers().get(server));
  }

  private static CheckConfig check(String lines) throws Exception {
    String text =
        """
        services.a {
          virtual = "203.0.113.10:443"
          real-servers.r1.address = "10.0.0.11"
          check {
        %s
          }
        }
        """;
    ServiceConfig service = accepted(text.formatted(lines)).services().get("a");
    return service.checks().orElseThrow().each().get("check");
  }

  private static RequestConfig request(String lines) throws Exception {
    return check(lines).request();
  }

  private static CheckRequest same(String lines) throws Exception {
    return ((RequestConfig.Same) request(lines)).request();
  }

  private static Optional<String> serverName(String lines) throws Exception {
    return ((RequestConfig.Http) request(lines)).tls().orElseThrow().serverName();
  }
}
