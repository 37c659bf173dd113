// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.control.StatusReport.Drift;
import director.daemon.control.StatusReport.Instruction;
import director.daemon.control.StatusReport.Ipvs;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Sysctl;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpvsProblemsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:28:40Z");

  @Test
  @DisplayName("servers that are held in come first of all, and are not told of as DOWN again")
  void order() {
    StatusReport troubled = IpvsReports.troubled();

    assertEquals(
        List.of(
            "photos: 2 of 8 servers are held in although DOWN: floor 0.5 (router1, router2)",
            "thumbs: the sorry server 10.0.0.99 answers: healthy weight 1, the quorum is 3",
            "thumbs: router1 is DOWN: 3 checks failed in a row (fall 3): TCP connected, no answer"
                + " within 3s",
            "net.ipv4.vs.conn_reuse_mode is 1, but the configuration wants 0: sysctl -w"
                + " net.ipv4.vs.conn_reuse_mode=\"0\", or ipvs.sysctl.apply = true",
            "somebody else changed our part of the IPVS table 12 s ago; 7 changes put it right:"
                + " add service TCP 203.0.113.10:443 scheduler mh flags 0x18, add real server"
                + " 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443, add real server 10.0.0.12:443"
                + " weight 1 to TCP 203.0.113.10:443 and 4 more",
            "cannot add real server [2001:db8::21]:443 weight 1 to TCP [2001:db8::10]:443:"
                + " Operation not permitted (errno 1)"),
        troubled.problems());
  }

  @Test
  @DisplayName("nothing is told before servers that are held in, not even a FAULT")
  void heldBeforeAll() {
    Service held = IpvsReports.group(IpvsReports.group().servers().subList(0, 2));

    StatusReport report =
        Reports.report(
            List.of(Reports.faulty()), List.of(Reports.photos(Reports.hanging("router1")), held));

    assertEquals(
        List.of(
            "photos: 2 of 2 servers are held in although DOWN: floor 0.5 (router1, router2)",
            "admin is in FAULT: eth1 has no carrier",
            "admin: 192.0.2.7 speaks every 2 s, we every 1 s: both would be MASTER",
            "photos-https has no healthy server: 1 DOWN",
            "photos has no healthy server: 2 DOWN"),
        report.problems());
  }

  @Test
  @DisplayName("a quorum that is not met without a sorry server is a problem of its own")
  void quorum() throws IOException {
    ObjectNode tree = (ObjectNode) Json.tree(Json.text(IpvsReports.gone()));
    tree.putNull("sorry");

    Service noSorry = Json.read(tree, Service.class);

    assertEquals(
        "thumbs: the quorum is not met: healthy weight 1, needed is 4",
        Problems.of(noSorry).get(0));
  }

  @Test
  @DisplayName("a quorum of 1 that is lost is told as having no healthy server, once")
  void lastServer() {
    Service alone = Reports.photos(Reports.hanging("router1"));

    assertEquals(List.of("photos-https has no healthy server: 1 DOWN"), Problems.of(alone));
  }

  @Test
  @DisplayName("what operators ordered is not wrong")
  void ordered() {
    List<Server> servers = IpvsReports.group().servers();

    assertEquals(List.of(), Problems.of(IpvsReports.group(servers.subList(2, 8))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"quiesce, , 0", "drain, , 0", "weight, 0, 0", "weight, 5, 1"})
  @DisplayName("a server that is DOWN is no problem as long as operators keep it out")
  void downAndOut(String verb, @Nullable Integer weight, int problems) throws IOException {
    Service service =
        Reports.photos(
            Reports.up("router1"),
            ordered(
                Reports.hanging("router2"), new Instruction(verb, weight, NOW, null, "me", "")));

    assertEquals(problems, Problems.of(service).size());
  }

  private static Server ordered(Server server, Instruction order) throws IOException {
    ObjectNode tree = (ObjectNode) Json.tree(Json.text(server));
    tree.set("instruction", Json.tree(Json.text(order)));
    return Json.read(tree, Server.class);
  }

  @ParameterizedTest(name = "{0} is wanted, {1} is there")
  @CsvSource({
    "0, 1, true",
    "1, 1, false",
    "3 50, 3\t50, false",
    "3 50, 3\t51, true",
    "1, , true",
    ", 1, false",
    ", , false"
  })
  @DisplayName("a setting differs where the config wants another value, however it is spaced")
  void sysctls(@Nullable String wanted, @Nullable String value, boolean differs) {
    assertEquals(differs, new Sysctl("net.ipv4.vs.x", value, wanted, null, null).differs());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | | net.ipv4.vs.x is 0, but the configuration wants 1: sysctl -w net.ipv4.vs.x=\"1\", or"
            + " ipvs.sysctl.apply = true",
        "0 | not permitted | net.ipv4.vs.x is 0, but the configuration wants 1: not permitted",
        " | | net.ipv4.vs.x is not there, but the configuration wants 1: this kernel does not have"
            + " it, or not yet loaded ip_vs"
      })
  @DisplayName(
      "a setting that differs is one sentence, which says what helps or why it was refused")
  void oneSentence(@Nullable String value, @Nullable String refusal, String sentence) {
    Ipvs ipvs = ipvs(Drift.NONE, new Sysctl("net.ipv4.vs.x", value, "1", null, refusal));

    assertEquals(List.of(sentence), Problems.of(ipvs, NOW));
  }

  @ParameterizedTest(name = "{0} s ago")
  @CsvSource({"0, 1", "59, 1", "60, 0", "3600, 0", "-5, 1"})
  @DisplayName("what others changed is a problem for a minute")
  void drift(long secondsAgo, int problems) {
    Drift drift =
        new Drift(NOW.minusSeconds(secondsAgo), 1, 1, List.of("delete service fwmark 7 IPv4"));

    assertEquals(problems, Problems.of(ipvs(drift), NOW).size());
  }

  private static Ipvs ipvs(Drift drift, Sysctl... sysctls) {
    return new Ipvs(1, 1, NOW, 1.0, 5, List.of(), drift, null, List.of(), List.of(sysctls), null);
  }

  @Test
  @DisplayName("of a table that was emptied the first changes are told, and all are counted")
  void wholeTable() {
    Drift drift = new Drift(NOW, 42_000, 42_000, Collections.nCopies(42_000, "add"));

    assertEquals(
        List.of(20, 42_000L, 42_000L),
        List.of(drift.changes().size(), drift.count(), drift.total()));
  }
}
