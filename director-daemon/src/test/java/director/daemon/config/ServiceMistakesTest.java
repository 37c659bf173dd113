// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.Texts.accepted;
import static director.daemon.config.Texts.problems;
import static director.daemon.config.Texts.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceMistakesTest {
  @Test
  @DisplayName("all that is wrong with services is told at once, with what to do about it")
  void namesAllMistakes() {
    String text =
        """
        services {
          a { check = none, real-servers.r1.address = "10.0.0.1" }
          b { check = none, virtual = "203.0.113.1:443", fwmark = 7, family = ipv5
            real-servers { r1.address = "10.0.0.1", r2.weight = 3 }
          }
          c { check = none, virtual = "203.0.113.9-203.0.113.8:443", persistence.granularity = 64
            real-servers.r1.address = "10.0.0.1" }
          d { check = none, virtual = ["203.0.113.1:80", "[2001:db8::1]:80"]
            real-servers.r1.address = "10.0.0.1" }
          e { check {}, virtual = "203.0.113.2:*"
            scheduler = wrr, scheduler-flags = [port]
            real-servers.r1 { address = "fe80::1", forwarding = tunnel, port = 80 } }
          f { check {}, fwmark = 7, protocol = udp, persistence = 360
            forwarding { method = tunnel, type = gue }
            real-servers { r1.host-name = "a b", r2 { host-name = a, address = "10.0.0.2" } } }
          g { check = none, fwmark = 7, quorum { weight = 3, hysteresis = 2 }
            sorry-server { address = "10.0.0.1", weight = 0 }
            real-servers { r1 { address = "10.0.0.1", weight = 3 }
              r2 { address = "10.0.0.2", lower-threshold = 3 } } }
          h { check = none, virtual = "203.0.113.0-203.0.113.9:80-90", one-packet = true
            persistence { engine = sip, granularity = "255.0.255.0" }, floor = 50, slow-start = 2h
            real-servers.r1 { address = "10.0.0.1", wieght = 3, uthreshold = 3 } }
          i { check = none, virtual = "203.0.113.5-203.0.113.15:85"
            real-servers.r1 { address = "203.0.113.0", forwarding = masquerade, port = 0 } }
          j { check = none, virtual = "[2001:db8::]-[2001:db8:1::]:80", ops = true
            persistence_timeout = 50, sorry_server = x, real-servers.r1.address = "2001:db8::1" }
        }
        ipvs {
          sync { interface = eth1, follow = photos, max-length = 1023, group = "10.0.0.1" }
          sysctl { conn_tab_bits = 18, sync_threshold = 3, expire_nodest_con = 1, drop_entry = 4 }
          timeouts { tcp = 900, tcpfin = 1m }
        }
        resolver { interval = 1ms, max-change = 2 }
        """;

    List<String> problems = problems(text);

    assertEquals(
        List.of(
            "director.conf:2: services.a.virtual: is missing: must be an address "
                + "and a port 1..65535, such as \"203.0.113.10:443\" or "
                + "\"[2001:db8::10]:443\"; or give a fwmark instead",
            "director.conf:3: services.b.family: has a meaning with fwmark only: "
                + "addresses have theirs",
            "director.conf:3: services.b.fwmark: has no meaning beside virtual: a "
                + "service has one of them",
            "director.conf:4: services.b.real-servers.r2.address: is missing: must "
                + "be an address, such as \"10.0.0.11\" or \"2001:db8::11\"; or give a "
                + "host-name instead",
            "director.conf:6: services.c.virtual: must be an address and a port "
                + "1..65535, such as \"203.0.113.10:443\" or \"[2001:db8::10]:443\", but is "
                + "\"203.0.113.9-203.0.113.8:443\"; this range runs backwards",
            "director.conf:8: services.d.virtual: must be of one family, but "
                + "[2001:db8::1]:80 is not of that of 203.0.113.1:80; another family is "
                + "another service",
            "director.conf:10: services.e.virtual: must have a port, or "
                + "persistence: without that the kernel serves no connection to all ports"
                + " (director.conf:10)",
            "director.conf:11: services.e.scheduler-flags: has a meaning with "
                + "scheduler = sh or mh only",
            "director.conf:12: services.e.real-servers.r1.address: must be of the "
                + "family of its service beside ipvs.sync: connections from one family to"
                + " the other cannot be synchronised (director.conf:29)",
            "director.conf:12: services.e.real-servers.r1.address: must not be "
                + "link-local: IPVS does not know of which link, and refuses it",
            "director.conf:12: services.e.real-servers.r1.port: cannot be chosen: "
                + "only with forwarding = masquerade a real server may answer at another "
                + "port than the service's (director.conf:12)",
            "director.conf:13: services.f.check.port: is missing: must be 1..65535,"
                + " because fwmark 7 has no single port that could be asked "
                + "(director.conf:13)",
            "director.conf:13: services.f.persistence: must be 1s..31d in whole "
                + "seconds with its unit, but is 360; did you mean 360s?",
            "director.conf:13: services.f.protocol: has no meaning beside fwmark: "
                + "packets of any can be marked",
            "director.conf:14: services.f.forwarding.port: is missing: must be "
                + "1..65535, where the real server listens for GUE",
            "director.conf:15: services.f.real-servers.r1.host-name: must be a DNS "
                + "name, such as \"routers.example.com\", but is \"a b\"",
            "director.conf:15: services.f.real-servers.r2.host-name: has no meaning"
                + " beside address: a real server has one of them",
            "director.conf:16: services.g.quorum: must be at most the weight of all"
                + " real servers together, which is 4: at 3 and a hysteresis of 2 it "
                + "would never be regained (director.conf:18)",
            "director.conf:17: services.g.sorry-server.address: must be unique in "
                + "its service, but 10.0.0.1 is also services.g.real-servers.r1.address "
                + "(director.conf:18)",
            "director.conf:17: services.g.sorry-server.weight: must be 1..65535, " + "but is 0",
            "director.conf:19: services.g.real-servers.r2.lower-threshold: must not"
                + " be above upper-threshold, which is 0",
            "director.conf:20: services.h.one-packet: must go with protocol = udp: "
                + "the packets of a connection belong together (director.conf:20)",
            "director.conf:21: services.h.floor: must be 0..1, but is 50",
            "director.conf:21: services.h.persistence.engine: must go with protocol"
                + " = udp: the kernel reads no other SIP",
            "director.conf:21: services.h.persistence.granularity: must be a "
                + "netmask, such as \"255.255.255.0\", or the length of a prefix, 1..32, "
                + "but is \"255.0.255.0\"",
            "director.conf:21: services.h.slow-start: must be 0s..1h, but is \"2h\"",
            "director.conf:22: services.h.real-servers.r1.uthreshold: is not a "
                + "known key; did you mean upper-threshold? (uthreshold is keepalived's "
                + "word)",
            "director.conf:22: services.h.real-servers.r1.wieght: is not a known "
                + "key; did you mean weight?",
            "director.conf:23: services.i.virtual: must be unique for its protocol,"
                + " but tcp 203.0.113.5:85 is also services.h.virtual (director.conf:20)",
            "director.conf:24: services.i.real-servers.r1.address: must be the real"
                + " server's own address, but 203.0.113.0 is virtual: services.h.virtual "
                + "(director.conf:20)",
            "director.conf:24: services.i.real-servers.r1.port: must be 1..65535, " + "but is 0",
            "director.conf:25: services.j.ops: is not a known key; did you mean "
                + "one-packet? (ops is keepalived's word)",
            "director.conf:25: services.j.virtual: must be at most 4096 endpoints, "
                + "but are 1208925819614629174706177; a fwmark stands for any number",
            "director.conf:26: services.j.persistence_timeout: is not a known key; "
                + "did you mean persistence? (persistence_timeout is keepalived's word)",
            "director.conf:26: services.j.sorry_server: is not a known key; did you"
                + " mean sorry-server? (sorry_server is keepalived's word)",
            "director.conf:29: ipvs.sync.follow: must be always or the name of a "
                + "virtual router in vrrp.instances, but is \"photos\"",
            "director.conf:29: ipvs.sync.group: must be the address of a multicast "
                + "group, such as \"224.0.0.81\" or \"ff02::81\", but is \"10.0.0.1\"",
            "director.conf:29: ipvs.sync.max-length: must be 0 for the kernel's "
                + "choice, or 1024..65507, but is 1023",
            "director.conf:30: ipvs.sysctl.conn_tab_bits: is fixed when the module "
                + "ip_vs is loaded: write \"options ip_vs conn_tab_bits=20\" into "
                + "/etc/modprobe.d/ip_vs.conf, and it holds from the next time on",
            "director.conf:30: ipvs.sysctl.drop_entry: must be 0..3, but is 4",
            "director.conf:30: ipvs.sysctl.expire_nodest_con: is not a known key; "
                + "did you mean expire_nodest_conn?",
            "director.conf:30: ipvs.sysctl.sync_threshold: must be a threshold and "
                + "a period of packets above it, such as \"3 50\", or a period of 0, but is"
                + " 3",
            "director.conf:31: ipvs.timeouts.tcp: must be 1s..24d in whole seconds "
                + "with its unit, but is 900; did you mean 900s?",
            "director.conf:31: ipvs.timeouts.tcpfin: is not a known key; did you "
                + "mean tcp-fin?",
            "director.conf:33: resolver.interval: must be 1s..24h, but is \"1ms\"",
            "director.conf:33: resolver.max-change: must be 0..1, but is 2"),
        problems);
  }

  @Test
  @DisplayName("the words of keepalived and ipvsadm lead to ours")
  void knowsOtherWords() {
    String text =
        service("forwarding = TUN, ops = true, sh-port = true\n real-servers.r1.uthreshold = 3");

    assertEquals(
        List.of(
            "director.conf:5: services.a.forwarding: must be one of direct-routing, masquerade,"
                + " tunnel, but is \"TUN\"; did you mean tunnel? (that is keepalived's word)",
            "director.conf:5: services.a.ops: is not a known key; did you mean one-packet? (ops is"
                + " keepalived's word)",
            "director.conf:5: services.a.sh-port: is not a known key; did you mean"
                + " scheduler-flags? (sh-port is keepalived's word)",
            "director.conf:6: services.a.real-servers.r1.uthreshold: is not a known key; did you"
                + " mean upper-threshold? (uthreshold is keepalived's word)"),
        problems(text));
  }

  @Test
  @DisplayName("of two services whose ranges meet, one endpoint is named, and none of stand-ins")
  void namesOneEndpoint() {
    String ranges =
        """
        services {
          a { check = none, virtual = "203.0.113.1-203.0.113.100:443"
            real-servers.r1.address = "10.0.0.1" }
          b { check = none, virtual = ["203.0.113.200:443", "203.0.113.90-203.0.113.110:443"]
            real-servers.r1.address = "10.0.0.1" }
          c { check = none, virtual = "203.0.113.1-203.0.113.100:4433x"
            real-servers.r1.address = "2001:db8::1" }
          d { check = none, fwmark = 7, real-servers.r1.address = "10.0.0.1" }
          e { check = none, fwmark = 7, family = ipv6, real-servers.r1.address = "2001:db8::1" }
          f { check = none, fwmark = 7, real-servers.r1.address = "10.0.0.1" }
        }
        """;

    assertEquals(
        List.of(
            "director.conf:4: services.b.virtual: must be unique for its protocol, but tcp"
                + " 203.0.113.90:443 is also services.a.virtual (director.conf:2)",
            "director.conf:6: services.c.virtual: must be an address and a port 1..65535, such as"
                + " \"203.0.113.10:443\" or \"[2001:db8::10]:443\", but is"
                + " \"203.0.113.1-203.0.113.100:4433x\"",
            "director.conf:10: services.f.fwmark: must be unique, but fwmark 7 IPv4 is also"
                + " services.d.fwmark (director.conf:8)"),
        problems(ranges));
  }

  @Test
  @DisplayName(
      "connections from one family to the other and their synchronisation exclude each other")
  void knowsWhatCannotBeSynchronised() {
    String mixed = service("real-servers.r2 { address = \"2001:db8::1\", forwarding = tunnel }");

    assertEquals(List.of(), problems(mixed));
    assertEquals(
        List.of(
            "director.conf:5: services.a.real-servers.r2.address: must be of the family of its"
                + " service beside ipvs.sync: connections from one family to the other cannot be"
                + " synchronised (director.conf:7)"),
        problems(mixed + "ipvs.sync.interface = eth1"));
  }

  @Test
  @DisplayName(
      "a server at a port of its own clashes with one that answers there because clients do")
  void knowsPortsOfClients() {
    String text =
        """
        services {
          a { check = none, virtual = ["203.0.113.10:80", "203.0.113.10:8080"]
            forwarding = masquerade
            real-servers {
              r1 { address = "10.0.0.1" }
              r2 { address = "10.0.0.1", port = 8080 }
              r3 { address = "10.0.0.1", port = 8081 }
            } }
          b { check = none, virtual = "203.0.113.10:8000-8009"
            forwarding = masquerade
            real-servers {
              r1 { address = "10.0.0.1", port = 8005 }
              r2 { address = "10.0.0.2" }
            }
            sorry-server { address = "10.0.0.1" } }
        }
        """;

    assertEquals(
        List.of(
            "director.conf:6: services.a.real-servers.r2.address: must be unique in its service, but"
                + " 10.0.0.1:8080 is also services.a.real-servers.r1.address (director.conf:5)",
            "director.conf:12: services.b.real-servers.r1.address: must be unique in its service, but"
                + " 10.0.0.1:8005 is also services.b.sorry-server.address (director.conf:15)"),
        problems(text));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0-3,7 | 0-3,7",
        "7,0,1 | 0-1,7",
        "2-3,0-2 | 0-3",
        "5-5 | 5",
        "0 | 0",
        "99999 | 99999"
      })
  @DisplayName("lists of CPUs are taken as the kernel answers them")
  void knowsLists(String written, String value) throws Exception {
    DirectorConfig config = accepted(cpus(written));

    assertEquals(Map.of("est_cpulist", value), config.ipvs().sysctl().values());
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"3-0", "0-", "0,", "a", "0\\n", "100000", "", "0 1"})
  @DisplayName("what is no list of CPUs is refused")
  void knowsNoLists(String written) {
    String backwards = written.equals("3-0") ? "; this range runs backwards" : "";

    assertEquals(
        List.of(
            "director.conf:7: ipvs.sysctl.est_cpulist: must be a list of CPUs, such as \"0-3,7\","
                + " but is \"%s\"%s".formatted(written, backwards)),
        problems(cpus(written)));
  }

  private static String cpus(String written) {
    return service("") + "ipvs.sysctl.est_cpulist = \"%s\"".formatted(written);
  }

  @Test
  @DisplayName("a DNS name is the same in capitals and with a dot behind it")
  void knowsNamesAgain() {
    String text =
        service(
            "real-servers { r2.host-name = pool.example.com, r3.host-name = \"Pool.Example.COM.\" }");

    assertEquals(
        List.of(
            "director.conf:5: services.a.real-servers.r3.host-name: must be unique in its service,"
                + " but Pool.Example.COM. is also services.a.real-servers.r2.host-name"
                + " (director.conf:5)"),
        problems(text));
  }

  @ParameterizedTest(name = "{0}, {1} servers of weight {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mh | 4093 | 9 |",
        "mh | 4094 | 9 | 4093 places for servers, and here are 4094: it refuses the scheduler, and"
            + " nobody is served, or gives nothing to who comes later",
        "sh | 256 | 1 |",
        "sh | 3 | 100 | 256 places, as many as its weight for each server, and the weights are 300"
            + " together: the last servers get less, or nothing; smaller weights help",
        "dh | 256 | 9 |",
        "dh | 257 | 9 | 256 places, one for each server, and here are 257: the last get nothing",
        "wrr | 5000 | 9 |"
      })
  @DisplayName("warns where a hash scheduler has fewer places than are asked for")
  void knowsPlaces(String scheduler, int servers, int weight, @Nullable String has)
      throws Exception {
    String text =
        IntStream.range(0, servers)
            .mapToObj(
                i ->
                    "r%d { address = \"10.0.%d.%d\", weight = %d }"
                        .formatted(i, i / 250, i % 250 + 1, weight))
            .collect(
                Collectors.joining(
                    "\n",
                    "services.a { virtual = \"203.0.113.10:443\", check = none, scheduler = "
                        + scheduler
                        + "\nreal-servers {\n",
                    "\n}}"));

    List<String> warnings = accepted(text).warnings().stream().map(Object::toString).toList();

    assertEquals(
        has == null
            ? List.of()
            : List.of(
                "director.conf:1: services.a.scheduler: is "
                    + scheduler
                    + ", which in the usual kernel has "
                    + has),
        warnings);
  }

  @Test
  @DisplayName("names with dots have their place, too")
  void findsQuotedNames() {
    String text =
        """
        services."photos.old" {
          virtual = "203.0.113.10:443", check = none
          real-servers {
            "r.1".address = "10.0.0.1"

            "r.2".address = "10.0.0.1"
          }
        }
        services."photos.new" {
          virtual = "203.0.113.10:443", check = none, real-servers."r.1".address = "10.0.0.2"
        }
        """;

    assertEquals(
        List.of(
            "director.conf:2: services.\"photos.old\".virtual: must be unique for its protocol, but"
                + " tcp 203.0.113.10:443 is also services.\"photos.new\".virtual"
                + " (director.conf:10)",
            "director.conf:6: services.\"photos.old\".real-servers.\"r.2\".address: must be unique"
                + " in its service, but 10.0.0.1 is also"
                + " services.\"photos.old\".real-servers.\"r.1\".address (director.conf:4)"),
        problems(text));
    assertEquals(
        List.of("director.conf:5: vrrp.instances.a.track.scripts.\"n.x\":"),
        problems(Texts.instance("track.scripts { \"n.x\" {} }")).stream()
            .map(line -> line.replaceFirst("(?<=\":) .*", ""))
            .toList());
  }

  @Test
  @DisplayName("a slow start that would move clients, or do nothing, is a warning")
  void warnsOfSlowStarts() throws Exception {
    String text =
        """
        services {
          a { check = none, virtual = "203.0.113.1:1", scheduler = mh, slow-start = 30s
            real-servers.r1 { address = "10.0.0.1", weight = 100 } }
          b { check = none, virtual = "203.0.113.1:2", scheduler = lc, slow-start = 30s
            real-servers.r1 { address = "10.0.0.1", weight = 100 } }
          c { check = none, virtual = "203.0.113.1:3", slow-start = 30s
            real-servers.r1.address = "10.0.0.1" }
          d { check = none, virtual = "203.0.113.1:4", slow-start = 30s
            real-servers { r1.address = "10.0.0.1", r2 { address = "10.0.0.2", weight = 2 } } }
          e { check = none, virtual = "203.0.113.1:5", scheduler = sh
            real-servers.r1.address = "10.0.0.1" }
        }
        """;

    DirectorConfig config = accepted(text);

    assertEquals(
        List.of(
            "director.conf:2: services.a.slow-start: is not done with scheduler = mh: each step"
                + " would send clients to other servers",
            "director.conf:4: services.b.slow-start: has no effect with scheduler = lc, which"
                + " takes any weight above 0 for the same; the weighted ones are wrr, wlc, sed, nq"
                + " and others",
            "director.conf:6: services.c.slow-start: has no effect with weights of 1, below which"
                + " there is no step; a weight of 100 has many"),
        config.warnings().stream().map(ConfigProblem::toString).toList());
    assertEquals(
        List.of(Duration.ZERO, Duration.ofSeconds(30)),
        List.of(config.services().get("a").slowStart(), config.services().get("d").slowStart()));
  }

  @Test
  @DisplayName(
      "a substitution that leads nowhere is a problem of a value that may be a section, too")
  void blamesOpenSubstitutions() {
    String text =
        service(
            """
            forwarding = ${one}
            persistence = ${two} { timeout = 1s }
            virtual = ${three}
            quorum { weight = ${four} }""");

    List<String> keys =
        problems(text).stream().map(line -> line.replaceFirst(" refers to .*", "")).toList();

    assertEquals(
        List.of(
            "director.conf:2: services.a.virtual:", // where the first part of it stands
            "director.conf:5: services.a.forwarding:",
            "director.conf:6: services.a.persistence:",
            "director.conf:8: services.a.quorum.weight:"),
        keys);
  }
}
