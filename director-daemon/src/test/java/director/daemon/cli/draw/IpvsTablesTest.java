// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.IpvsReports;
import director.daemon.control.Reports;
import director.daemon.control.StatsReport;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Service;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link TablesTest}, for the screens about services and the kernel's table. */
class IpvsTablesTest {
  private static final StatusReport TROUBLED = IpvsReports.troubled();
  private static final Instant NOW = TROUBLED.director().time();
  private static final List<StatsReport> LOOKS = IpvsReports.looks();

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("status and lists tell what became of each server, and shout about those held in")
  void causes(int width) throws IOException {
    Screen screen = new Screen(width, false);

    assertEquals(Golden.text("status-ipvs", width), StatusTable.draw(TROUBLED, screen));
    assertEquals(
        Golden.text("server-list-ipvs", width), ServerTable.draw(TROUBLED.services(), NOW, screen));
  }

  @Test
  @DisplayName("a server that is DOWN and ordered out is no alarm, and both are told")
  void downAndOut() {
    Service service = Reports.photos(IpvsReports.orderedOut("router2"));

    assertEquals(
        """
           SERVICE       SERVER   STATE              WEIGHT  LAST CHECK       STREAK
           photos-https  router2  DOWN, ordered out     -/1  no answer in 3s  -
        """
            .indent(0),
        ServerTable.draw(List.of(service), NOW, new Screen(80, false)));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws all of one service as in the golden texts")
  void service(int width) throws IOException {
    Screen screen = new Screen(width, false);

    assertEquals(Golden.text("service-show-group", width), show(IpvsReports.group(), screen));
    assertEquals(Golden.text("service-show-crowd", width), show(IpvsReports.crowd(300), screen));
    assertEquals(
        Golden.text("service-show-sorry", width),
        ServiceSheet.draw(IpvsReports.gone(), Optional.empty(), NOW, screen));
    assertEquals(
        Golden.text("service-show-plain", width),
        ServiceSheet.draw(
            Reports.photos(Reports.up("router1")),
            Optional.of(Reports.stats().services().get(0)),
            NOW,
            screen));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws what is counted as in the golden texts")
  void stats(int width) throws IOException {
    Screen screen = new Screen(width, false);

    assertEquals(
        Golden.text("stats-services", width), StatsScreen.draw(Reports.stats(), false, screen));
    assertEquals(Golden.text("stats-servers", width), StatsScreen.draw(LOOKS.get(0), true, screen));
    assertEquals(
        Golden.text("stats-masquerade", width),
        StatsScreen.draw(IpvsReports.masquerade(), true, screen));
    assertEquals(
        Golden.text("stats-watch", width),
        StatsScreen.watch(LOOKS.get(1), LOOKS.get(0), true, screen, 24));
    assertEquals(
        Golden.text("stats-watch-crowd", width),
        StatsScreen.watch(crowdCounted(), null, true, screen, 12));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws what concerns IPVS as a whole as in the golden texts")
  void ipvs(int width) throws IOException {
    Screen screen = new Screen(width, false);

    assertEquals(Golden.text("ipvs-show", width), IpvsSheet.draw(TROUBLED, screen));
    assertEquals(Golden.text("ipvs-show-plain", width), IpvsSheet.draw(Reports.allWell(), screen));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 100, 120, 160, 400})
  @DisplayName("no line is wider than the screen")
  void fits(int width) {
    Screen screen = new Screen(width, false);

    String all =
        StatusTable.draw(TROUBLED, screen)
            + ServerTable.draw(TROUBLED.services(), NOW, screen)
            + ServiceTable.draw(TROUBLED, screen)
            + show(IpvsReports.group(), screen)
            + show(IpvsReports.crowd(300), screen)
            + StatsScreen.draw(Reports.stats(), true, screen)
            + StatsScreen.draw(IpvsReports.masquerade(), true, screen)
            + StatsScreen.watch(LOOKS.get(1), LOOKS.get(0), true, screen, 24)
            + IpvsSheet.draw(TROUBLED, screen);

    assertEquals(List.of(), all.lines().filter(line -> line.length() > width).toList());
  }

  @ParameterizedTest(name = "{0} lines")
  @ValueSource(ints = {10, 24, 60})
  @DisplayName("a screen that is drawn over another is not higher than the terminal")
  void height(int lines) {
    String text = StatsScreen.watch(crowdCounted(), null, true, new Screen(80, false), lines);

    assertEquals(lines - 1, text.lines().count());
  }

  @Test
  @DisplayName("what was counted anew gives no difference, and neither does the sum over it")
  void countedAnew() {
    StatsReport before = twice(LOOKS.get(0));
    StatsReport anew = twice(LOOKS.get(1));

    List<String> grown =
        StatsScreen.watch(anew, before, false, new Screen(80, false), 24)
            .lines()
            .skip(3)
            .map(line -> line.trim().split(" +")[6])
            .toList();
    List<String> shrunk =
        StatsScreen.watch(before, anew, false, new Screen(80, false), 24)
            .lines()
            .skip(3)
            .map(line -> line.trim().split(" +")[6])
            .toList();

    assertEquals(List.of("+40.0k", "+20.0k", "+20.0k"), grown);
    assertEquals(List.of("-", "new", "new"), shrunk);
  }

  @Test
  @DisplayName("says of nothing that there is nothing")
  void nothing() {
    StatsReport empty = new StatsReport(NOW, List.of(), List.of());

    assertEquals(
        "no services are configured\n", StatsScreen.draw(empty, false, new Screen(80, false)));
  }

  private static StatsReport twice(StatsReport report) {
    StatsReport.Service one = report.services().get(0);
    return new StatsReport(
        report.time(),
        List.of(
            one,
            new StatsReport.Service(
                "thumbs",
                one.virtual(),
                one.virtuals(),
                one.counters(),
                one.rates(),
                one.servers(),
                null)),
        List.of());
  }

  private static StatsReport crowdCounted() {
    return new StatsReport(NOW, List.of(IpvsReports.counted(IpvsReports.crowd(300))), List.of());
  }

  private static String show(Service service, Screen screen) {
    return ServiceSheet.draw(service, Optional.of(IpvsReports.counted(service)), NOW, screen);
  }
}
