// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.notify.state.ElectionNotice.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lines are literals from the pipes of keepalived 2.2.7 (Debian 12) in the same situations. */
class TellingTest {
  private static final Target GROUP = new Target(Target.Kind.GROUP, "VG");

  private final Telling telling = new Telling();

  @Test
  @DisplayName("a virtual router at start, its takeover, a better peer, a fault, and the end")
  void instance() {
    List<String> lines =
        lines(
            vip("VI_1", "INIT", "BACKUP", 100),
            vip("VI_1", "BACKUP", "MASTER", 100),
            vip("VI_1", "MASTER", "BACKUP", 90),
            vip("VI_1", "BACKUP", "FAULT", 90),
            vip("VI_1", "FAULT", "INIT", 90));

    assertEquals(
        List.of(
            "INSTANCE \"VI_1\" BACKUP 100\n",
            "INSTANCE \"VI_1\" MASTER 100\n",
            "INSTANCE \"VI_1\" BACKUP 90\n",
            "INSTANCE \"VI_1\" FAULT 90\n",
            "INSTANCE \"VI_1\" STOP 90\n"),
        lines);
  }

  @Test
  @DisplayName("a group has the priority 0, and its members are told once of the state it has")
  void group() {
    List<String> lines =
        lines(
            vip("VI_2", "BACKUP", "FAULT", 100),
            vip("VI_1", "BACKUP", "FAULT", 100),
            Event.state(GROUP, "BACKUP", "FAULT", "a member has a fault"),
            vip("VI_1", "BACKUP", "FAULT", 100),
            Event.state(GROUP, "BACKUP", "FAULT", "a member has a fault"));

    assertEquals(
        List.of(
            "INSTANCE \"VI_2\" FAULT 100\n",
            "INSTANCE \"VI_1\" FAULT 100\n",
            "GROUP \"VG\" FAULT 0\n"),
        lines);
  }

  @Test
  @DisplayName(
      "a script that is told of any state gets four arguments, one without knows its state")
  void arguments() {
    Notice notice = telling.of(vip("VI_1", "BACKUP", "MASTER", 100)).orElseThrow();

    assertEquals(new ElectionNotice(Target.vip("VI_1"), Word.MASTER, "", 100, "because"), notice);
    assertEquals(
        List.of("INSTANCE", "VI_1", "MASTER", "100"), ((ElectionNotice) notice).arguments());
    assertEquals(
        List.of("GROUP", "VG", "BACKUP", "0"),
        ((ElectionNotice) telling.of(Event.state(GROUP, "", "BACKUP", "because")).orElseThrow())
            .arguments());
  }

  @Test
  @DisplayName("another priority in the same state has its own words, and no script")
  void priorities() {
    assertEquals(
        List.of(
            "INSTANCE \"VI_1\" BACKUP 100\n",
            "INSTANCE \"VI_1\" BACKUP_PRIORITY 80\n",
            "INSTANCE \"VI_1\" MASTER 80\n",
            "INSTANCE \"VI_1\" MASTER_PRIORITY 100\n",
            "INSTANCE \"VI_1\" FAULT 100\n"),
        lines(
            vip("VI_1", "", "BACKUP", 100),
            vip("VI_1", "BACKUP", "BACKUP", 80),
            vip("VI_1", "BACKUP", "BACKUP", 80),
            vip("VI_1", "BACKUP", "MASTER", 80),
            vip("VI_1", "MASTER", "MASTER", 100),
            vip("VI_1", "MASTER", "FAULT", 100),
            vip("VI_1", "FAULT", "FAULT", 60)));
  }

  @Test
  @DisplayName("what nobody knows is not told, nor an end of what never began")
  void unknown() {
    assertEquals(
        List.of("INSTANCE \"VI_1\" MASTER 100\n"),
        lines(
            vip("VI_1", "", "UNKNOWN", 100),
            vip("VI_1", "UNKNOWN", "INIT", 100),
            vip("VI_1", "INIT", "MASTER", 100),
            vip("VI_1", "MASTER", "UNKNOWN", 100),
            vip("VI_1", "UNKNOWN", "MASTER", 100),
            Event.of(Event.Kind.NOTIFY, Target.vip("VI_1"), "a script was run"),
            Event.state(Target.NODE, "", "MASTER", "no")));
  }

