// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.Texts.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What works and is probably not meant is told, and refuses nothing. */
class CheckWarningsTest {

  @ParameterizedTest(name = "{0}")
  @DisplayName("of a single check:")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "interval = 200ms, timeout = 2001ms; timeout; is 2001ms, more than 10 intervals of 200ms: no"
            + " probe of a server begins while another waits, so one that is silent is asked no"
            + " sooner",
        "window { failures = 100, within = 49s }; window; is never full: 100 failures take 49500ms at"
            + " least, at a fast-interval of 500ms",
        "type = agent, port = 5555; type; gives a server a share of its weight, and of a weight of 1"
            + " there is none¦ a weight of 100 has many",
        "type = script, command = [\"/nowhere/check\"]; command; begins with no program that can be"
            + " run here: /nowhere/check",
        "tls { verify = chain, authority = \"/nowhere/ca.pem\" }; tls.authority; is no file that can"
            + " be read here: /nowhere/ca.pem",
      })
  void ofOne(String lines, String key, String sentence) throws Exception {
    assertEquals(
        List.of("services.a.check.%s: %s".formatted(key, sentence.replace('¦', ';'))),
        warnings(lines, ""));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("nothing is told of:")
  @ValueSource(
      strings = {
        "interval = 300ms, timeout = 3s",
        "window { failures = 100, within = 50s }",
        "type = script, command = [\"/bin/true\"]",
        "type = file, file = \"/nowhere/load\", factor = 2", // counts as 0
      })
  void nothing(String lines) throws Exception {
    assertEquals(List.of(), warnings(lines, ""));
  }

  @Test
  @DisplayName("an agent that may turn the whole weight within a second is not smoothed")
  void steps() throws Exception {
    String heavy = "real-servers.r1.weight = 100";

    assertEquals(
        List.of(), warnings("type = agent, port = 5555, interval = 1s, step = 100", heavy));
    assertEquals(
        List.of(
            "services.a.check.step: of 101 at an interval of 1s lets the share move by 101 in a"
                + " second: nothing is smoothed"),
        warnings("type = agent, port = 5555, interval = 1s, step = 101", heavy));
  }

  @Test
  @DisplayName("who changes weights does harm with a scheduler that hashes, and nothing with rr")
  void schedulers() throws Exception {
    for (String check :
        List.of(
            "type = agent, port = 5555",
            "type = script, command = [\"/bin/true\"], dynamic = true",
            "type = file, file = \"/a\", factor = 1")) {
      assertEquals(
          List.of(
              "services.a.check.type: changes weights, and with scheduler = mh each change sends"
                  + " clients to other servers"),
          warnings(check, "scheduler = mh"));
      assertEquals(
          List.of(
              "services.a.check.type: changes weights, and scheduler = rr takes any weight above 0"
                  + " for the same"),
          warnings(check, "scheduler = rr"));
    }
    assertEquals(List.of(), warnings("type = script, command = [\"/bin/true\"]", "scheduler = mh"));
  }

  @Test
  @DisplayName("a service of UDP is not asked by TCP at the same port by mistake")
  void datagrams() throws Exception {
    assertEquals(
        List.of(
            "services.a.check.port: is missing: type = https is asked by TCP, at the port where the"
                + " service has UDP; give the port where it is meant so, or type = udp, dns or ping"),
        warnings("", "protocol = udp"));
    assertEquals(List.of(), warnings("port = 443", "protocol = udp"));
    assertEquals(List.of(), warnings("type = dns", "protocol = udp"));
    assertEquals(
        List.of(),
        warnings("type = agent, port = 1, step = 1", "protocol = udp, real-servers.r1.weight = 9"));
  }

  @Test
  @DisplayName("more than 70 % of a processor is told with its numbers: 1750 TLS checks in 2 s")
  void load() throws Exception {
    assertEquals(List.of(), load(1750, "", 1));
    assertEquals(
        List.of(
            "services: ask for 876 checks a second, which take about 70 % of one processor, and more"
                + " than 70 % leaves little for failures, which are checked again sooner: longer"
                + " intervals or tls.full-every help"),
        load(1751, "", 1));
    assertEquals(List.of(), load(1751, "tls.full-every = 10", 1));
    assertEquals(
        List.of(
            "services: ask for 1000 checks a second, which take about 160 % of one processor, and"
                + " more than 70 % leaves little for failures, which are checked again sooner: longer"
                + " intervals or tls.full-every help"),
        load(2000, "requests = [{ path = \"/a\" }, { path = \"/b\" }]", 1));
  }

  @Test
  @DisplayName("equal checks of one address cost once; scripts of two services are two")
  void sharedLoad() throws Exception {
    assertEquals(List.of(), load(1000, "", 3));
    assertEquals(List.of(), load(200, "type = script, command = [\"/bin/true\"]", 1));
    assertEquals(
        List.of(
            "services: start 200 scripts a second, and above 100 their start alone is much: longer"
                + " intervals or another type of check help"),
        load(200, "type = script, command = [\"/bin/true\"]", 2));
  }

  private static List<String> warnings(String check, String lines) throws Exception {
    return warningsOf(
        """
        services.a {
          virtual = "203.0.113.10:443"
          check { %s }
          real-servers.r1.address = "10.0.0.11"
          %s
        }
        """
            .formatted(check, lines));
  }

  private static List<String> load(int servers, String check, int services) throws Exception {
    String all =
        IntStream.range(0, servers)
            .mapToObj(i -> "r%d.address = \"10.0.%d.%d\"".formatted(i, i / 250, i % 250 + 1))
            .collect(Collectors.joining("\n"));
    return warningsOf(
        IntStream.range(0, services)
            .mapToObj(
                i ->
                    "services.s%d { virtual = \"203.0.113.%d:443\", check { %s }\nreal-servers {\n%s\n} }\n"
                        .formatted(i, i + 1, check, all))
            .collect(Collectors.joining()));
  }

  private static List<String> warningsOf(String text) throws Exception {
    return accepted(text).warnings().stream()
        .map(problem -> problem.key() + ": " + problem.message())
        .toList();
  }
}
