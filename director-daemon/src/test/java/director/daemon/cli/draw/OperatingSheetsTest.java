// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.PlanReport;
import director.daemon.control.PlanReport.Change;
import director.daemon.explain.Explanation;
import director.daemon.journal.Condition;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden texts of explanations, plans and events. */
class OperatingSheetsTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-22T04:28:40Z");

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws an explanation as in the golden texts")
  void explanation(int width) throws IOException {
    Clock clock = Clock.fixed(NOW, ZONE);
    Screen screen = new Screen(width, false);

    assertEquals(Golden.text("explain-down", width), ExplanationSheet.draw(down(), clock, screen));
    assertEquals(Golden.text("explain-up", width), ExplanationSheet.draw(up(), clock, screen));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws a plan as in the golden texts")
  void plan(int width) throws IOException {
    Screen screen = new Screen(width, false);

    assertEquals(Golden.text("plan", width), PlanSheet.draw(plan(), screen));
    assertEquals(
        "/etc/directord/director.conf: nothing to do\n",
        PlanSheet.draw(
            new PlanReport(
                "/etc/directord/director.conf", true, List.of(), List.of(), List.of(), 0L),
            screen));
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws events as in the golden texts, each day under its date")
  void events(int width) throws IOException {
    EventLines drawer = new EventLines(ZONE);
    StringBuilder text = new StringBuilder();
    happenings().forEach(event -> text.append(drawer.draw(event, new Screen(width, false))));

    assertEquals(Golden.text("events", width), text.toString());
  }

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws what happened and how the machine was in one order of time")
  void timeline(int width) throws IOException {
    Screen screen = new Screen(width, false);
    List<Happening> events = happenings().subList(1, happenings().size());

    assertEquals(
        Golden.text("events-around", width), Timeline.draw(events, starving(), ZONE, screen));
    assertEquals(
        """
        there is no record of how the machine was

        nothing happened
        """,
        Timeline.draw(List.of(), List.of(), ZONE, screen));
  }

  @Test
  @DisplayName("a second stands out when it is bad by itself and much worse than usual there")
  void standsOut() {
    assertEquals(
        List.of(true, false, false, true, false),
        List.of(
            Figure.STEAL.standsOut(43, 0.5),
            Figure.STEAL.standsOut(4, 0),
            Figure.STEAL.standsOut(43, 40),
            Figure.CPU.standsOut(97, 30),
            Figure.CPU.standsOut(97, 95)));
  }

  private static Explanation down() {
    return new Explanation(
        "server:photos-https/router2",
        "DOWN",
        Instant.parse("2026-11-22T04:28:02Z"),
        "router2 of photos-https is DOWN: it accepts connections on 10.0.0.12:443, and answers"
            + " nothing within 3 s.",
        List.of(
            "https GET /health on 10.0.0.12:443 at 05:28:38: TCP connected after 0.4 ms, then no"
                + " answer within 3 s",
            "3 such results in a row since 05:27:56"),
        List.of("fall 3: a server is DOWN after 3 failures in a row, and on-failure = remove"),
        List.of(
            "1 check that passes (rise 1)",
            "directorctl server enable does nothing for it: no order keeps it out"),
        List.of("asked again at 05:28:40, every 2 s"),
        List.of());
  }

  private static Explanation up() {
    return new Explanation(
        "vip:photos",
        "MASTER",
        Instant.parse("2026-11-18T22:10:01Z"),
        "photos is MASTER here.",
        List.of("no advertisement for 3.609 s"),
        List.of(),
        List.of(),
        List.of(),
        List.of("priority 150"));
  }

  private static PlanReport plan() {
    return new PlanReport(
        "/etc/directord/new.conf",
        true,
        List.of(),
        List.of(
            "/etc/directord/new.conf:12: services.photos-https.check.timeout is longer than its"
                + " interval: 3 s, 2 s"),
        List.of(
            new Change(
                "remove",
                "service:thumbs",
                List.of(),
                "its clients lose their connections at once",
                4112L),
            new Change(
                "change",
                "server:photos-https/router1",
                List.of("weight 1 -> 5"),
                "gets a larger share of new connections",
                null),
            new Change(
                "add",
                "server:photos-https/router3",
                List.of("address 10.0.0.13:443", "weight 1"),
                "",
                null)),
        4112L);
  }

  private static List<Happening> happenings() {
    return List.of(
        happening("2026-11-21T22:59:59.999Z", "start", "node", "start", "", "directord 0.1.0", ""),
        happening(
            "2026-11-22T04:28:02.113Z",
            "state",
            "server:photos-https/router2",
            "UP -> DOWN",
            "DOWN",
            "3 checks failed in a row (fall 3): TCP connected, no answer within 3s",
            ""),
        happening(
            "2026-11-22T04:28:04Z",
            "order",
            "server:a-service-with-a-name-so-long/router-17",
            "order",
            "",
            "BIOS update",
            "uid 1000 (anna)"),
        new Happening(
            Instant.parse("2026-11-22T04:28:05.5Z"),
            "reload",
            "config",
            "reload",
            "",
            "the config is in use",
            "uid 0 (root)",
            List.of("1", "2", "3", "4", "5", "6", "7")),
        happening(
            "2026-11-22T04:28:06Z",
            "state",
            "vip:photos",
            "BACKUP -> MASTER",
            "MASTER",
            "no advertisement for 3.609 s",
            ""));
  }

  private static Happening happening(
      String time, String kind, String target, String what, String to, String reason, String by) {
    return new Happening(Instant.parse(time), kind, target, what, to, reason, by, List.of());
  }

  /** Two minutes, in which the hypervisor took the processors for three seconds, then for ten. */
  private static List<Condition> starving() {
    List<Condition> seconds = new ArrayList<>();
    for (int second = 0; second < 120; second++) {
      boolean starves = second >= 60 && second <= 62;
      if (second < 70 || second >= 80) {
        seconds.add(
            new Condition(
                Instant.parse("2026-11-22T04:27:00Z").plusSeconds(second),
                starves ? 97.0 : 30.5,
                starves ? 40.0 + second - 60 : 0.0,
                starves ? 65.0 : 1.0,
                0.0,
                null,
                2_000_000_000L,
                180_000_000L,
                starves ? 320 : 0.4,
                starves ? 812.5 : 1,
                0,
                81_000L + second,
                12L));
      }
    }
    return seconds;
  }
}
