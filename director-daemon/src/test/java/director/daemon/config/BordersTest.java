// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.Texts.instance;
import static director.daemon.config.Texts.problems;
import static director.daemon.config.Texts.service;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each range just inside, and just outside. */
class BordersTest {
  @ParameterizedTest(name = "{0}")
  @DisplayName("inside the border, a virtual router is accepted:")
  @ValueSource(
      strings = {
        "virtual-router-id = 1",
        "virtual-router-id = 255",
        "virtual-router-id = \"51\"", // as the environment gives it
        "version = 2",
        "priority = 1",
        "priority = 254",
        "priority = 255",
        "advertisement-interval = 10ms",
        "advertisement-interval = 40950ms",
        "advertisement-interval = 40.95s",
        "version = 2, advertisement-interval = 1s",
        "version = 2, advertisement-interval = 1000ms",
        "version = 2, advertisement-interval = 255s",
        "preempt = false",
        "preempt = \"false\"",
        "preempt = false, preempt-delay = 0s",
        "preempt-delay = 1000s",
        "virtual-addresses = [\"203.0.113.10\"]",
        "virtual-addresses = [\"203.0.113.10/1\"]",
        "virtual-addresses = [203.0.113.10/32]",
        "virtual-addresses += \"203.0.113.11/24\"",
        "interface = a",
        "interface = abcdefghijklmno",
        "interface = eth0.100",
        "interface = \"vlan@10\"",
      })
  void acceptsInstances(String lines) {
    assertEquals(List.of(), problems(instance(lines)));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("outside the border, a virtual router is refused:")
  @ValueSource(
      strings = {
        "virtual-router-id = 0",
        "virtual-router-id = 256",
        "virtual-router-id = 51x",
        "virtual-router-id = 5.5",
        "virtual-router-id = 99999999999999999999",
        "virtual-router-id = [51]",
        "version = 1",
        "version = 4",
        "priority = 0",
        "priority = 256",
        "priority = true",
        "advertisement-interval = 0ms",
        "advertisement-interval = -1s",
        "advertisement-interval = 9ms",
        "advertisement-interval = 15ms",
        "advertisement-interval = 40960ms",
        "advertisement-interval = \"2\"",
        "advertisement-interval = 1y",
        "version = 2, advertisement-interval = 999ms",
        "version = 2, advertisement-interval = 1500ms",
        "version = 2, advertisement-interval = 256s",
        "preempt = on",
        "preempt = 1",
        "preempt-delay = -1s",
        "preempt-delay = 1001s",
        "preempt-delay = {}",
        "preempt = false, preempt-delay = 1s",
        "priority = 255, preempt = false",
        "priority = 255, preempt-delay = 1s",
        "virtual-addresses = []",
        "virtual-addresses = 203.0.113.10/24",
        "virtual-addresses = [\"203.0.113.10/0\"]",
        "virtual-addresses = [\"203.0.113.10/33\"]",
        "virtual-addresses = [\"203.0.113.10/24 \"]",
        "virtual-addresses = [\"203.0.113/24\"]",
        "virtual-addresses = [\"203.0.113.010\"]",
        "virtual-addresses = [\"0.0.0.0\"]",
        "virtual-addresses = [\"224.0.0.18\"]",
        "virtual-addresses = [\"255.255.255.255\"]",
        "virtual-addresses = [\"2001:db8::1/0\"]",
        "virtual-addresses = [\"203.0.113.10\", \"203.0.113.10\"]",
        "virtual-addresses = [null]",
        "interface = \"\"",
        "interface = abcdefghijklmnop",
        "interface = \"eth0:1\"",
        "interface = \"a b\"",
        "interface = \"..\"",
        "unicast { source = \"192.0.2.1\" }",
        "unicast { source = \"192.0.2.1\", peers = [] }",
        "state = MASTER",
      })
  void refusesInstances(String lines) {
    assertEquals(1, problems(instance(lines)).size(), () -> problems(instance(lines)).toString());
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("inside the border, a service is accepted:")
  @ValueSource(
      strings = {
        "virtual = \"203.0.113.10:1\"",
        "virtual = \"203.0.113.10:65535\"",
        "virtual = \"[2001:db8::10]:443\", real-servers.r1.address = \"2001:db8::11\"",
        "protocol = udp",
        "scheduler = rr",
        "scheduler = mh",
        "scheduler = twos",
        "real-servers.r1.weight = 65535",
        "real-servers.r1.weight = 0, real-servers.r2 { address = \"10.0.0.12\", weight = 1 }",
        "check.type = http",
        "check.port = 1",
        "check.port = 65535",
        "check.path = \"/health?deep=1&x=%20\"",
        "check.host = \"10.0.0.1\"",
        "check.server-name = other.example.com",
        "check.host = a_b.example.com, check.server-name = other.example.com",
        "check.host = a_b.example.com, check.type = http",
        "check.expect.status = [100, 599, \"100-599\", \"200-200\"]",
        "check.interval = 100ms",
        "check.interval = 1h",
        "check.timeout = 1ms",
        "check.timeout = 60m",
        "check.fall = 1, check.rise = 100",
        "check.fall = 100, check.rise = 1",
        "check.on-failure = quiesce",
        "check.expect {}",
        "protocol = sctp",
        "virtual = \"203.0.113.10-203.0.113.12:443\"",
        "virtual = \"203.0.113.10:443-443\"",
        "virtual = \"203.0.113.10:8000-8010\", check.port = 443",
        "virtual = \"203.0.113.0-203.0.113.63:8000-8063\", check.port = 443", // 4096
        "virtual = \"203.0.113.10:*\", persistence = 360s, check.port = 443",
        "virtual = [\"203.0.113.10:443\", \"203.0.113.11:443\"]",
        "virtual = [\"203.0.113.10:443\", \"203.0.113.10:80\"], check = none",
        "virtual = null, fwmark = 1, check.port = 443",
        "virtual = null, fwmark = 4294967295, check = none",
        "virtual = null, fwmark = 7, family = ipv6, check = none, real-servers.r1.address = \"2001:db8::1\"",
        "virtual = null, fwmark = 7, check = none, one-packet = true",
        "scheduler = sh, scheduler-flags = [port, fallback]",
        "scheduler = mh, scheduler-flags = [mh-port, mh-fallback]",
        "scheduler = sh, scheduler-flags = [sh-port]",
        "forwarding = tunnel",
        "forwarding = masquerade",
        "forwarding { method = tunnel }",
        "forwarding { method = direct-routing }",
        "forwarding { method = tunnel, type = gue, port = 1, checksum = remote }",
        "forwarding { method = tunnel, type = gre, checksum = full }",
        "forwarding = tunnel, real-servers.r1.address = \"2001:db8::11\"",
        "real-servers.r1.forwarding = tunnel, real-servers.r1.address = \"2001:db8::11\"",
        "persistence = 1s",
        "persistence = 31d",
        "persistence {}",
        "persistence { timeout = 5m, granularity = 24 }",
        "persistence { granularity = 1 }",
        "persistence { granularity = \"255.255.255.255\" }",
        "persistence { granularity = \"128.0.0.0\" }",
        "protocol = udp, persistence { engine = sip }",
        "protocol = udp, one-packet = true",
        "one-packet = false",
        "quorum = 1",
        "real-servers.r1.weight = 4, quorum { weight = 3, hysteresis = 1 }",
        "real-servers.r1.weight = 4, quorum { weight = 4 }",
        "real-servers.r2.host-name = a.example.com, quorum = 500",
        "sorry-server.address = \"10.0.0.99\"",
        "sorry-server { address = \"127.0.0.1\", weight = 65535 }",
        "sorry-server { address = \"10.0.0.11\", port = 8443, forwarding = masquerade }",
        "floor = 0",
        "floor = 1",
        "floor = 0.25",
        "floor = \"0.5\"",
        "slow-start = 0s",
        "slow-start = 1h",
        "drain-timeout = 1s",
        "drain-timeout = 1d",
        "real-servers.r1 { upper-threshold = 4294967295, lower-threshold = 4294967295 }",
        "real-servers.r1 { upper-threshold = 1 }",
        "forwarding = masquerade, real-servers.r1.port = 8443",
        "forwarding = masquerade, real-servers.r2 { address = \"10.0.0.11\", port = 8443 }",
        "real-servers.r1 { forwarding = masquerade, port = 8443 }",
        "real-servers.r1 { address = null, host-name = routers.example.com }",
        "real-servers.r1 { address = null, host-name = \"routers.example.com.\" }",
        "real-servers.r1 { address = null, host-name = routers }",
        "real-servers.r1 { address = null, host-name = 1.a-b.4you }",
      })
  void acceptsServices(String lines) {
    assertEquals(List.of(), problems(service(lines)));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("outside the border, a service is refused:")
  @ValueSource(
      strings = {
        "virtual = \"203.0.113.10:0\"",
        "virtual = \"203.0.113.10:65536\"",
        "virtual = \"203.0.113.10:99999\"",
        "virtual = \"203.0.113.10\"",
        "virtual = \"203.0.113.10:\"",
        "virtual = \"0.0.0.0:443\"",
        "virtual = \"2001:db8::10:443\"",
        "virtual = \"[203.0.113.10]:443\"",
        "virtual = \"[fe80::1%eth0]:443\"",
        "virtual = \"[2001:db8::10]:443\"", // the real server is IPv4
        "scheduler = WRR",
        "real-servers.r1.weight = 65536",
        "real-servers.r1.weight = -1",
        "real-servers.r1.weight = 0", // the only one
        "real-servers.r1.address = \"203.0.113.10\"", // the virtual one
        "real-servers.r1.address = \"10.0.0.11:443\"",
        "real-servers.r1.address = \"::ffff:10.0.0.11\"",
        "real-servers.r2.address = \"10.0.0.11\"", // as r1
        "real-servers.r1 = null",
        "check = null",
        "check = never",
        "check.type = tcp",
        "check.port = 0",
        "check.port = 65536",
        "check.path = \"health\"",
        "check.path = \"/a b\"",
        "check.path = \"/a\\r\\nHost: b\"",
        "check.path = \"/a#b\"",
        "check.host = \"a\\r\\nb\"",
        "check.host = \"https://photos.example.com\"",
        "check.host = \"photos..example.com\"",
        "check.server-name = \"10.0.0.1\"",
        "check.server-name = a_b.example.com",
        "check.host = a_b.example.com",
        "check.host = a-.example.com",
        "check.type = http, check.server-name = photos.example.com",
        "check.expect.status = 200",
        "check.expect.status = []",
        "check.expect.status = [99]",
        "check.expect.status = [600]",
        "check.expect.status = [\"299-200\"]",
        "check.expect = 200",
        "check.interval = 99ms",
        "check.interval = 3601s",
        "check.interval = 2",
        "check.timeout = 0s",
        "check.timeout = 999us",
        "check.timeout = 61m",
        "check.fall = 0",
        "check.fall = 101",
        "check.rise = 0",
        "check.rise = 101",
        "check.on-failure = inhibit",
        "virtual = []",
        "virtual = [\"203.0.113.10:443\", \"203.0.113.10:443\"]",
        "virtual = [\"203.0.113.10:443\", \"203.0.113.9-203.0.113.11:443\"]",
        "virtual = [\"203.0.113.10:443\", \"[2001:db8::10]:443\"]",
        "virtual = [\"203.0.113.10:443\", \"x\"]",
        "virtual = \"203.0.113.12-203.0.113.10:443\"",
        "virtual = \"203.0.113.10-2001:db8::1:443\"",
        "virtual = \"[2001:db8::10]-203.0.113.10:443\"",
        "virtual = \"[2001:db8::10]-[2001:db8::9]:443\"",
        "virtual = \"203.0.113.10:8010-8000\"",
        "virtual = \"203.0.113.10:0-10\"",
        "virtual = \"203.0.113.10:1-65536\"",
        "virtual = \"203.0.113.10:*\", check.port = 443", // without persistence
        "virtual = \"203.0.113.10:*-443\"",
        "virtual = \"203.0.113.10:*\", persistence = 360s", // no port to check
        "virtual = \"203.0.113.10:8000-8010\"", // no port to check
        "virtual = \"203.0.113.0-203.0.113.64:8000-8063\", check.port = 443", // 4160
        "virtual = \"[::1]-[ffff::]:1-65535\", check.port = 443",
        "fwmark = 7", // and virtual
        "family = ipv4", // without fwmark
        "virtual = null",
        "virtual = null, fwmark = 0, check = none",
        "virtual = null, fwmark = 4294967296, check = none",
        "virtual = null, fwmark = 7", // no port to check
        "virtual = null, fwmark = 7, check = none, protocol = tcp",
        "virtual = null, fwmark = 7, check = none, family = ipv6", // the real server is IPv4
        "scheduler-flags = [port]", // wrr
        "scheduler = sh, scheduler-flags = []",
        "scheduler = sh, scheduler-flags = port",
        "scheduler = sh, scheduler-flags = [ports]",
        "scheduler = sh, scheduler-flags = [mh-port]",
        "forwarding = nat",
        "forwarding = DR",
        "forwarding = bypass",
        "forwarding = tunel, real-servers.r1.address = \"2001:db8::11\"",
        "forwarding { method = tunel }, real-servers.r1 { address = \"2001:db8::11\", port = 80 }",
        "forwarding = [tunnel]",
        "forwarding {}",
        "forwarding { method = tun }",
        "forwarding { method = masquerade, type = ipip }",
        "forwarding { method = tunnel, type = gue }",
        "forwarding { method = tunnel, type = gue, port = 0 }",
        "forwarding { method = tunnel, type = gre, port = 1 }",
        "forwarding { method = tunnel, type = gre, checksum = remote }",
        "forwarding { method = tunnel, checksum = full }",
        "forwarding = masquerade, real-servers.r1.address = \"2001:db8::11\"",
        "persistence = 0s",
        "persistence = 1500ms",
        "persistence = 360",
        "persistence = 32d",
        "persistence = true",
        "persistence { timeout = 0s }",
        "persistence { granularity = 0 }",
        "persistence { granularity = 33 }",
        "persistence { granularity = \"255.0.255.0\" }",
        "persistence { granularity = \"0.0.0.0\" }",
        "persistence { granularity = \"ffff::\" }",
        "persistence { engine = sip }", // tcp
        "protocol = udp, persistence { engine = ftp }",
        "one-packet = true", // tcp
        "quorum = 0",
        "quorum = 2", // of a weight of 1
        "real-servers.r1.weight = 9, quorum { weight = 3, hysteresis = 3 }",
        "real-servers.r1.weight = 4, quorum { weight = 3, hysteresis = 2 }", // never regained
        "quorum { hysteresis = -1 }",
        "sorry-server {}",
        "sorry-server = \"10.0.0.99\"",
        "sorry-server.address = \"10.0.0.11\"", // as r1
        "sorry-server.address = \"203.0.113.10\"", // the virtual one
        "sorry-server.address = \"2001:db8::99\"",
        "sorry-server { address = \"10.0.0.99\", weight = 0 }",
        "sorry-server { address = \"10.0.0.99\", port = 8443 }",
        "sorry-server { address = \"10.0.0.99\", upper-threshold = 3 }",
        "floor = -0.1",
        "floor = 1.1",
        "floor = half",
        "floor = \"50%\"",
        "slow-start = 61m",
        "slow-start = 30",
        "drain-timeout = 999ms",
        "drain-timeout = 25h",
        "real-servers.r1.upper-threshold = 4294967296",
        "real-servers.r1 { upper-threshold = 5, lower-threshold = 6 }",
        "real-servers.r1.lower-threshold = 1",
        "real-servers.r1.port = 8443",
        "forwarding = tunnel, real-servers.r1.port = 8443",
        "forwarding = masquerade, real-servers.r1 { port = 8443, forwarding = tunnel }",
        "forwarding = masquerade, real-servers.r2 { address = \"10.0.0.11\", port = 443 }",
        "forwarding = masquerade, virtual = \"203.0.113.10:*\", persistence = 1m, check = none, real-servers.r1.port = 443",
        "real-servers.r1.host-name = routers.example.com", // and address
        "real-servers.r1.address = null", // and no host-name
        "real-servers.r1 { address = null, host-name = \"\" }",
        "real-servers.r1 { address = null, host-name = \"10.0.0.256\" }",
        "real-servers.r1 { address = null, host-name = \"a..example.com\" }",
        "real-servers.r1 { address = null, host-name = -a.example.com }",
        "real-servers { r2.host-name = a.example.com, r3.host-name = a.example.com }",
        "virtual = \"[2001:db8::1]:443\", real-servers.r1.address = \"fe80::1\"",
        "virtual = null, fwmark = 7, forwarding = masquerade, persistence = 1m, real-servers.r1.port = 443",
      })
  void refusesServices(String lines) {
    assertEquals(1, problems(service(lines)).size(), () -> problems(service(lines)).toString());
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("inside the border, what concerns IPVS as a whole is accepted:")
  @ValueSource(
      strings = {
        "resolver.interval = 1s",
        "resolver.interval = 1d",
        "resolver.max-change = 0",
        "resolver.max-change = 1.0",
        "ipvs {}",
        "ipvs.reconcile-interval = 1s",
        "ipvs.reconcile-interval = 1h",
        "ipvs.timeouts { tcp = 1s, tcp-fin = 24d }",
        "ipvs.sync.interface = eth1",
        "ipvs.sync { interface = eth1, id = 255, port = 65535, ttl = 255, max-length = 65507 }",
        "ipvs.sync { interface = eth1, max-length = 1024, follow = always }",
        "ipvs.sync { interface = eth1, group = \"ff02::81\", max-length = 65487 }",
        "ipvs.sync { interface = eth1, follow = a }",
        "ipvs.sysctl { apply = true, expire_nodest_conn = 1, conn_reuse_mode = 0 }",
        "ipvs.sysctl { sync_threshold = \"3 50\", sync_ports = 64, am_droprate = 2147483647 }",
        "ipvs.sysctl { sync_threshold = \"3 0\", est_nice = -20, est_cpulist = \"0-3,7\" }",
      })
  void acceptsIpvs(String line) {
    assertEquals(List.of(), problems(instance("") + line));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("outside the border, what concerns IPVS as a whole is refused:")
  @ValueSource(
      strings = {
        "resolver.interval = 999ms",
        "resolver.interval = 25h",
        "resolver.max-change = 1.01",
        "ipvs = true",
        "ipvs.reconcile-interval = 999ms",
        "ipvs.reconcile-interval = 61m",
        "ipvs.timeouts.tcp = 0s",
        "ipvs.timeouts.tcp = 1500ms",
        "ipvs.timeouts.tcp = 900",
        "ipvs.timeouts.udp = 25d",
        "ipvs.sync {}",
        "ipvs.sync.interface = \"eth0/1\"",
        "ipvs.sync { interface = eth1, id = 256 }",
        "ipvs.sync { interface = eth1, group = \"10.0.0.1\" }",
        "ipvs.sync { interface = eth1, port = 0 }",
        "ipvs.sync { interface = eth1, ttl = 0 }",
        "ipvs.sync { interface = eth1, max-length = 1023 }",
        "ipvs.sync { interface = eth1, max-length = 65508 }",
        "ipvs.sync { interface = eth1, group = \"ff02::81\", max-length = 65488 }",
        "ipvs.sync { interface = eth1, follow = b }",
        "ipvs.sysctl.expire_nodest_conn = 2",
        "ipvs.sysctl.conn_reuse_mode = -1",
        "ipvs.sysctl.sync_threshold = 3",
        "ipvs.sysctl.sync_threshold = \"50 3\"",
        "ipvs.sysctl.sync_ports = 3",
        "ipvs.sysctl.conn_tab_bits = 20",
        "ipvs.sysctl.expire_nodest_con = 1",
        "ipvs.sysctl.apply = 1",
      })
  void refusesIpvs(String line) {
    List<String> problems = problems(instance("") + line);

    assertEquals(1, problems.size(), problems::toString);
  }

  @Test
  @DisplayName("255 virtual addresses fit one advertisement, 256 do not")
  void countsAddresses() {
    assertEquals(List.of(), problems(instance("virtual-addresses = " + addresses(255))));
    assertEquals(
        List.of(
            "director.conf:5: vrrp.instances.a.virtual-addresses: must be at most 255, as many as"
                + " one advertisement can name, but are 256; the rest can move as excluded-addresses"),
        problems(instance("virtual-addresses = " + addresses(256))));
  }

  @Test
  @DisplayName("a name has 1 to 64 characters, and none that would need quoting in a shell")
  void limitsNames() {
    String word = "a23456789-123456789_123456789.123456789A123456789B123456789C1234";

    assertEquals(List.of(), problems("director.name = \"" + word + "\"\n" + instance("")));
    assertEquals(1, problems("director.name = \"" + word + "5\"\n" + instance("")).size());
    assertEquals(List.of(), problems(service("").replace("r1", '"' + word + '"')));
    assertEquals(1, problems(service("").replace("r1", '"' + word + "5\"")).size());
    assertEquals(1, problems(service("").replace("r1", "\"$(id)\"")).size());
    assertEquals(1, problems(service("").replace("r1", "\"\"")).size());
  }

  @Test
  @DisplayName("a virtual router id may be used again on another interface")
  void scopesRouterIds() {
    String other = "vrrp.instances.b { virtual-router-id = 51, virtual-addresses = [\"10.0.0.1\"]";

    assertEquals(List.of(), problems(instance("") + other + ", interface = eth1 }"));
    assertEquals(
        List.of(
            "director.conf:7: vrrp.instances.b.virtual-router-id: must be unique on its interface,"
                + " but 51 is taken on eth0 by vrrp.instances.a.virtual-router-id"
                + " (director.conf:3)"),
        problems(instance("") + other + ", interface = eth0 }"));
  }

  @Test
  @DisplayName("two services may share an endpoint with different protocols only")
  void scopesEndpoints() {
    String other = service("").replace("services.a", "services.b");

    assertEquals(List.of(), problems(service("protocol = udp") + other));
    assertEquals(
        List.of(
            "director.conf:8: services.b.virtual: must be unique for its protocol, but tcp"
                + " 203.0.113.10:443 is also services.a.virtual (director.conf:2)"),
        problems(service("") + other));
  }

  @Test
  @DisplayName("a rule draws no conclusion from what was refused, and still sees the rest")
  void concludesNothingFromStandIns() {
    String two = service("protocol = tpc") + service("").replace("services.a", "services.b");
    String three = two + service("").replace("services.a", "services.c");
    String nowhere =
        """
        vrrp.instances.a { virtual-router-id = 51, virtual-addresses = ["203.0.113.10"] }
        vrrp.instances.b { virtual-router-id = 51, virtual-addresses = ["203.0.113.11"] }
        """;
    String bare = "vrrp.instances { x { virtual-addresses = [x] }, y { virtual-addresses = [y] } }";

    assertEquals(1, problems(two).size(), () -> problems(two).toString());
    assertEquals(
        List.of(
            "director.conf:5: services.a.protocol: must be one of tcp, udp, sctp, but is \"tpc\"; did you"
                + " mean tcp?",
            "director.conf:14: services.c.virtual: must be unique for its protocol, but tcp"
                + " 203.0.113.10:443 is also services.b.virtual (director.conf:8)"),
        problems(three));
    assertEquals(1, problems(instance("version = 4, advertisement-interval = 100s")).size());
    assertEquals(2, problems(nowhere).size(), () -> problems(nowhere).toString());
    assertEquals(6, problems(bare).size(), () -> problems(bare).toString());
  }

  private static String addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"10.1." + i / 250 + "." + (1 + i % 250) + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
