// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What operators read must be what the daemon reads. */
class ReferenceConfigTest {
  private static final Path REFERENCE = Path.of("../packaging/src/main/etc/director.conf");
  private static final Path MANUAL = Path.of("../docs/configuration.md");

  /** All there are, as {@link #knowsNoOtherKeys} proves. */
  private static final List<String> KEYS =
      List.of(
          "name",
          "interface",
          "virtual-router-id",
          "version",
          "priority",
          "advertisement-interval",
          "virtual-addresses",
          "preempt",
          "preempt-delay",
          "virtual",
          "protocol",
          "scheduler",
          "forwarding",
          "check",
          "real-servers",
          "type",
          "port",
          "path",
          "host",
          "server-name",
          "expect",
          "status",
          "interval",
          "timeout",
          "fall",
          "rise",
          "on-failure",
          "address",
          "weight",
          "multicast-group",
          "source",
          "peers",
          "ttl",
          "check-source",
          "min-ttl",
          "max-ttl",
          "authentication",
          "password",
          "mode",
          "keys",
          "active-key",
          "anti-replay",
          "window",
          "checksum",
          "excluded-addresses",
          "device",
          "label",
          "scope",
          "peer",
          "detect-duplicates",
          "routes",
          "to",
          "via",
          "table",
          "metric",
          "onlink",
          "mtu",
          "next-hops",
          "rules",
          "from",
          "iif",
          "oif",
          "fwmark-mask",
          "family",
          "action",
          "vmac",
          "send-from-base",
          "announce",
          "burst",
          "again",
          "refresh",
          "pace",
          "convergence",
          "gateway",
          "every",
          "witnesses",
          "on-address-loss",
          "lease",
          "track",
          "own-interface",
          "interfaces",
          "reverse",
          "scripts",
          "files",
          "processes",
          "start-delay",
          "sync-groups",
          "members",
          "static",
          "addresses",
          "command",
          "user",
          "initial",
          "when-missing",
          "program",
          "command-line",
          "whole-command-line",
          "pid-file",
          "min",
          "max",
          "appear-delay",
          "vanish-delay",
          "service",
          "measure",
          "hold",
          "unicast",
          "fwmark");

  @Test
  @DisplayName("the reference config loads as it stands")
  void loads() throws Exception {
    DirectorConfig config = ConfigLoader.load(REFERENCE);

    assertEquals("director-a", config.name());
    assertEquals(List.of("photos"), List.copyOf(config.instances().keySet()));
    assertEquals(List.of("photos-https"), List.copyOf(config.services().keySet()));
  }

  @Test
  @DisplayName("the optional keys of the reference config carry their defaults")
  void carriesTheDefaults() throws Exception {
    String text = Files.readString(REFERENCE);
    // Some have no default that could be written there, or one that says nothing.
    Pattern examples = Pattern.compile("path = .*|host = .*|server-name = .*|status = .*");
    Pattern defaults =
        Pattern.compile(
            "(?m)^ *(version|priority|advertisement-interval|preempt|preempt-delay|protocol"
                + "|scheduler|forwarding|type|interval|timeout|fall|rise|on-failure|weight"
                + "|checksum|vmac|burst|again|refresh|pace|gateway|every|on-address-loss|lease"
                + "|own-interface|start-delay|initial|user)"
                + " = .*$");
    String written = examples.matcher(text).replaceAll("");

    DirectorConfig shortened = Texts.accepted(defaults.matcher(written).replaceAll(""));

    assertEquals(34, defaults.matcher(written).results().count());
    assertEquals(Texts.accepted(written), shortened);
  }

  @Test
  @DisplayName("every key stands in the reference config, and in the manual with backquotes")
  void mentionsEveryKey() throws IOException {
    String reference = Files.readString(REFERENCE);
    String manual = Files.readString(MANUAL);

    assertEquals(
        List.of(),
        KEYS.stream()
            .filter(key -> !reference.matches("(?s).*[\n .]" + key + "( =| \\{).*"))
            .toList());
    assertEquals(
        List.of(),
        KEYS.stream().filter(key -> !manual.matches("(?s).*[`.]" + key + "[`.].*")).toList());
  }

  @Test
  @DisplayName("there are no other keys: each section lists what it knows")
  void knowsNoOtherKeys() throws IOException {
    String text = Files.readString(REFERENCE);
    String strange =
        """
        zzz = 1, director.zzz = 1, vrrp.zzz = 1, vrrp.instances.photos { zzz = 1
          authentication.zzz = 1, announce.zzz = 1, convergence.zzz = 1, track.zzz = 1 }
        vrrp.static.zzz = 1, track { zzz = 1, scripts.nginx.zzz = 1 }
        services.photos-https { zzz = 1, check.zzz = 1, check.expect.zzz = 1
          real-servers.router1.zzz = 1 }
        """;

    List<String> problems = Texts.problems(text + strange);

    assertEquals(
        List.of(
            "director.zzz: is not a known key; known here: name",
            "vrrp.instances.photos.zzz: is not a known key; known here: interface,"
                + " virtual-router-id, version, priority, advertisement-interval,"
                + " virtual-addresses, preempt, preempt-delay, multicast-group, unicast,"
                + " authentication, checksum, excluded-addresses, routes, rules, vmac, announce,"
                + " convergence, on-address-loss, lease, track",
            "vrrp.zzz: is not a known key; known here: instances, static, start-delay,"
                + " sync-groups",
            "zzz: is not a known key; known here: director, vrrp, services, track, ipvs, resolver",
            "vrrp.instances.photos.announce.zzz: is not a known key; known here: burst, again,"
                + " refresh, pace",
            "vrrp.instances.photos.authentication.zzz: is not a known key; known here: type",
            "vrrp.instances.photos.convergence.zzz: is not a known key; known here: gateway,"
                + " witnesses, every",
            "vrrp.instances.photos.track.zzz: is not a known key; known here: own-interface,"
                + " interfaces, scripts, files, processes, services",
            "track.scripts.nginx.zzz: is not a known key; known here: interval, command, timeout,"
                + " rise, fall, user, initial",
            "track.zzz: is not a known key; known here: scripts, files, processes, services",
            "vrrp.static.zzz: is not a known key; known here: addresses, routes, rules",
            "services.photos-https.check.expect.zzz: is not a known key; known here: status",
            "services.photos-https.check.zzz: is not a known key; known here: type, port, path,"
                + " server-name, host, expect, interval, timeout, fall, rise, on-failure",
            "services.photos-https.zzz: is not a known key; known here: protocol, fwmark,"
                + " family, virtual, scheduler, persistence, real-servers, scheduler-flags,"
                + " forwarding, one-packet, quorum, sorry-server, floor, slow-start,"
                + " drain-timeout, check",
            "services.photos-https.real-servers.router1.zzz: is not a known key; known here:"
                + " host-name, address, weight, port, forwarding, upper-threshold,"
                + " lower-threshold"),
        problems.stream().map(line -> line.replaceFirst("^director.conf:\\d+: ", "")).toList());
  }
}
