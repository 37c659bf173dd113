// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static director.daemon.config.Texts.accepted;
import static director.daemon.config.Texts.instance;
import static director.daemon.config.Texts.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.orders.Authentication.Password;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VrrpMistakesTest {
  private static final String HEX =
      "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

  /** Another virtual router, beside the one of {@link Texts#instance}. */
  private static final String SECOND =
      "}\nvrrp.instances.b { interface = eth0, virtual-router-id = 51\n"
          + "virtual-addresses = [\"203.0.113.20/24\"]\n";

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @DisplayName("what goes together is accepted:")
  @ValueSource(
      strings = {
        "unicast { source = \"192.0.2.1\", peers = [\"192.0.2.2\"] }",
        "unicast { source = \"192.0.2.1\", peers = [{ address = \"192.0.2.2\", min-ttl = 255 }] }",
        "multicast-group = \"224.0.0.19\"",
        "virtual-addresses = [\"fe80::51/64\", \"2001:db8::10/64\"]",
        "virtual-addresses = [\"fe80::51\"], multicast-group = \"ff02::13\"",
        "authentication { type = hmac, keys { 1 = \"" + HEX + "\" } }",
        "authentication { type = hmac, keys { 0 = \"abcdefghijklmnopqrstuvwxyz012345\" } }",
        "version = 2, authentication { type = password, password = a }",
        "authentication.type = none",
        "excluded-addresses = []",
        "excluded-addresses = [\"2001:db8::10/64\", { address = \"203.0.113.30\", device = lo }]",
        "routes = [{ to = default, via = \"203.0.113.1\" }]",
        "routes = [{ to = default, via = \"fe80::1\", device = eth0 }, { to = default, via ="
            + " \"fe80::1\", device = eth1 }]",
        "excluded-addresses = [{ address = \"fe80::1\", device = eth1 }, { address ="
            + " \"fe80::1\", device = eth2 }]",
        "routes = [{ to = default, via = \"fe80::1\", device = eth0 }]",
        "rules = [{ fwmark = 1, priority = 32767 }]",
        "vmac = true",
        "vmac = false",
        "vmac {}",
        "vmac { name = vip0 }",
        "announce { burst = 100, again = 1h, refresh = 24h, pace = 1s }",
        "convergence { gateway = false, witnesses = [\"203.0.113.1\"] }",
        "lease = 2s",
        "lease = 1h",
        "checksum = without-pseudo-header",
        "track { interfaces { eth1 { weight = -253 }, \"eth0.100\" {} } }",
        SECOND + "unicast { source = \"192.0.2.1\", peers = [\"192.0.2.2\"] }",
        SECOND + "multicast-group = \"224.0.0.19\"",
        SECOND + "virtual-addresses = [\"fe80::51\"]",
        "}\nvrrp.start-delay = 1h, vrrp.static {",
      })
  void accepts(String lines) {
    assertEquals(List.of(), problems(instance(lines)));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("what does not is refused, at its key and with what to do:")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "unicast { source = \"192.0.2.1\", peers = [\"192.0.2.1\"] } | unicast.peers: must be"
            + " others than source and each other, but 192.0.2.1 is not",
        "unicast { source = \"192.0.2.1\", peers = [\"2001:db8::2\"] } | unicast.peers: must be of"
            + " the family of the virtual addresses, but 2001:db8::2 is not",
        "unicast { source = \"203.0.113.10\", peers = [\"192.0.2.2\"] } | unicast.source: must be"
            + " an address that stays, but it is vrrp.instances.a.virtual-addresses[0]"
            + " (director.conf:4)",
        "excluded-addresses = [\"192.0.2.1\"], unicast { source = \"192.0.2.1\", peers ="
            + " [\"192.0.2.2\"] } | unicast.source: must be an address that stays, but it is"
            + " vrrp.instances.a.excluded-addresses[0] (director.conf:5)",
        "unicast { source = \"192.0.2.1\", peers = [\"203.0.113.10\"] } | unicast.peers: must be an"
            + " address that stays, but 203.0.113.10 is vrrp.instances.a.virtual-addresses[0]"
            + " (director.conf:4)",
        "excluded-addresses = [{ address = \"fe80::1\", device = eth1 }, { address ="
            + " \"fe80::1\", device = eth1 }] | excluded-addresses[1]: must be listed once, but"
            + " fe80::1 is also vrrp.instances.a.excluded-addresses[0] (director.conf:5)",
        "unicast { source = \"192.0.2.1\", peers = [{ address = \"192.0.2.2\", min-ttl = 9,"
            + " max-ttl = 8 }] } | unicast.peers[0].min-ttl: must not be above max-ttl, or nothing"
            + " of it is ever accepted",
        "multicast-group = \"192.0.2.1\" | multicast-group: must be the address of a multicast"
            + " group, such as \"224.0.0.18\" or \"ff02::12\", but is \"192.0.2.1\"",
        "multicast-group = \"ff02::12\" | multicast-group: must be of the family of the virtual"
            + " addresses",
        "virtual-addresses += \"fe80::51\" | virtual-addresses[1]: must be of the family of the"
            + " first: each family is an election of its own; excluded-addresses may hold the"
            + " other (director.conf:4)",
        "version = 2, virtual-addresses = [\"fe80::51\"] | version: must be 3 with IPv6 addresses",
        "virtual-addresses = [\"fe80::51/129\"] | virtual-addresses[0]: must be an address with"
            + " the length of its prefix, such as \"203.0.113.10/24\" or \"2001:db8::10/64\", but"
            + " is \"fe80::51/129\"; the length of this one's prefix is 1..128",
        "virtual-addresses = [{ address = \"203.0.113.10/24\", colour = red }] |"
            + " virtual-addresses[0].colour: is not a known key; known here: address, device,"
            + " label, scope, peer, detect-duplicates",
        "virtual-addresses = [{ address = \"fe80::1\", label = a }] | virtual-addresses[0].label:"
            + " is for IPv4 addresses only",
        "authentication { type = password, password = a } | authentication.type: = password is"
            + " for version = 2 only; use hmac",
        "authentication { type = hmac } | authentication.keys: must hold at least one key, such"
            + " as keys { 1 = \"file:/path\" }",
        "authentication { type = hmac, keys { 1 = \""
            + HEX
            + "\" }, active-key = 2 } |"
            + " authentication.active-key: must be the id of one of keys",
        "authentication { type = hmac, keys { 1 = \""
            + HEX
            + "\", 2 = \""
            + HEX
            + "\" } } |"
            + " authentication.active-key: is missing: with several keys one of them is to be sent"
            + " with",
        "authentication { type = hmac, keys { 256 = \""
            + HEX
            + "\" } } |"
            + " authentication.keys.256: must have an id 0..255",
        "authentication.password = a | authentication.password: has no meaning with this type",
        "excluded-addresses = [\"203.0.113.10\"] | excluded-addresses[0]: must be listed once, but"
            + " 203.0.113.10 is also vrrp.instances.a.virtual-addresses[0] (director.conf:4)",
        "routes = [{ to = default }] | routes[0].via: is missing, and so is device: one of them"
            + " tells where to go",
        "routes = [{ to = \"198.51.100.1/24\", device = eth0 }] | routes[0].to: must be a block of"
            + " addresses, such as \"198.51.100.0/24\" or \"2001:db8::/32\", or the word default,"
            + " but is \"198.51.100.1/24\"; there are bits behind the prefix of length 24",
        "routes = [{ to = \"198.51.100.0/24\", via = \"fe80::1\" }] | routes[0].to: must be of the"
            + " family of every other address of its route",
        "routes = [{ to = default, type = blackhole, device = eth0 }] | routes[0].type: ="
            + " blackhole leads nowhere: it has no via, device or next-hops",
        "routes = [\"default via 203.0.113.1\"] | routes[0]: must be a section in braces, such as"
            + " { to = \"198.51.100.0/24\", via = \"203.0.113.1\" }, but is \"default via"
            + " 203.0.113.1\"",
        "rules = [{ fwmark = 1 }] | rules[0].priority: is missing: must be a whole number,"
            + " 1..32767",
        "rules = [{ action = prohibit, table = 7, priority = 1 }] | rules[0].table: has a meaning"
            + " with action = lookup only",
        "vmac = yes | vmac: must be true, false, or a section in braces, such as { name = vrrp.51"
            + " }, but is \"yes\"",
        "vmac = true, unicast { source = \"192.0.2.1\", peers = [\"192.0.2.2\"] } | vmac: needs"
            + " send-from-base = true beside unicast: nobody answers to its hardware address"
            + " before it is MASTER",
        "vmac.name = eth0 | vmac: needs a name of its own, but eth0 is taken by"
            + " vrrp.instances.a.interface; give it one: vmac { name = vrrp.a } (director.conf:2)",
        "convergence.witnesses = [\"2001:db8::1\"] | convergence.witnesses[0]: must be of the"
            + " family of the virtual addresses, which it is asked about",
        "lease = 1s | lease: must be 0s for none, or 2s..1h in whole seconds",
        "lease = 2500ms | lease: must be 0s for none, or 2s..1h in whole seconds",
        "version = 2, checksum = without-pseudo-header | checksum: can only be chosen for version"
            + " 3 over IPv4: all others know one way",
        "track.scripts.nginx {} | track.scripts.nginx: must be one of track.scripts, but there is"
            + " no nginx",
        "track.interfaces.\"eth0:1\" {} | track.interfaces.\"eth0:1\": must have a name of 1..64"
            + " letters, digits, dots, dashes and underscores",
        "track.services.photos.weight = 0 | track.services.photos.weight: must be 1..253, what the"
            + " loss of all of it costs at most, but is 0",
      })
  void refuses(String lines, String problem) {
    List<String> found = problems(instance(lines));

    assertTrue(
        found.contains("director.conf:5: vrrp.instances.a." + problem), () -> found.toString());
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("what is wrong among several sections is refused:")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vrrp.sync-groups.g.members = [a] | vrrp.sync-groups.g.members: must be at least two",
        "vrrp.sync-groups.g.members = [a, c] | vrrp.sync-groups.g.members[1]: must be one of"
            + " vrrp.instances, but there is no c; did you mean a?",
        "vrrp.sync-groups.g.members = [a, a, b] | vrrp.sync-groups.g.members[1]: must be a member"
            + " once, and of one group, but so is vrrp.sync-groups.g.members[0] (director.conf:1)",
        "vrrp.sync-groups { g.members = [a, b], h.members = [a, c] } |"
            + " vrrp.sync-groups.h.members[0]: must be a member once, and of one group, but so is"
            + " vrrp.sync-groups.g.members[0] (director.conf:1)",
        "vrrp.sync-groups.g.members = [a, b], vrrp.instances.b.preempt = false |"
            + " vrrp.instances.b.preempt: must be as that of a: both are of sync group g"
            + " (director.conf:2)",
        "vrrp.static.addresses = [\"192.0.2.7\"] | vrrp.static.addresses[0]: needs a device: {"
            + " address = \"192.0.2.7/24\", device = eth0 }",
        "vrrp.static.addresses = [{ address = \"203.0.113.10\", device = eth0 }] |"
            + " vrrp.static.addresses[0]: must be listed once, but 203.0.113.10 is also"
            + " vrrp.instances.a.virtual-addresses[0] (director.conf:3)",
        "vrrp { static.routes = [{ to = default, via = \"203.0.113.1\", table = 9 }],"
            + " instances.a.routes = [{ to = \"0.0.0.0/0\", via = \"203.0.113.2\", table = 9 }] }"
            + " | vrrp.static.routes[0]: must be listed once, but the route to default of this"
            + " table and metric is also vrrp.instances.a.routes[0] (director.conf:1)",
        "vrrp.instances { a.rules = [{ fwmark = 7, priority = 9 }], b.rules = [{ fwmark = 7,"
            + " priority = 9 }] } | vrrp.instances.b.rules[0]: must be listed once, but this rule"
            + " is also vrrp.instances.a.rules[0] (director.conf:1)",
        "track.scripts.s.command = [true] | track.scripts.s.command[0]: must be a text, but is"
            + " true",
        "track.scripts.s.command = [\"ls\"] | track.scripts.s.command: must begin with the path of"
            + " a program: no shell looks for it",
        "track { scripts.s.command = [\"/bin/true\"], files.s.path = \"/run/n\" } |"
            + " track.files.s: must have a name of its own, whatever its kind (director.conf:1)",
        "track.files.f.path = run | track.files.f.path: must be a path that begins with a slash,"
            + " but is \"run\"",
        "track.processes.p { program = nginx, pid-file = \"/run/p\" } | track.processes.p.program:"
            + " or command-line or pid-file: exactly one of them must be there",
        "track.services.s {} | track.services.s.service: must be one of services, but there is no"
            + " s",
        "vrrp.instances.b.virtual-router-id = 51 | vrrp.instances.b.virtual-router-id: must be"
            + " unique on its interface, but 51 is taken on eth0 by"
            + " vrrp.instances.a.virtual-router-id (director.conf:2)",
      })
  void refusesAmongSeveral(String line, String problem) {
    String both =
        "\nvrrp.instances.a { interface = eth0, virtual-router-id = 51\n"
            + "virtual-addresses = [\"203.0.113.10/24\"] }\n"
            + "vrrp.instances.b { interface = eth0, virtual-router-id = ${?ID}\n"
            + "virtual-addresses = [\"203.0.113.20/24\"] }\n";
    String text = line + both.replace("${?ID}", line.contains("id = 51") ? "51" : "52");

    List<String> found = problems(text);

    assertEquals(problem, found.isEmpty() ? "" : found.get(0).replaceFirst("[^ ]* ", ""));
  }

  @Test
  @DisplayName("a secret is read from a file that nobody else may read, without its end of line")
  void secretFile() throws Exception {
    Path file = secret("photos\n", "rw-r-----");

    DirectorConfig config = accepted(withPassword("file:" + file));

    assertEquals(new Password("photos"), config.instances().get("a").authentication());
  }

  @Test
  @DisplayName("a secret that others can read is refused, and not told")
  void secretForAll() throws Exception {
    Path file = secret("photos", "rw-r--r--");

    List<String> found = problems(withPassword("file:" + file));

    assertEquals(
        List.of(
            "director.conf:5: vrrp.instances.a.authentication.password: must be 1..8 characters of"
                + " ASCII, or \"file:/path\" of a file that holds it, but is something else, which"
                + " is not shown; others have access to "
                + file
                + ": chmod 0600 "
                + file),
        found);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("no problem tells a secret:")
  @ValueSource(
      strings = {
        "authentication { type = hmac, keys { 1 = geheim } }",
        "authentication { type = hmac, keys { 1 = [geheim] } }",
        "authentication { type = hmac, keys = geheim }",
        "authentication = geheim",
        "version = 2, authentication { type = password, password = geheim-geheim }",
        "version = 2, authentication { type = password, password = [geheim] }",
        "version = 2, authentication { type = password, password = geheim${nowhere} }",
        "authentication { type = hmac, mode = geheim, keys { 1 = geheim } }",
        "version = 2, authentication { type = password, password geheim }",
        "authentication { type = hmac\nkeys {\n1 \"hex:geheim\"\n} }",
        "authentication { type = hmac, keys { \"1\" geheim } }",
      })
  void neverShown(String lines) {
    List<String> found = problems(instance(lines));

    assertFalse(found.isEmpty());
    assertFalse(found.toString().contains("geheim"), found.toString());
  }

  @Test
  @DisplayName("what is allowed and probably not meant is a warning")
  void warns() throws Exception {
    DirectorConfig config =
        accepted(
            """
            vrrp.instances.a {
              interface = eth0, virtual-router-id = 51
              virtual-addresses = ["2001:db8::10/64"]
            }
            vrrp.instances.b {
              interface = eth0, virtual-router-id = 52, version = 2, priority = 255
              virtual-addresses = ["203.0.113.10/24"]
              authentication { type = password, password = photos }
              track.interfaces.eth1.weight = 10
            }
            """);

    assertEquals(
        List.of(
            "director.conf:3: vrrp.instances.a.virtual-addresses: should begin with a link-local"
                + " address, such as \"fe80::51/64\" (RFC 9568, section 5.2.9): other routers may"
                + " say that the lists differ",
            "director.conf:8: vrrp.instances.b.authentication: sends its password in clear text to"
                + " everybody on the network: it guards against mistakes only",
            "director.conf:9: vrrp.instances.b.track: has weights, which change nothing at"
                + " priority 255: the owner of the addresses has no other"),
        config.warnings().stream().map(ConfigProblem::toString).toList());
  }

  @Test
  @DisplayName("services that can cost all of the priority are a warning, those of the group too")
  void warnsOfClamping() throws Exception {
    String two =
        """
        vrrp {
          instances {
            a { interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10/24"]
              priority = 90, track.services.photos.weight = 50 }
            b { interface = eth0, virtual-router-id = 52, virtual-addresses = ["203.0.113.11/24"]
              priority = 91 }
          }
          sync-groups.g { members = [a, b], track.services.thumbs.weight = 40 }
        }
        services.photos { virtual = "203.0.113.10:80", check = none
          real-servers.r.address = "10.0.0.1" }
        services.thumbs = ${services.photos} { virtual = "203.0.113.11:80" }
        """;

    DirectorConfig config = accepted(two);

    assertEquals(
        List.of(
            "director.conf:4: vrrp.instances.a.track: has services that cost up to 90, and the"
                + " priority is 90: it should be above that, or a loss that both directors see may"
                + " move the addresses"),
        config.warnings().stream().map(ConfigProblem::toString).toList());
  }

  private static String withPassword(String password) {
    return instance(
        "version = 2, authentication { type = password, password = \"" + password + "\" }");
  }

  private Path secret(String text, String mode) throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
