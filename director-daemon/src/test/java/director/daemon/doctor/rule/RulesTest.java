// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.doctor.fact.Facts.Answer;
import director.daemon.doctor.fact.Facts.ClockState;
import director.daemon.doctor.fact.Facts.ConfigFile;
import director.daemon.doctor.fact.Facts.Connections;
import director.daemon.doctor.fact.Facts.Disk;
import director.daemon.doctor.fact.Facts.ElectorState;
import director.daemon.doctor.fact.Facts.KernelModule;
import director.daemon.doctor.fact.Facts.Mention;
import director.daemon.doctor.fact.Hearing;
import director.daemon.doctor.fact.Hearing.Speaker;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.fact.Nic;
import director.daemon.doctor.fact.ServerCertificate.Leaf;
import director.daemon.doctor.fact.ServerPath.Reply;
import director.daemon.doctor.rule.Sound.EthernetNic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule: what it says of a director with this one thing wrong, which no other rule names. */
class RulesTest {

  private static Arguments sick(String expected, Consumer<Sound> fault) {
    return Arguments.of(expected, fault);
  }

  private static Consumer<Sound> ethernet(Consumer<EthernetNic> fault) {
    return sound -> {
      EthernetNic nic = new EthernetNic();
      fault.accept(nic);
      sound.interfaces.set(1, nic.nic());
    };
  }

  private static Speaker stranger(String address) {
    return Sound.speaker("192.0.2.12", "02:00:00:00:00:12", false, address);
  }

  static Stream<Arguments> program() {
    return Stream.of(
        sick(
            "config-refused /etc/d.conf: line 3 is odd; and 1 more",
            it -> it.file = new ConfigFile("/etc/d.conf", List.of("line 3 is odd", "b"), "", "")),
        sick(
            "config-not-loaded /etc/directord/director.conf: the file says something else than what"
                + " the daemon has loaded",
            it -> it.file = new ConfigFile("/etc/directord/director.conf", List.of(), "abc", "")),
        sick(
            "director-outdated directord: the director that runs is 1.2, installed is 1.3",
            it -> it.version = "1.3"),
        sick(
            "elector-outdated elector: process 42 has 1 files open that were replaced, such as"
                + " /usr/lib/directord/lib/vrrp.jar",
            it ->
                it.elector =
                    Known.of(
                        new ElectorState(
                            42, true, 50, List.of("/usr/lib/directord/lib/vrrp.jar")))),
        sick(
            "elector-priority elector: no thread of process 42 is SCHED_FIFO",
            it -> it.elector = Known.of(new ElectorState(42, false, 50, List.of()))),
        sick(
            "elector-memory elector: VmLck of process 42 is 0 kB",
            it -> it.elector = Known.of(new ElectorState(42, true, 0, List.of()))),
        sick(
            "clock-unsynchronised clock: the kernel says STA_UNSYNC (adjtimex)",
            it -> it.clock = Known.of(new ClockState(false, 100))),
        sick(
            "clock-steps clock: it was set by -101 ms while we looked",
            it -> it.clock = Known.of(new ClockState(true, -101))),
        sick(
            "state-dir-full /s: 63 MiB are free of 1024, the journal alone takes up to 96",
            it -> it.disk = Known.of(new Disk("/s", (64L << 20) - 1, 1L << 30, true))),
        sick(
            "state-dir-full /s: its file system is read-only",
            it -> it.disk = Known.of(new Disk("/s", 1L << 40, 1L << 40, false))));
  }

  static Stream<Arguments> kernel() {
    return Stream.of(
        sick(
            "kernel-module ip_vs_wrr: it is not in the kernel, and there is no such module on disk",
            it -> it.modules.put("ip_vs_wrr", Known.of(KernelModule.MISSING))),
        sick(
            "kernel-module ip_vs: it is not in the kernel, and modprobe.d forbids to load it",
            it -> it.modules.put("ip_vs", Known.of(KernelModule.FORBIDDEN))),
        sick(
            "ipvs-sysctl net.ipv4.vs.conntrack: it is 1, better 0: with 1, it costs",
            it ->
                it.parameters =
                    Known.of(
                        List.of(Sound.parameter("conntrack", "1", "better 0: with 1, it costs")))),
        sick(
            "conn-table-small ip_vs: 8193 connections in 4096 buckets",
            it -> it.connections = Known.of(Optional.of(new Connections(8193, 4096)))),
        sick(
            "ip-forward kernel: net.ipv4.ip_forward is 0, and a service has servers by masquerade",
            it -> it.config += "services.https.forwarding = masquerade\n"),
        sick(
            "interface-missing eth0: virtual router photos wants it, and it is down",
            ethernet(nic -> nic.up = false)),
        sick(
            "interface-owner eth0: NetworkManager manages it",
            ethernet(nic -> nic.owner = Optional.of(new Nic.Owner("NetworkManager", "", false)))),
        sick(
            "interface-owner eth0: systemd-networkd manages it by /etc/e.network, without"
                + " KeepConfiguration=",
            ethernet(
                nic ->
                    nic.owner =
                        Optional.of(new Nic.Owner("systemd-networkd", "/etc/e.network", false)))),
        sick(
            "rp-filter eth0: rp_filter is 1 (for it or for all), and no default route leaves by it",
            ethernet(nic -> nic.reversePathFilter = 1)),
        sick(
            "receive-offload eth0: rx-lro is on (ethtool -k eth0)",
            ethernet(nic -> nic.offloads = Set.of("rx-lro", "rx-gro"))),
        sick(
            "receive-offload eth0: rx-gro-hw is on (ethtool -k eth0)",
            ethernet(nic -> nic.offloads = Set.of("rx-gro-hw"))),
        sick(
            "arp-flux eth1: it has an address in the subnet of eth0, and arp_ignore is 0",
            it -> {
              EthernetNic other = new EthernetNic();
              other.name = "eth1";
              other.addresses = List.of(Sound.cidr("192.0.2.99", 24));
              it.interfaces.add(other.nic());
            }),
        sick(
            "vip-prefix 192.0.2.10: it is configured with /25, and the network on eth0 is"
                + " 192.0.2.11/24",
            it -> it.config = it.config.replace("192.0.2.10/24", "192.0.2.10/25")),
        sick(
            "vip-static 192.0.2.10: it is on lo, and belongs on eth0",
            it -> it.interfaces.set(0, Sound.loopback(Sound.cidr("192.0.2.10", 32)))),
        sick(
            "vip-static 192.0.2.10: /etc/network/interfaces line 7 names it",
            it ->
                it.mentions =
                    Known.of(List.of(new Mention("/etc/network/interfaces", 7, "192.0.2.10")))));
  }

