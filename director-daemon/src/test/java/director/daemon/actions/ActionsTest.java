// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.actions.state.ActionRecord;
import director.daemon.actions.state.Order;
import director.daemon.config.ActionConfig;
import director.daemon.config.ConfigLoader;
import director.daemon.config.DirectorConfig;
import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.loop.Loop;
import director.daemon.plan.ServerKey;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ActionsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ServerKey R1 = new ServerKey("photos", "r1");
  private static final ServerKey R2 = new ServerKey("photos", "r2");

  private static final String TEXT =
      """
      actions {
        redeploy { command = ["/bin/redeploy", "{server}"] }
        reboot { command = ["/bin/reboot"], at-most { times = 1, within = 1d } }
        page { webhook = "https://pager.example.com/hook", by = both }
      }
      services.photos {
        virtual = "203.0.113.10:443"
        check { host = "photos.example.com" }
        on { server-down = [page], server-up = [page], service-down = [page] }
        ladder = [
          { failures = 3, within = 15m, run = [redeploy] }
          { after = 1h, run = [page, reboot], repeat = true }
        ]
        real-servers { r1.address = "10.0.0.11", r2.address = "10.0.0.12" }
      }
      """;

  /** Notes what is to be done; it ends when the test says so. */
  private static final class Notes implements Performer {
    final SortedMap<String, CompletableFuture<Ended>> underWay = new TreeMap<>();
    final List<String> begun = new ArrayList<>();
    List<String> doubts = List.of();

    @Override
    public CompletionStage<Ended> perform(Order order, ActionConfig action, String director) {
      CompletableFuture<Ended> ended = new CompletableFuture<>();
      begun.add(order.toString());
      underWay.put(order.toString(), ended);
      return ended;
    }

    @Override
    public CompletionStage<List<String>> doubts(Collection<ActionConfig> actions) {
      return CompletableFuture.completedFuture(doubts);
    }

    @Override
    public void close() {
      underWay.values().forEach(ended -> ended.cancel(false));
    }
  }

  private final List<Throwable> mistakes = new ArrayList<>();
  private final Loop loop = new Loop("actions-test", mistakes::add);
  private final Notes notes = new Notes();
  private Duration now = Duration.ZERO;
  private boolean master = true;
  private final List<Event> events = new ArrayList<>();
  private final Actions actions =
      new Actions(loop, notes, service -> master, () -> now, () -> START.plus(now), events::add);

  @BeforeEach
  void follow() throws Exception {
    follow(TEXT);
  }

  @AfterEach
  void noMistakes() throws Exception {
    settle();
    loop.shutdownNow();
    assertEquals(List.of(), mistakes);
  }

  @Test
  @DisplayName("a server that goes down and up has done what is said for it")
  void downAndUp() throws Exception {
    check(R1, Verdict.FAILED, UP, UP);
    check(R1, Verdict.FAILED, UP, DOWN);
    end("page for photos/r1 (server-down)", new Ended(true, "HTTP status 200", List.of("ok")));
    check(R1, Verdict.PASSED, DOWN, UP);

    assertEquals(
        List.of("page for photos/r1 (server-down)", "page for photos/r1 (server-up)"), notes.begun);
    assertEquals(
        Map.of(
            R1,
            List.of(
                new ActionRecord(
                    START,
                    "page",
                    "server-down",
                    "HTTP status 200",
                    List.of("ok"),
                    Duration.ZERO))),
        actions.log());
    assertEquals(
        List.of(
            Event.of(
                    Event.Kind.ACTION,
                    Target.server("photos", "r1"),
                    "page on server-down: HTTP status 200")
                .with(List.of("ok"))),
        events);
  }

  @Test
  @DisplayName("what was only learnt is no event, but failures from then on count")
  void learnt() {
    check(R1, Verdict.FAILED, UNKNOWN, DOWN);

    assertEquals(List.of(), notes.begun);

    check(R1, Verdict.FAILED, DOWN, DOWN);
    check(R1, Verdict.FAILED, DOWN, DOWN);

    assertEquals(List.of("redeploy for photos/r1 (ladder step 1)"), notes.begun);
  }

  @Test
  @DisplayName("one at a time for a server, in order, while another server has its own turn")
  void oneAtATime() throws Exception {
    check(R1, Verdict.FAILED, UP, UP);
    check(R1, Verdict.FAILED, UP, UP);
    check(R1, Verdict.FAILED, UP, DOWN);
    check(R2, Verdict.FAILED, UP, DOWN);

    assertEquals(
        List.of("page for photos/r1 (server-down)", "page for photos/r2 (server-down)"),
        notes.begun);

    end("page for photos/r1 (server-down)", Ended.badly("HTTP status 500, expected 2xx"));

    assertEquals(
        List.of(
            "page for photos/r1 (server-down)",
            "page for photos/r2 (server-down)",
            "redeploy for photos/r1 (ladder step 1)"),
        notes.begun);
    assertEquals(
        List.of("action page for photos/r1 (server-down) failed: HTTP status 500, expected 2xx"),
        actions.problems());
  }

  @Test
  @DisplayName("void checks, failures that are doubted, and what operators took out do nothing")
  void nothing() {
    for (int round = 0; round < 10; round++) {
      check(R1, Verdict.VOID, UP, UP);
      tell(R1, Verdict.FAILED, UP, UP, Optional.of("we are starved"), false);
      tell(R2, Verdict.FAILED, UP, round == 3 ? DOWN : UP, Optional.empty(), true);
    }

    assertEquals(List.of(), notes.begun);
    assertEquals(Map.of(), actions.log());
  }

  @Test
  @DisplayName("an operator's order takes a server off its ladder")
  void instructed() {
    check(R1, Verdict.FAILED, UP, UP);
    check(R1, Verdict.FAILED, UP, UP);
    tell(R1, Verdict.FAILED, UP, UP, Optional.empty(), true);
    check(R1, Verdict.FAILED, UP, UP);
    check(R1, Verdict.FAILED, UP, UP);

    assertEquals(List.of(), notes.begun);
  }

  @Test
  @DisplayName("a BACKUP does what is for both only, and climbs the ladder without a deed")
  void backup() throws Exception {
    master = false;
    fail(R1, 3);
    now = Duration.ofHours(1);
    master = true;
    fail(R1, 1);
    end("page for photos/r1 (ladder step 2)", new Ended(true, "HTTP status 200", List.of()));

    assertEquals(
        List.of("page for photos/r1 (ladder step 2)", "reboot for photos/r1 (ladder step 2)"),
        notes.begun);
    assertEquals(
        new ActionRecord(
            START,
            "redeploy",
            "ladder step 1",
            "not done: this director is not the MASTER of photos",
            List.of(),
            Duration.ZERO),
        actions.log().get(R1).get(0));
  }

  @Test
  @DisplayName("what is beyond its limit is told with the reason")
  void limited() throws Exception {
    fail(R1, 3);
    end("redeploy for photos/r1 (ladder step 1)", new Ended(true, "exits 0", List.of()));
    for (int hour = 1; hour <= 2; hour++) {
      now = Duration.ofHours(hour);
      fail(R1, 1);
      String step = " for photos/r1 (ladder step " + (hour + 1) + ")";
      end("page" + step, new Ended(true, "HTTP status 200", List.of()));
      if (hour == 1) {
        end("reboot" + step, new Ended(true, "exits 0", List.of()));
      }
    }

    List<ActionRecord> log = actions.log().get(R1);
    assertEquals(
        new ActionRecord(
            START.plus(Duration.ofHours(2)),
            "reboot",
            "ladder step 3",
            "not done: its limit is reached: at most 1 within 1440 min",
            List.of(),
            Duration.ZERO),
        log.get(log.size() - 1));
  }

  @Test
  @DisplayName("a service that goes down is an event, and what was told first is not")
  void services() {
    actions.service("photos", false, "the quorum is lost");
    actions.service("photos", true, "the quorum is met");
    actions.service("photos", true, "the quorum is met");
    actions.service("photos", false, "the quorum is lost");
    actions.service("others", false, "none of ours");

    assertEquals(List.of("page for photos (service-down)"), notes.begun);
  }

  @Test
  @DisplayName("a reload keeps a server's place on a ladder that stays, and on no other")
  void reload() throws Exception {
    check(R1, Verdict.FAILED, UP, UP);
    check(R1, Verdict.FAILED, UP, UP);
    follow(TEXT.replace("server-up = [page], ", ""));
    check(R1, Verdict.FAILED, UP, UP);

    assertEquals(List.of("redeploy for photos/r1 (ladder step 1)"), notes.begun);

    check(R2, Verdict.FAILED, UP, UP);
    check(R2, Verdict.FAILED, UP, UP);
    follow(TEXT.replace("failures = 3", "failures = 2"));
    check(R2, Verdict.FAILED, UP, UP);

    assertEquals(List.of("redeploy for photos/r1 (ladder step 1)"), notes.begun);
  }

  @Test
  @DisplayName("programs that would not be run are problems from the start")
  void doubts() throws Exception {
    notes.doubts = List.of("action redeploy would not be run now: /bin/redeploy does not exist");
    follow(TEXT);
    settle();

    assertEquals(notes.doubts, actions.problems());
  }

  @Test
  @DisplayName("after a stop nothing begins, and what is under way is ended without a word")
  void stops() throws Exception {
    fail(R1, 3);
    actions.close();
    settle();
    fail(R2, 3);

    assertEquals(List.of("redeploy for photos/r1 (ladder step 1)"), notes.begun);
    assertEquals(Map.of(), actions.log());
  }

  private void follow(String text) throws Exception {
    DirectorConfig config = ConfigLoader.parse(text, Path.of("director.conf"));
    actions.follow(config);
    settle();
  }

  private void fail(ServerKey key, int times) {
    for (int time = 0; time < times; time++) {
      check(key, Verdict.FAILED, UP, UP);
    }
  }

  private void check(ServerKey key, Verdict verdict, HealthState before, HealthState after) {
    tell(key, verdict, before, after, Optional.empty(), false);
  }

  private void tell(
      ServerKey key,
      Verdict verdict,
      HealthState before,
      HealthState after,
      Optional<String> withheld,
      boolean instructed) {
    ProbeResult result =
        new ProbeResult(
            verdict, "timeout", ProbePhase.CONNECT, ProbeTimes.endedAfter(Duration.ofSeconds(3)));
    Instant at = START.plus(now);
    actions.checked(
        key,
        new TargetHealth(after, before != after, 0, result, at, at, "timeout", at, withheld),
        before,
        after,
        instructed);
  }

  private void end(String order, Ended ended) throws Exception {
    notes.underWay.remove(order).complete(ended);
    settle();
  }

  /** What the loop was given until now is done. */
  private void settle() throws Exception {
    loop.submit(() -> {}).get();
  }
}
