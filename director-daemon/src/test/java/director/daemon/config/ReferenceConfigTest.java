// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
          "fwmark",
          "family",
          "scheduler-flags",
          "method",
          "persistence",
          "granularity",
          "engine",
          "one-packet",
          "quorum",
          "hysteresis",
          "sorry-server",
          "floor",
          "slow-start",
          "drain-timeout",
          "host-name",
          "upper-threshold",
          "lower-threshold",
          "ipvs",
          "reconcile-interval",
          "timeouts",
          "tcp",
          "tcp-fin",
          "udp",
          "sync",
          "id",
          "group",
          "max-length",
          "follow",
          "sysctl",
          "apply",
          "resolver",
          "max-change",
          "actions",
          "command",
          "user",
          "webhook",
          "headers",
          "at-most",
          "times",
          "within",
          "by",
          "on",
          "server-down",
          "server-up",
          "service-down",
          "service-up",
          "ladder",
          "ladder-forgotten-after",
          "failures",
          "down-for",
          "after",
          "run",
          "repeat",
          "am_droprate",
          "amemthresh",
          "backup_only",
          "cache_bypass",
          "conn_reuse_mode",
          "conntrack",
          "debug_level",
          "drop_entry",
          "drop_packet",
          "est_cpulist",
          "est_nice",
          "expire_nodest_conn",
          "expire_quiescent_template",
          "ignore_tunneled",
          "nat_icmp_send",
          "pmtu_disc",
          "run_estimation",
          "schedule_icmp",
          "secure_tcp",
          "sloppy_sctp",
          "sloppy_tcp",
          "snat_reroute",
          "sync_persist_mode",
          "sync_ports",
          "sync_qlen_max",
          "sync_refresh_period",
          "sync_retries",
          "sync_sock_size",
          "sync_threshold",
          "sync_version",
          "checks",
          "checks-needed",
          "fast-interval",
          "hold-down",
          "first",
          "longest",
          "forgotten-after",
          "mark",
          "through",
          "user-agent",
          "contains",
          "lacks",
          "matches",
          "matches-not",
          "sha256",
          "md5",
          "strict-length",
          "max-body",
          "redirects",
          "requests",
          "tls",
          "verify",
          "authority",
          "certificate",
          "key",
          "full-every",
          "warn-before-expiry",
          "send",
          "send-hex",
          "payload",
          "payload-hex",
          "reply",
          "mask",
          "minimum",
          "maximum",
          "record",
          "answered",
          "helo",
          "bytes",
          "minimum-share",
          "maximum-share",
          "step",
          "file",
          "factor",
          "dynamic",
          "max-in-flight",
          "mass-failure",
          "other-key",
          "addresses",
          "multicast",
          "group",
          "notify",
          "master",
          "backup",
          "fault",
          "stop",
          "deleted",
          "any",
          "priority-changes",
          "fifo",
          "vrrp-fifo",
          "lvs-fifo",
          "owner",
          "mode",
          "reader",
          "control",
          "operator-group",
          "read-group",
          "listen",
          "tokens");

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
                + "|own-interface|start-delay|initial|user|one-packet|quorum|floor|slow-start"
                + "|drain-timeout|upper-threshold|lower-threshold|reconcile-interval|apply"
                + "|max-change|method|verify|full-every|warn-before-expiry|strict-length|max-body"
                + "|redirects|fast-interval|through|max-in-flight|mass-failure)"
                + " = .*$");
    String written = examples.matcher(text).replaceAll("");

    DirectorConfig shortened = Texts.accepted(defaults.matcher(written).replaceAll(""));

    assertEquals(57, defaults.matcher(written).results().count());
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
  @DisplayName("what is written of IPVS behind # is right, too: with all of it the file loads")
  void holdsRightExamples() throws Exception {
    String text = Files.readString(REFERENCE);
    int services = text.indexOf("services.photos-https {");
    int end = text.indexOf("# ----", services);
    // Examples have a key and a value, or close a section; sentences have none.
    Pattern example = Pattern.compile("(?m)^( *)# ( *(?:[a-z_-]+ (?:=|\\{) ?.*|}))$");
    String marks = "(?m)^ *(# *(fwmark|family|engine)|forwarding = direct).*$";
    String part = text.substring(services, end).replaceAll(marks, "").replace("= wrr", "= mh");

    DirectorConfig config =
        Texts.accepted(
            text.substring(0, services)
                + example.matcher(part).replaceAll("$1$2")
                + text.substring(end));

    ServiceConfig service = config.services().get("photos-https");
    assertEquals(30, config.ipvs().sysctl().values().size());
    assertEquals(List.of("pool"), List.copyOf(service.namedServers().keySet()));
    assertEquals(Optional.of("photos"), config.ipvs().sync().orElseThrow().follow());
  }

  @Test
  @DisplayName("what is written behind # of who may ask the director is right, too")
  void holdsRightControl() throws Exception {
    String text = Files.readString(REFERENCE);
    int control = text.indexOf("# control {");
    int end = text.indexOf("\n\n", control);
    String part = text.substring(control, end).replaceAll("(?m)^# ( *[a-z}])", "$1");

    DirectorConfig config = Texts.accepted(text.substring(0, control) + part + text.substring(end));

    assertEquals(
        new ControlConfig(
            Optional.of("adm"),
            Optional.of("users"),
            Optional.of(
                new ControlConfig.Listen(
                    new Endpoint(AddressLiteral.parse("192.0.2.11").orElseThrow(), 7443),
                    Path.of("/etc/directord/api.pem"),
                    Path.of("/etc/directord/api.key"),
                    Path.of("/etc/directord/tokens")))),
        config.control());
  }

  @Test
  @DisplayName("there are no other keys: each section lists what it knows")
  void knowsNoOtherKeys() throws IOException {
    String text = Files.readString(REFERENCE);
    String strange =
        """
        zzz = 1, director.zzz = 1, vrrp.zzz = 1, vrrp.instances.photos { zzz = 1
          authentication.zzz = 1, announce.zzz = 1, convergence.zzz = 1, track.zzz = 1
          notify.zzz = 1 }
        vrrp.static.zzz = 1, track { zzz = 1, scripts.nginx.zzz = 1 }
        services.photos-https { zzz = 1, check.zzz = 1, check.expect.zzz = 1
          real-servers.router1.zzz = 1, check.tls.zzz = 1, sorry-server { address = "10.0.0.9", zzz = 1 }
          forwarding { method = tunnel, zzz = 1 }, persistence.zzz = 1, quorum.zzz = 1 }
        ipvs { zzz = 1, timeouts.zzz = 1, sync { interface = eth1, zzz = 1 }, sysctl.zzz = 1 }
        resolver.zzz = 1, checks.zzz = 1
        peer { zzz = 1, key = 0123456789abcdef, multicast { interface = eth0, zzz = 1 } }
        notify { zzz = 1, fifo { path = "/a", zzz = 1 } }
        """;

    List<String> problems = Texts.problems(text + strange);

    assertEquals(
        List.of(
            "director.zzz: is not a known key; known here: name",
            "vrrp.instances.photos.zzz: is not a known key; known here: interface, "
                + "virtual-router-id, version, priority, advertisement-interval, virtual-addresses,"
                + " preempt, preempt-delay, multicast-group, unicast, authentication, checksum, "
                + "excluded-addresses, routes, rules, vmac, announce, convergence, on-address-loss,"
                + " lease, track, notify",
            "vrrp.zzz: is not a known key; known here: instances, static, start-delay, "
                + "sync-groups",
            "zzz: is not a known key; known here: director, vrrp, services, track, ipvs, "
                + "resolver, checks, actions, peer, notify, control",
            "vrrp.instances.photos.announce.zzz: is not a known key; known here: burst, "
                + "again, refresh, pace",
            "vrrp.instances.photos.authentication.zzz: is not a known key; known here: type",
            "vrrp.instances.photos.convergence.zzz: is not a known key; known here: gateway, "
                + "witnesses, every",
            "vrrp.instances.photos.track.zzz: is not a known key; known here: own-interface, "
                + "interfaces, scripts, files, processes, services",
            "vrrp.instances.photos.notify.zzz: is not a known key; known here: master, backup, "
                + "fault, stop, deleted, any, user, timeout",
            "track.scripts.nginx.zzz: is not a known key; known here: interval, command, "
                + "timeout, rise, fall, user, initial",
            "track.zzz: is not a known key; known here: scripts, files, processes, services",
            "vrrp.static.zzz: is not a known key; known here: addresses, routes, rules",
            "services.photos-https.check.expect.zzz: is not a known key; known here: status,"
                + " contains, lacks, matches, matches-not, sha256, md5, strict-length",
            "services.photos-https.check.zzz: is not a known key; known here: type, tls, "
                + "server-name, path, host, method, version, headers, user-agent, expect, max-body, "
                + "redirects, requests, interval, port, fast-interval, timeout, window, fall, rise, "
                + "hold-down, source, interface, mark, through, on-failure",
            "services.photos-https.zzz: is not a known key; known here: protocol, virtual, "
                + "fwmark, family, scheduler, persistence, check, checks, real-servers, scheduler-flags, "
                + "forwarding, one-packet, quorum, sorry-server, floor, slow-start, drain-timeout, "
                + "on, ladder-forgotten-after, ladder",
            "services.photos-https.check.tls.zzz: is not a known key; known here: server-name, "
                + "verify, authority, certificate, key, full-every, warn-before-expiry",
            "services.photos-https.real-servers.router1.zzz: is not a known key; known here: "
                + "host-name, address, weight, port, forwarding, upper-threshold, lower-threshold, "
                + "check, checks",
            "services.photos-https.sorry-server.zzz: is not a known key; known here: address,"
                + " weight, port, forwarding",
            "services.photos-https.forwarding.zzz: is not a known key; known here: method, "
                + "type, port, checksum",
            "services.photos-https.persistence.zzz: is not a known key; known here: timeout, "
                + "granularity, engine",
            "services.photos-https.quorum.zzz: is not a known key; known here: weight, "
                + "hysteresis",
            "ipvs.sync.zzz: is not a known key; known here: group, interface, id, port, ttl, "
                + "max-length, follow",
            "ipvs.sysctl.zzz: is not a known key; known here: apply, am_droprate, amemthresh,"
                + " backup_only, cache_bypass, conn_reuse_mode, conntrack, debug_level, drop_entry,"
                + " drop_packet, est_cpulist, est_nice, expire_nodest_conn, "
                + "expire_quiescent_template, ignore_tunneled, nat_icmp_send, pmtu_disc, "
                + "run_estimation, schedule_icmp, secure_tcp, sloppy_sctp, sloppy_tcp, "
                + "snat_reroute, sync_persist_mode, sync_ports, sync_qlen_max, sync_refresh_period,"
                + " sync_retries, sync_sock_size, sync_threshold, sync_version",
            "ipvs.timeouts.zzz: is not a known key; known here: tcp, tcp-fin, udp",
            "ipvs.zzz: is not a known key; known here: timeouts, reconcile-interval, sync, "
                + "sysctl",
            "checks.zzz: is not a known key; known here: max-in-flight, mass-failure",
            "resolver.zzz: is not a known key; known here: interval, max-change",
            "peer.multicast.zzz: is not a known key; known here: group, interface, ttl",
            "peer.zzz: is not a known key; known here: key, other-key, addresses, multicast, "
                + "source, port, interval",
            "notify.fifo.zzz: is not a known key; known here: path, owner, group, mode, reader, "
                + "user",
            "notify.zzz: is not a known key; known here: user, timeout, priority-changes, fifo, "
                + "vrrp-fifo, lvs-fifo"),
        problems.stream().map(line -> line.replaceFirst("^director.conf:\\d+: ", "")).toList());
  }
}