  static Stream<Arguments> segment() {
    return Stream.of(
        sick(
            "vrrp-dropped-in photos: 3 advertisements of 192.0.2.13 came in by the wire, and none"
                + " of them through to a socket",
            it -> {
              it.running = Sound.running("BACKUP");
              it.hearing =
                  Sound.heard(
                      Sound.speaker("192.0.2.13", "02:00:00:00:00:13", false, "192.0.2.10"));
            }),
        sick(
            "vrrp-dropped-out photos: the director says MASTER, and in 3200 ms no advertisement"
                + " left by the wire",
            it -> it.hearing = Sound.heard(stranger("192.0.2.10"))),
        sick(
            "no-master photos: in 3200 ms nobody advertised VRID 51 on eth0",
            it -> {
              it.running = Sound.running("BACKUP");
              it.hearing = Sound.heard();
            }),
        sick(
            "two-masters photos: at the same time these advertise: 192.0.2.11 (priority 100, this"
                + " host), 192.0.2.12 (priority 100)",
            it -> it.hearing = Sound.heard(Sound.ours(), stranger("192.0.2.10"))),
        sick(
            "duplicate-vrid photos: 192.0.2.12 (02:00:00:00:00:12) advertises VRID 51 with"
                + " 198.51.100.1",
            it -> it.hearing = Sound.heard(Sound.ours(), stranger("198.51.100.1"))),
        sick(
            "vip-answered-elsewhere 192.0.2.10: 02:00:00:00:00:99 answers for it on eth0, and is no"
                + " MASTER of VRID 51",
            it -> it.answers = Known.of(List.of(new Answer("192.0.2.10", "02:00:00:00:00:99")))));
  }