  @Test
  @DisplayName("a service at start, and its servers when they fail and come back")
  void services() {
    Map<String, String> one = Map.of("virtual", "TCP 192.168.201.15:80");
    Map<String, String> router =
        Map.of(
            "virtual", "TCP 192.168.201.15:80",
            "address", "10.9.0.2",
            "port", "8080",
            "protocol", "TCP");
    Target service = Target.service("web");
    Target server = Target.server("web", "router1");

    assertEquals(
        List.of(
            "VS [192.168.201.15]:tcp:80 UP\n",
            "RS [10.9.0.2]:tcp:8080 [192.168.201.15]:tcp:80 DOWN\n",
            "VS [192.168.201.15]:tcp:80 DOWN\n",
            "RS [10.9.0.2]:tcp:8080 [192.168.201.15]:tcp:80 UP\n",
            "VS [192.168.201.15]:tcp:80 UP\n"),
        lines(
            state(service, "UNKNOWN", "UP", one),
            state(server, "UNKNOWN", "UP", router),
            state(server, "UP", "DOWN", router),
            state(service, "UP", "DOWN", one),
            state(server, "DOWN", "DISABLED", router),
            state(server, "DISABLED", "UNKNOWN", router),
            state(server, "UNKNOWN", "UP", router),
            state(service, "DOWN", "UP", one)));
  }

  @Test
  @DisplayName("a server that is down from the first is told, and one that is drained")
  void servers() {
    Map<String, String> facts =
        Map.of(
            "virtual", "UDP [fd00::10]:53",
            "address", "fd00::2",
            "port", "53",
            "protocol", "UDP");

    assertEquals(
        List.of(
            "RS [fd00::2]:udp:53 [fd00::10]:udp:53 DOWN\n",
            "RS [fd00::2]:udp:53 [fd00::10]:udp:53 UP\n",
            "RS [fd00::2]:udp:53 [fd00::10]:udp:53 DOWN\n"),
        lines(
            state(Target.server("dns", "a"), "UNKNOWN", "DOWN", facts),
            state(Target.server("dns", "a"), "DOWN", "UP", facts),
            state(Target.server("dns", "a"), "UP", "DRAINING", facts)));
  }

  @Test
  @DisplayName("a firewall mark, several endpoints, and an event that does not say what it is")
  void otherVirtuals() {
    Map<String, String> mark = Map.of("virtual", "fwmark 7 IPV4");
    Map<String, String> behindMark =
        Map.of("virtual", "fwmark 7 IPV4", "address", "10.9.0.2", "port", "0", "protocol", "TCP");
    String several = "TCP 192.168.201.16:443, TCP 192.168.201.17:443";
    Map<String, String> group = Map.of("virtual", several);
    Map<String, String> inGroup =
        Map.of("virtual", several, "address", "10.9.0.2", "port", "8080", "protocol", "TCP");

    assertEquals(
        List.of(
            "RS [10.9.0.2]:none:0 FWM 7 DOWN\n",
            "VS FWM 7 DOWN\n",
            "RS [10.9.0.2]:tcp:8080 [grp]:0 DOWN\n",
            "VS [grp]:0 DOWN\n"),
        lines(
            state(Target.server("m", "a"), "UP", "DOWN", behindMark),
            state(Target.service("m"), "UP", "DOWN", mark),
            state(Target.server("grp", "a"), "UP", "DOWN", inGroup),
            state(Target.service("grp"), "UP", "DOWN", group),
            state(Target.service("x"), "UP", "DOWN", Map.of()),
            state(Target.server("x", "a"), "UP", "DOWN", mark)));
  }

  @Test
  @DisplayName("a stop tells of all that take part, groups after their members, and once")
  void stop() {
    lines(
        Event.state(GROUP, "", "MASTER", "because"),
        vip("VI_2", "", "MASTER", 100),
        vip("VI_1", "", "MASTER", 90),
        vip("SOLO", "", "FAULT", 80),
        vip("SOLO", "FAULT", "INIT", 80));

    List<String> lines = telling.stop().stream().map(Notice::line).toList();

    assertEquals(
        List.of(
            "INSTANCE \"VI_1\" STOP 90\n", "INSTANCE \"VI_2\" STOP 100\n", "GROUP \"VG\" STOP 0\n"),
        lines);
    assertEquals(List.of(), telling.stop());
  }

  @Test
  @DisplayName("what a reload removed ends as configured, and what stays is not told again")
  void removed() {
    lines(
        vip("GONE", "", "MASTER", 100), vip("GONE2", "", "BACKUP", 100), vip("S", "", "MASTER", 1));

    List<Notice> last =
        telling.keep(
            Target.vip("S")::equals,
            target -> target.name().equals("GONE2") ? Word.DELETED : Word.FAULT);

    assertEquals(
        List.of("INSTANCE \"GONE\" FAULT 100\n", "INSTANCE \"GONE2\" DELETED 100\n"),
        last.stream().map(Notice::line).toList());
    assertEquals(List.of(), lines(vip("S", "", "MASTER", 1)));
  }

  private List<String> lines(Event... events) {
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      telling.of(event).map(Notice::line).ifPresent(lines::add);
    }
    return lines;
  }

  private static Event vip(String name, String from, String to, int priority) {
    return Event.state(Target.vip(name), from, to, "because")
        .with(Map.of("priority", String.valueOf(priority)));
  }

  private static Event state(Target target, String from, String to, Map<String, String> facts) {
    return Event.state(target, from, to, "because").with(facts);
  }
}
