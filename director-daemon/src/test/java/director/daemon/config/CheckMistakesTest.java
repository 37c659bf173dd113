// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.Texts.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be in a check is refused, with its place and a sentence that helps. */
class CheckMistakesTest {

  @ParameterizedTest(name = "{0}")
  @DisplayName("a key that belongs to other types is refused, and they are named:")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "type = tcp, path = \"/\"; path; https or http",
        "type = http, server-name = a.b; server-name; https or tls",
        "type = http, tls {}; tls; https, tls or grpc",
        "type = udp, expect.contains = a; expect; https, http, tcp or tls",
        "type = https, send = a; send; tcp, tls or agent",
        "type = tcp, payload = a; payload; udp",
        "type = udp, record = A; record; dns",
        "type = ping, port = 7; port; https, http, tcp, tls, udp, dns, smtp, grpc, agent or script",
        "type = file, file = \"/a\", source = \"10.0.0.9\"; source;"
            + " https, http, tcp, tls, udp, dns, smtp, ping, grpc or agent",
        "type = agent, port = 1, through = direct; through;"
            + " https, http, tcp, tls, udp, dns, smtp or grpc",
        "type = dns, helo = a; helo; smtp",
        "type = tcp, bytes = 5; bytes; ping",
        "type = tcp, service = a; service; grpc",
        "type = tcp, step = 5; step; agent",
        "type = tcp, factor = 5; factor; file",
        "type = tcp, dynamic = true; dynamic; script",
      })
  void foreignKeys(String lines, String key, String types) {
    assertEquals(
        List.of(
            "director.conf:5: services.a.check.%s: has a meaning with type = %s only"
                .formatted(key, types)),
        ofCheck(lines));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("what can't be is refused with a sentence:")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "expect.matches = \"(a\"; expect.matches; must be a regular expression of RE2"
            + " (https://github.com/google/re2/wiki/Syntax), but is \"(a\"¦ missing closing ): (a",
        "expect.matches-not = [a, \"a(?=b)\"]; expect.matches-not[1]; must be a regular expression"
            + " of RE2 (https://github.com/google/re2/wiki/Syntax), but is \"a(?=b)\"¦ invalid or"
            + " unsupported Perl syntax: (?=",
        "expect.md5 = abc; expect.md5; must be a digest of 32 hexadecimal digits, but is \"abc\"",
        "expect.contains = \"\"; expect.contains; must be a text of 1..4096 characters, but is \"\"",
        "method = HEAD, expect.lacks = a; expect.lacks; has no meaning with method = HEAD: no body"
            + " comes",
        "method = get; method; must be one of GET, HEAD, OPTIONS, but is \"get\"¦ did you mean GET?",
        "method = POST; method; must be one of GET, HEAD, OPTIONS, but is \"POST\"",
        "version = 2; version; must be one of 1.0, 1.1, but is 2",
        "max-body = \"2 MiB\"; max-body; must be a size of 0..1 MiB, such as \"64 KiB\", but is"
            + " \"2 MiB\"",
        "max-body = much; max-body; must be a size of 0..1 MiB, such as \"64 KiB\", but is \"much\"",
        "headers.Host = a; headers.Host; is said by the key host",
        "headers.connection = close; headers.connection; cannot be chosen: each request has a"
            + " connection of its own",
        "headers.Content-Length = 5; headers.Content-Length; cannot be chosen: no request has a body",
        "headers.transfer-encoding = chunked; headers.transfer-encoding; cannot be chosen: no request"
            + " has a body",
        "requests = [{ path = \"/a\", headers.Content-Length = 5 }];"
            + " requests[0].headers.Content-Length; cannot be chosen: no request has a body",
        "headers.\"a b\" = c; headers.\"a b\"; must have a name of letters, digits and hyphens",
        "headers.a = \"ü\"; headers.a; must be up to 4096 characters of visible ASCII, but is \"ü\"",
        "headers.user-agent = a, user-agent = b; user-agent; is said already by headers: there is"
            + " one of them",
        "path = \"/\", requests = [{ path = \"/a\" }]; path; has no meaning beside requests: each"
            + " has its own",
        "requests = []; requests; must be a list of at least one, such as [{ path = \"/health\" }, {"
            + " path = \"/disk\" }], but is []",
        "requests = [\"/a\"]; requests[0]; must be a section in braces, but is \"/a\"",
        "requests = [{ tls {} }]; requests[0].tls; is not a known key¦ known here: path, host,"
            + " method, version, headers, user-agent, expect, max-body, redirects",
        "tls.verify = full; tls.verify; cannot be full without a name: give server-name, or a host"
            + " that is one",
        "tls.authority = \"ca.pem\", tls.verify = chain; tls.authority; must be a path that begins"
            + " with a slash, but is \"ca.pem\"",
        "tls.authority = \"/etc/hosts\"; tls.authority; has a meaning with verify = chain or full"
            + " only",
        "tls.key = \"/etc/hosts\"; tls.certificate; is missing: certificate and key belong together",
        "tls.certificate = \"/etc/hosts\"; tls.key; is missing: certificate and key belong together",
        "tls.full-every = 0; tls.full-every; must be 1..10000, but is 0",
        "server-name = a.b, tls.server-name = a.b; tls.server-name; is said already by the check's"
            + " server-name: there is one of them",
        "interval = 1s, fast-interval = 2s; fast-interval; must not be above interval, which is 1s",
        "fast-interval = 19ms; fast-interval; must be 20ms..1h, but is \"19ms\"",
        "window.failures = 101; window.failures; must be 1..100, but is 101",
        "window.within = 500ms; window.within; must be 1s..7d, but is \"500ms\"",
        "hold-down { first = 2m, longest = 1m }; hold-down.longest; must not be below first, which"
            + " is 120s",
        "mark = 0; mark; must be 1..4294967295, but is 0",
        "source = \"0.0.0.0\"; source; must be an address of this host, such as \"10.0.0.2\" or"
            + " \"2001:db8::2\", but is \"0.0.0.0\"¦ this is not the address of one host",
        "type = tcp, send = a, send-hex = \"00\"; send-hex; has no meaning beside send: there is one"
            + " of them",
        "type = tcp, send-hex = \"0\"; send-hex; must be 1..4096 bytes of two hexadecimal digits"
            + " each, such as \"0d0a\" or \"0d 0a\", but is \"0\"",
        "type = tcp, expect.status = [200]; expect.status; has a meaning with type = https or http"
            + " only",
        "type = udp, reply.mask = \"0y\"; reply.mask; must be 1..4096 bytes of two hexadecimal digits"
            + " or x each, such as \"xxxx8180\", but is \"0y\"",
        "type = udp, reply { minimum = 2, maximum = 1 }; reply.maximum; must not be below minimum,"
            + " which is 2",
        "type = udp, reply { mask = \"xxxx\", maximum = 1 }; reply.maximum; must not be below the"
            + " bytes of mask, which are 2",
        "type = dns, record = a; record; must be one of A, AAAA, NS, CNAME, SOA, MX, TXT, SRV, PTR,"
            + " but is \"a\"¦ did you mean A?",
        "type = dns, name = \"a..b\"; name; must be a DNS name, such as \"www.example.com\" or"
            + " \".\", but is \"a..b\"",
        "type = smtp, helo = \"a b\"; helo; must be a host name, such as \"director.example.com\","
            + " but is \"a b\"",
        "type = ping, bytes = 1401; bytes; must be 0..1400, but is 1401",
        "type = grpc, tls.verify = full; tls.verify; cannot be full without a name: give"
            + " server-name, or a host that is one",
        "type = agent; port; is missing: must be 1..65535, where the agent listens",
        "type = agent, port = 1, minimum-share = 50, maximum-share = 40; maximum-share; must not be"
            + " below minimum-share, which is 50",
        "type = file; file; is missing: must be a path that begins with a slash",
        "type = script; command; is missing: must be a list of at least one, such as"
            + " [\"/usr/lib/directord/check\", \"-v\"]",
        "type = script, command = [true]; command[0]; must be a text, but is true",
        "type = script, command = [\"true\"]; command; must begin with the path of a program: no"
            + " shell looks for it",
      })
  void impossible(String lines, String key, String sentence) {
    assertEquals(
        List.of(
            "director.conf:5: services.a.check.%s: %s".formatted(key, sentence.replace('¦', ';'))),
        ofCheck(lines));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("one form or the other:")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "check {}, checks.a {}; checks; has no meaning beside check: there is one of them",
        "checks {}; checks; must hold at least one check¦ or write check = none",
        "checks.check {}; checks; must not hold one called check: that is one without a name",
        "checks.a.on-failure = remove; checks.a.on-failure; stands beside checks, because it holds"
            + " for all of them",
        "check {}, on-failure = remove; on-failure; has a meaning beside checks only: it stands in"
            + " check",
        "check {}, checks-needed = all; checks-needed; has a meaning beside checks only: a single one"
            + " is needed",
        "checks.a {}, checks-needed = 1; checks-needed; must be one of all, any, but is 1",
        "checks.\"a b\" {}; checks.\"a b\"; must have a name of 1..64 letters, digits, dots, dashes"
            + " and underscores",
        "check = off; check; must be a section in braces, or the word none to use the real servers"
            + " unchecked, but is \"off\"",
      })
  void forms(String lines, String key, String sentence) {
    String problem = key + ": " + sentence.replace('¦', ';');

    assertEquals(
        List.of("director.conf:4: services.a." + problem),
        problems(
            """
            services.a {
              virtual = "203.0.113.10:443"
              real-servers.r1.address = "10.0.0.11"
              %s
            }
            """
                .formatted(lines)));
    assertEquals(
        List.of("director.conf:4: services.a.real-servers.r1." + problem),
        problems(
            """
            services.a {
              virtual = "203.0.113.10:443", check = none
              real-servers.r1 { address = "10.0.0.11"
                %s
              }
            }
            """
                .formatted(lines)));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("inside the border, a check is accepted:")
  @ValueSource(
      strings = {
        "interval = 1h, fast-interval = 1h, timeout = 1h",
        "interval = 100ms, fast-interval = 20ms, timeout = 1ms",
        "fall = 100, rise = 100, window { failures = 1, within = 7d }",
        "hold-down { first = 1s, longest = 1s, forgotten-after = 7d }",
        "hold-down { first = 7d, longest = 7d }",
        "max-body = 0",
        "max-body = 1048576",
        "max-body = \"1 MiB\"",
        "max-body = 10k",
        "path = null, requests = [{}]",
        "tls { full-every = 10000, warn-before-expiry = 365d }",
        "tls { verify = full, server-name = a.b, warn-before-expiry = 0s }",
        "mark = 4294967295",
        "expect { contains = [a], matches = 5 }",
        "type = tcp, send-hex = \"00ff\", expect.sha256 = null",
        "type = udp, reply { mask = \"xX\", minimum = 1, maximum = 1 }",
        "type = udp, reply { minimum = 65535 }",
        "type = dns, name = \"example.com.\"",
        "type = ping, bytes = 1400",
        "type = agent, port = 65535, minimum-share = 100, maximum-share = 100, step = 1",
        "type = agent, port = 1, maximum-share = 1000, step = 1000",
        "type = file, file = \"/a\", factor = -254",
        "type = file, file = \"/a\", factor = 254",
        "through = forwarding-path, source = \"10.0.0.2\"",
      })
  void borders(String lines) {
    assertEquals(List.of(), ofCheck(lines));
  }

  @Test
  @DisplayName("of a type that nobody knows, only what all types have, and HTTPS has, is looked at")
  void unknownType() {
    assertEquals(
        List.of(
            "director.conf:5: services.a.check.fall: must be 1..100, but is 0",
            "director.conf:5: services.a.check.type: must be one of https, http, tcp, tls, udp, dns,"
                + " smtp, ping, grpc, agent, file, script, but is \"tpc\"; did you mean tcp?"),
        ofCheck("type = tpc, send = 5, bytes = -1, fall = 0"));
  }

  @Test
  @DisplayName("a port must be clear for each check that has one, and for the servers it is for")
  void ports() {
    assertEquals(
        List.of(
            "director.conf:3: services.a.checks.web.port: is missing: must be 1..65535, because"
                + " 203.0.113.10:80-81 has no single port that could be asked (director.conf:2)",
            "director.conf:5: services.a.real-servers.r1.check.port: is missing: must be 1..65535,"
                + " because 203.0.113.10:80-81 has no single port that could be asked"
                + " (director.conf:2)"),
        problems(
            """
            services.a {
              virtual = "203.0.113.10:80-81", forwarding = masquerade
              checks { web {}, ping { type = ping }, own { port = 80 }
                file { type = file, file = "/a" }, script { type = script, command = ["/bin/true"] } }
              real-servers { r1 { address = "10.0.0.1", check { type = tcp } }
                r2 { address = "10.0.0.2" }, r3 { address = "10.0.0.3", port = 8080, check {} } }
            }
            """));
  }

  @Test
  @DisplayName("packets come from an address of the family of those they go to")
  void sources() {
    assertEquals(
        List.of(
            "director.conf:5: services.a.check.source: must be of the family of the real servers, but"
                + " 2001:db8::2 is not of that of 10.0.0.11 (director.conf:4)"),
        ofCheck("source = \"2001:db8::2\""));
  }

  @Test
  @DisplayName("the forwarding path is that of direct routing, to an address")
  void paths() {
    assertEquals(
        List.of(
            "director.conf:2: services.a.check.mark: cannot be chosen with through ="
                + " forwarding-path: a mark is what leads its packets (director.conf:2)",
            "director.conf:2: services.a.check.through: must be direct but with forwarding ="
                + " direct-routing, which r2 has not (director.conf:4)",
            "director.conf:7: services.b.check.through: must be direct with a firewall mark, which is"
                + " no address that could be asked (director.conf:7)"),
        problems(
            """
            services.a { virtual = "203.0.113.10:443"
              check { through = forwarding-path, mark = 7 }
              real-servers { r1.address = "10.0.0.1"
                r2 { address = "10.0.0.2", forwarding = tunnel } }
            }
            services.b {
              fwmark = 7, check { through = forwarding-path, port = 443 }
              real-servers.r1.address = "10.0.0.1" }
            """));
  }

  @Test
  @DisplayName("keepalived's words are known, where ours is a key")
  void keepalived() {
    assertEquals(
        List.of(
            "director.conf:5: services.a.check.connect_port: is not a known key; did you mean port?"
                + " (connect_port is keepalived's word)",
            "director.conf:5: services.a.check.digest: is not a known key; did you mean expect.md5?"
                + " (digest is keepalived's word)",
            "director.conf:5: services.a.check.url: is not a known key; did you mean requests? (url"
                + " is keepalived's word)"),
        ofCheck("connect_port = 443, digest = abc, url { path = \"/\" }"));
  }

  @ParameterizedTest
  @DisplayName("outside the border, what holds for all checks is refused:")
  @ValueSource(
      strings = {
        "max-in-flight = 0",
        "max-in-flight = 10001",
        "mass-failure = 0",
        "mass-failure = 1.01",
        "mass-failure = some",
        "interval = 1s",
      })
  void checker(String lines) {
    assertEquals(1, problems(Texts.service("") + "checks { " + lines + " }").size());
  }

  private static List<String> ofCheck(String lines) {
    return problems(
        """
        services.a {
          virtual = "203.0.113.10:443"
          real-servers.r1.weight = 1
          real-servers.r1.address = "10.0.0.11"
          check { %s }
        }
        """
            .formatted(lines));
  }
}