  static Stream<Arguments> servers() {
    return Stream.of(
        sick(
            "server-answers-arp https/router1: 192.0.2.21 (02:00:00:00:00:21) says that 192.0.2.10"
                + " is at it",
            it -> it.answers = Known.of(List.of(new Answer("192.0.2.10", Sound.SERVER_MAC)))),
        sick(
            "server-refuses-vip https/router1: a SYN for 192.0.2.10 port 443, sent to"
                + " 02:00:00:00:00:21, got no answer",
            it -> it.server = Sound.server(Known.of(Sound.SERVER_MAC), Known.of(Reply.SILENT))),
        sick(
            "server-refuses-vip https/router1: a SYN for 192.0.2.10 port 443, sent to"
                + " 02:00:00:00:00:21, was answered by RST",
            it -> it.server = Sound.server(Known.of(Sound.SERVER_MAC), Known.of(Reply.REFUSED))),
        sick(
            "certificate-dates https/router1: the certificate of 192.0.2.21:443 expires at"
                + " 2026-12-06T05:29:59Z",
            it ->
                it.certificate =
                    Sound.certificate(
                        "2026-01-01T00:00:00Z", "2026-12-06T05:29:59Z", "photos.example.com")),
        sick(
            "certificate-dates https/router1: the certificate of 192.0.2.21:443 has expired at"
                + " 2026-11-22T05:29:59Z",
            it ->
                it.certificate =
                    Sound.certificate(
                        "2026-01-01T00:00:00Z", "2026-11-22T05:29:59Z", "*.example.com")),
        sick(
            "certificate-dates https/router1: the certificate of 192.0.2.21:443 is not valid before"
                + " 2026-11-22T05:30:01Z",
            it ->
                it.certificate =
                    Sound.certificate(
                        "2026-11-22T05:30:01Z", "2027-11-22T05:29:59Z", "*.example.com")),
        sick(
            "certificate-name https/router1: the certificate of 192.0.2.21:443 is for"
                + " *.photos.example.com, the check asks for photos.example.com",
            it ->
                it.certificate =
                    Sound.certificate(
                        "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "*.photos.example.com")),
        sick(
            "certificate-chain https/router1: the chain of 192.0.2.21:443: unable to find valid"
                + " certification path",
            it ->
                it.certificate =
                    Sound.certificate(
                        Known.of(
                            new Leaf(
                                List.of("photos.example.com"),
                                Instant.EPOCH,
                                Instant.parse("2030-01-01T00:00:00Z"),
                                Optional.of("unable to find valid certification path"))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"program", "kernel", "segment", "servers"})
  @DisplayName("names what is wrong with what was seen, and nothing else")
  void names(String expected, Consumer<Sound> fault) {
    Sound sound = new Sound();
    fault.accept(sound);

    Diagnosis diagnosis = Diagnosis.of(sound.facts());

    assertEquals(
        List.of(expected),
        diagnosis.findings().stream()
            .map(each -> each.rule() + " " + each.subject() + ": " + each.seen())
            .toList());
  }

  @Test
  @DisplayName("has nothing to say of a sound MASTER, nor of a sound BACKUP")
  void sound() {
    Sound backup = new Sound();
    backup.running = Sound.running("BACKUP");
    backup.hearing = Sound.heard(stranger("192.0.2.10"));
    backup.answers = Known.of(List.of(new Answer("192.0.2.10", "02:00:00:00:00:12")));

    assertTrue(Diagnosis.of(new Sound().facts()).isSound());
    assertTrue(Diagnosis.of(backup.facts()).isSound());
  }

  @Test
  @DisplayName("a takeover while it looks is no second MASTER")
  void takeover() {
    Sound sound = new Sound();
    sound.hearing =
        Sound.heard(
            new Speaker(
                "192.0.2.12", Sound.SERVER_MAC, false, 90, List.of("192.0.2.10"), 2, 0, 1000),
            new Speaker(
                "192.0.2.11", Sound.MASTER_MAC, true, 100, List.of("192.0.2.10"), 2, 1000, 2000));

    assertEquals(List.of(), Diagnosis.of(sound.facts()).findings());
  }

  @Test
  @DisplayName("of two speakers that go on beside each other, each of whom is heard once, it waits")
  void oneWord() {
    Sound sound = new Sound();
    sound.hearing =
        Sound.heard(
            Sound.ours(),
            new Speaker(
                "192.0.2.12", Sound.SERVER_MAC, false, 90, List.of("192.0.2.10"), 1, 500, 500));

    assertEquals(List.of(), Diagnosis.of(sound.facts()).findings());
  }

  @Test
  @DisplayName("what nobody could find out is open, with the reason, and no pass")
  void unknown() {
    Sound sound = new Sound();
    sound.hearing = Known.not("no permission");
    sound.answers = Known.not("no permission");
    sound.running = Known.not("the daemon does not answer");

    Diagnosis diagnosis = Diagnosis.of(sound.facts());

    assertEquals(List.of(), diagnosis.findings());
    assertEquals(
        List.of(
            new Open(
                "config-not-loaded", "/etc/directord/director.conf", "the daemon does not answer"),
            new Open("director-outdated", "directord", "the daemon does not answer"),
            new Open("vrrp-dropped-in", "photos", "no permission"),
            new Open("vrrp-dropped-out", "vrrp", "the daemon does not answer"),
            new Open("no-master", "photos", "no permission"),
            new Open("two-masters", "photos", "no permission"),
            new Open("duplicate-vrid", "photos", "no permission"),
            new Open("vip-answered-elsewhere", "photos", "no permission"),
            new Open("server-answers-arp", "photos", "no permission")),
        diagnosis.open());
  }

  @Test
  @DisplayName("who was not listened to long enough may be silent: that is open too")
  void tooShort() {
    Sound sound = new Sound();
    sound.running = Sound.running("BACKUP");
    sound.hearing = Known.of(new Hearing(4200, false, List.of(), Known.of(List.of())));

    assertEquals(
        List.of(new Open("no-master", "photos", "its interval is longer than we listened")),
        Diagnosis.of(sound.facts()).open());
  }

  @Test
  @DisplayName("every rule has a name of its own, a test above, and a line in the run book")
  void documented() throws IOException {
    List<String> rules = Rules.ALL.stream().map(Rule::id).toList();
    Set<String> tested =
        Stream.of(program(), kernel(), segment(), servers())
            .flatMap(cases -> cases)
            .map(each -> ((String) each.get()[0]).split(" ", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    String book = Files.readString(Path.of("../docs/operations.md"));
    String section = book.substring(book.indexOf("\n## Doctor\n"));
    List<String> described =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
            .matcher(section.substring(0, section.indexOf("\n## ", 5)))
            .results()
            .map(MatchResult::group)
            .map(line -> line.replaceAll("[| `]", ""))
            .toList();

    assertEquals(new TreeSet<>(rules).size(), rules.size());
    assertEquals(new TreeSet<>(rules), tested);
    assertEquals(rules, described);
  }
}
