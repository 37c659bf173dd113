// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.control.CheckReports;
import director.daemon.control.Reports;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Tracked;
import director.vrrp.state.Candidate;
import director.vrrp.state.VirtualRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden texts lie beside this class as resources: read them as an operator would. */
class TablesTest {

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws the status as in the golden texts")
  void status(int width) throws IOException {
    Screen screen = new Screen(width, false);

    assertEquals(
        Golden.text("status-all-well", width), StatusTable.draw(Reports.allWell(), screen));
    assertEquals(
        Golden.text("status-degraded", width), StatusTable.draw(Reports.degraded(), screen));
    assertEquals(Golden.text("status-empty", width), StatusTable.draw(Reports.empty(), screen));
    assertEquals(
        Golden.text("status-elector-gone", width), StatusTable.draw(Reports.electorGone(), screen));
    assertEquals(Golden.text("status-crowded", width), StatusTable.draw(Reports.crowded(), screen));
    assertEquals(Golden.text("status-standby", width), StatusTable.draw(Reports.standby(), screen));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws all of one instance as in the golden texts")
  void instance(int width) throws IOException {
    Screen screen = new Screen(width, false);
    StatusReport degraded = Reports.degraded();
    StatusReport electorGone = Reports.electorGone();

    assertEquals(
        Golden.text("vip-show-master", width),
        InstanceSheet.draw(Reports.allWell(), Reports.master(), screen));
    assertEquals(
        Golden.text("vip-show-backup", width),
        InstanceSheet.draw(degraded, Reports.backup(), screen));
    assertEquals(
        Golden.text("vip-show-fault", width),
        InstanceSheet.draw(degraded, Reports.faulty(), screen));
    assertEquals(
        Golden.text("vip-show-standby", width),
        InstanceSheet.draw(Reports.standby(), Reports.standingBy(), screen));
    assertEquals(
        Golden.text("vip-show-unknown", width),
        InstanceSheet.draw(electorGone, electorGone.vrrp().instances().get(0), screen));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws the lists as in the golden texts")
  void lists(int width) throws IOException {
    Screen screen = new Screen(width, false);
    StatusReport report = Reports.degraded();

    assertEquals(Golden.text("vip-list", width), VipTable.draw(report, screen));
    assertEquals(Golden.text("service-list", width), ServiceTable.draw(report, screen));
    assertEquals(
        Golden.text("server-list", width),
        ServerTable.draw(report.services(), report.director().time(), screen));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws what there is to say about checks as in the golden texts")
  void checks(int width) throws IOException {
    Screen screen = new Screen(width, false);
    StatusReport report = CheckReports.starved();

    assertEquals(Golden.text("status-checks", width), StatusTable.draw(report, screen));
    assertEquals(
        Golden.text("server-list-checks", width),
        ServerTable.draw(report.services(), report.director().time(), screen));
    assertEquals(
        Golden.text("service-show-checks", width),
        ServiceSheet.draw(
            report.services().get(0), Optional.empty(), report.director().time(), screen));
  }

  @Test
  @DisplayName("says of empty lists that they are empty")
  void emptyLists() {
    Screen screen = new Screen(80, false);

    String all =
        VipTable.draw(Reports.empty(), screen)
            + ServiceTable.draw(Reports.empty(), screen)
            + ServerTable.draw(List.of(), Reports.empty().director().time(), screen);

    assertEquals(
        """
        no virtual addresses are configured
        no services are configured
        no servers are configured
        """,
        all);
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 100, 120, 160, 400})
  @DisplayName("no line is wider than the screen")
  void fits(int width) {
    Screen screen = new Screen(width, false);

    for (StatusReport report :
        List.of(
            Reports.allWell(),
            Reports.degraded(),
            Reports.empty(),
            Reports.electorGone(),
            Reports.standby(),
            CheckReports.starved(),
            Reports.crowded())) {
      String all =
          StatusTable.draw(report, screen)
              + VipTable.draw(report, screen)
              + ServiceTable.draw(report, screen)
              + ServerTable.draw(report.services(), report.director().time(), screen)
              + report.vrrp().instances().stream()
                  .map(is -> InstanceSheet.draw(report, is, screen))
                  .collect(Collectors.joining());
      assertEquals(List.of(), all.lines().filter(line -> line.length() > width).toList());
    }
  }

  @Test
  @DisplayName("neighbours that are held back for one reason have it told once, beneath the last")
  void sharedNotes() {
    Instance photos = Reports.standingBy();
    StatusReport report = Reports.report(List.of(photos, photos, Reports.backup()), List.of());

    List<String> lines =
        StatusTable.draw(report, new Screen(80, false)).lines().skip(3).limit(7).toList();

    assertEquals(
        """
           203.0.113.10/24     photos    BACKUP  192.0.2.2     1/150  7h 3m
           203.0.113.10/24     photos    BACKUP  192.0.2.2     1/150  7h 3m
              handed over to 192.0.2.2
              standby: BIOS update (by uid 0); ends with: directorctl node resume
           203.0.113.10/24 +1  photos    BACKUP  192.0.2.2   100/150  3h 3m
              192.0.2.2 advertises priority 140, ours is 100
              priority: 150 configured; -50: script nginx exits 1
        """
            .lines()
            .toList(),
        lines);
  }

  @Test
  @DisplayName(
      "of many virtual routers those are shown that are held back, though nothing is wrong")
  void heldBackStandsOut() {
    List<Instance> all = new ArrayList<>(Collections.nCopies(11, Reports.master()));
    all.add(Reports.standingBy());

    StatusReport report = Reports.report(all, List.of());

    assertEquals(List.of(), report.problems());
    assertEquals(
        List.of(
            "   203.0.113.10/24  photos    BACKUP  192.0.2.2     1/150  7h 3m",
            "      handed over to 192.0.2.2",
            "      standby: BIOS update (by uid 0); ends with: directorctl node resume",
            "   11 more, 11 MASTER: directorctl vip list"),
        StatusTable.draw(report, new Screen(80, false)).lines().skip(3).limit(4).toList());
  }

  @Test
  @DisplayName("of many tracked things that have failed the first are shown, and the rest counted")
  void manyTracked() {
    StatusReport well = Reports.allWell();
    List<Tracked> failed = Collections.nCopies(5, Reports.nginx());

    StatusReport report =
        new StatusReport(
            well.director(),
            new StatusReport.Vrrp(well.vrrp().instances(), failed),
            List.of(),
            well.ipvs(),
            well.elector(),
            List.of());

    assertEquals(
        List.of(
            "tracked: script nginx exits 1: FAILED for 3h 3m, counts for photos",
            "tracked: script nginx exits 1: FAILED for 3h 3m, counts for photos",
            "tracked: script nginx exits 1: FAILED for 3h 3m, counts for photos",
            "         2 more have FAILED: directorctl -o json status"),
        StatusTable.draw(report, new Screen(80, false)).lines().skip(6).limit(4).toList());
  }

  @Test
  @DisplayName("what an operator has ordered is told with how to end it, all else ends by itself")
  void withheld() {
    Candidate candidate =
        Candidate.of(new VirtualRouter(3, 150, Duration.ofSeconds(1), true, Duration.ZERO));

    assertEquals(
        List.of(
            "standby: BIOS (by uid 0); ends with: directorctl node resume",
            "handed over by operator: BIOS (by uid 0); ends with: directorctl node resume",
            "start-delay, 3 s left"),
        Stream.of(
                candidate.standingBy("BIOS (by uid 0)").withheld(),
                candidate.handingOver("BIOS (by uid 0)").withheld(),
                "start-delay, 3 s left")
            .map(why -> Withheld.sentence(Reports.heldBack(why)).orElseThrow())
            .toList());
    assertEquals(Optional.empty(), Withheld.sentence(Reports.master()));
  }

  @Test
  @DisplayName("colour adds escapes and changes no character of the text")
  void colour() {
    String plain = StatusTable.draw(Reports.degraded(), new Screen(80, false));
    String coloured = StatusTable.draw(Reports.degraded(), new Screen(80, true));

    assertFalse(plain.contains("\033"));
    assertTrue(coloured.startsWith("\033[1;31mDEGRADED: 5 problems\033[0m"));
    assertTrue(coloured.contains("\033[1;31m!! \033[0m"));
    assertEquals(plain, coloured.replaceAll("\033\\[[0-9;]*m", ""));
  }

  @Test
  @DisplayName("the words of a server under check cannot move the cursor or break a line")
  void hostileWords() {
    Server server = Reports.hanging("router1\n\033[2J");
    StatusReport report = Reports.report(List.of(), List.of(Reports.photos(server)));

    String text = StatusTable.draw(report, new Screen(80, false));

    assertFalse(text.contains("\033"));
    assertTrue(text.contains("!! router1??[2J  DOWN"), text);
  }

  @Test
  @DisplayName("names too long for the screen are cut, states and numbers never")
  void longNames() {
    Server server = Reports.up("photo-router-in-the-second-data-centre-rack-17.example.com");
    StatusReport report = Reports.report(List.of(), List.of(Reports.photos(server)));

    String row =
        StatusTable.draw(report, new Screen(80, false))
            .lines()
            .filter(line -> line.startsWith("   photo-router"))
            .findFirst()
            .orElseThrow();

    assertEquals(
        "   photo-router-in-the..  UP        1/1    1204   8777  HTTP 200    4.2ms  2h 3m", row);
    assertEquals(ServerState.UP, server.state());
  }
}
