// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.local.state.NumberReading;
import director.daemon.track.TrackStatus.LastLook;
import director.daemon.track.state.Adjustment;
import director.daemon.track.state.Finding;
import director.daemon.track.state.ProcessPattern;
import director.daemon.track.state.RiseFall;
import director.daemon.track.state.ServiceHealth;
import director.daemon.track.state.ServiceHealth.Measure;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import director.healthcheck.state.Verdict;
import director.testkit.VirtualLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrackingTest {
  private static final Instant EPOCH = Instant.parse("2026-11-22T05:28:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Path DRAIN = Path.of("/run/drain");
  private static final Finding REFUSED =
      new Finding(Verdict.FAILED, "exits 2", Optional.of("connect refused"));

  private final VirtualLoop loop = new VirtualLoop();
  private final long started = loop.nanoTime();
  private final FakeSurroundings world = new FakeSurroundings();
  private final List<String> told = new ArrayList<>();
  private final Tracking tracking =
      new Tracking(
          new Rounds.Threads(loop, loop, loop::nanoTime),
          world,
          () -> EPOCH.plusNanos(loop.nanoTime() - started),
          (instance, adjustment) -> told.add(instance + " " + brief(adjustment)));

  private static String brief(Adjustment adjustment) {
    return adjustment.fault().map(fault -> "FAULT " + fault).orElse("" + adjustment.delta());
  }

  private List<String> heard() {
    List<String> heard = List.copyOf(told);
    told.clear();
    return heard;
  }

  private static TrackScript script(String name, Duration interval, int rise, int fall) {
    return new TrackScript(
        name,
        List.of("/usr/bin/" + name),
        interval,
        SECOND,
        new RiseFall(rise, fall),
        Optional.empty(),
        TrackedState.UNKNOWN);
  }

  private static TrackedBy by(String instance, Object... namesAndWeights) {
    List<Weighted> things = new ArrayList<>();
    for (int i = 0; i < namesAndWeights.length; i += 2) {
      things.add(
          new Weighted((String) namesAndWeights[i], (Integer) namesAndWeights[i + 1], false));
    }
    return new TrackedBy(instance, things);
  }

  private static SortedMap<String, ServiceHealth> views(int healthy, int known) {
    return new TreeMap<>(Map.of("photos-https", new ServiceHealth(healthy, known, healthy > 0)));
  }

  @Test
  @DisplayName("a script is run at once and at its interval, and only if an instance tracks it")
  void runsAtItsInterval() {
    TrackScript web = script("web", Duration.ofSeconds(2), 1, 1);
    TrackScript unused = script("unused", SECOND, 1, 1);

    tracking.follow(TrackPlan.of(List.of(web, unused), List.of(by("photos", "web", -20))));
    loop.advance(Duration.ofSeconds(5));

    assertEquals(List.of("web", "web", "web"), world.runs);
    assertEquals(List.of("photos 0"), heard());
  }

  @Test
  @DisplayName("a weight is subtracted after so many failures, and given back after so many passes")
  void weighsAScript() {
    TrackScript web = script("web", SECOND, 2, 3);
    tracking.follow(TrackPlan.of(List.of(web), List.of(by("photos", "web", -20))));
    loop.advance(Duration.ZERO);
    assertEquals(List.of("photos 0"), heard());

    world.answers.put("web", REFUSED);
    loop.advance(Duration.ofSeconds(2));
    assertEquals(List.of(), heard());
    loop.advance(SECOND);
    assertEquals(
        new Adjustment(
            -20,
            Optional.empty(),
            List.of("-20: script web exits 2 for the 3rd time: 'connect refused'")),
        tracking.adjustment("photos"));
    assertEquals(List.of("photos -20"), heard());

    world.answers.remove("web");
    loop.advance(SECOND);
    assertEquals(List.of(), heard());
    loop.advance(SECOND);
    assertEquals(List.of("photos 0"), heard());
  }

  @Test
  @DisplayName("nothing is told before everything was looked at, but what to wait for is known")
  void settlesFirst() {
    TrackScript first = script("a", SECOND, 1, 1);
    TrackScript second = script("b", SECOND, 1, 1);
    world.answers.put("a", REFUSED);

    tracking.follow(TrackPlan.of(List.of(first, second), List.of(by("photos", "a", -10, "b", 0))));

    assertEquals(Optional.of("script b has no result yet"), tracking.waitsFor("photos"));
    loop.advance(Duration.ofMillis(4));
    assertEquals(List.of(), heard());
    loop.advance(Duration.ofMillis(1));
    assertEquals(List.of("photos -10"), heard());
    assertEquals(Optional.empty(), tracking.waitsFor("photos"));
    assertEquals(Optional.empty(), tracking.waitsFor("unheard of"));
  }

  @Test
  @DisplayName("a void run decides nothing, not even the first")
  void voidRun() {
    world.answers.put("web", REFUSED.voided("had no fair run"));
    tracking.follow(
        TrackPlan.of(List.of(script("web", SECOND, 1, 1)), List.of(by("photos", "web", 0))));

    loop.advance(Duration.ofSeconds(3));

    assertEquals(List.of(), heard());
    assertEquals(TrackedState.UNKNOWN, tracking.snapshot().get(0).state());
  }

  @Test
  @DisplayName("the status shows state, since, reason and the latest run of each")
  void snapshot() {
    TrackScript web = script("web", SECOND, 1, 3);
    tracking.follow(
        TrackPlan.of(List.of(web), List.of(by("photos", "web", -20), by("admin", "web", 0))));
    loop.advance(SECOND);
    world.answers.put("web", REFUSED);

    loop.advance(SECOND);

    assertEquals(
        List.of(
            new TrackStatus(
                "web",
                "script",
                TrackedState.OK,
                EPOCH,
                "script web exits 0",
                Optional.of(
                    new LastLook(
                        "exits 2: 'connect refused'", EPOCH.plusSeconds(2), Duration.ZERO)),
                List.of("admin", "photos"))),
        tracking.snapshot());
  }

  @Test
  @DisplayName("a reload that leaves a script as it is neither runs it again nor forgets its state")
  void reloadKeeps() {
    TrackScript web = script("web", SECOND, 1, 2);
    world.answers.put("web", REFUSED);
    tracking.follow(TrackPlan.of(List.of(web), List.of(by("photos", "web", -20))));
    loop.advance(Duration.ofMillis(1500));
    assertEquals(List.of("photos -20"), heard());

    tracking.follow(TrackPlan.of(List.of(web), List.of(by("photos", "web", -20))));
    loop.advance(Duration.ofMillis(499));

    assertEquals(List.of("web", "web"), world.runs);
    assertEquals(List.of(), heard());
    assertEquals(EPOCH, tracking.snapshot().get(0).since());
  }

  @Test
  @DisplayName("a reload with another interval keeps the state, and with another command does not")
  void reloadChanges() {
    TrackScript web = script("web", SECOND, 1, 1);
    world.answers.put("web", REFUSED);
    tracking.follow(TrackPlan.of(List.of(web), List.of(by("photos", "web", 0))));
    loop.advance(Duration.ZERO);
    assertEquals(List.of("photos FAULT script web exits 2: 'connect refused'"), heard());

    tracking.follow(
        TrackPlan.of(
            List.of(script("web", Duration.ofSeconds(10), 1, 1)), List.of(by("photos", "web", 0))));
    loop.advance(Duration.ofMillis(9_999));
    assertEquals(List.of("web"), world.runs);
    assertEquals(List.of(), heard());

    TrackScript other =
        new TrackScript(
            "web",
            List.of("/usr/bin/other"),
            SECOND,
            SECOND,
            new RiseFall(1, 1),
            Optional.empty(),
            TrackedState.UNKNOWN);
    tracking.follow(TrackPlan.of(List.of(other), List.of(by("photos", "web", 0))));
    assertEquals(List.of("photos 0"), heard());
    loop.advance(Duration.ZERO);
    assertEquals(List.of("photos FAULT script web exits 2: 'connect refused'"), heard());
  }

  @Test
  @DisplayName("a reload applies a new weight at once")
  void reloadsWeight() {
    TrackScript web = script("web", SECOND, 1, 1);
    tracking.follow(TrackPlan.of(List.of(web), List.of(by("photos", "web", 20))));
    loop.advance(Duration.ZERO);
    assertEquals(List.of("photos 20"), heard());

    tracking.follow(TrackPlan.of(List.of(web), List.of(by("photos", "web", 30))));

    assertEquals(List.of("photos 30"), heard());
  }

  @Test
  @DisplayName("what is not tracked any more has no effect and is not looked at")
  void reloadDrops() {
    TrackScript web = script("web", SECOND, 1, 1);
    TrackFile drain = new TrackFile("drain", DRAIN, OptionalLong.of(0));
    TrackProcess nginx = nginx(Duration.ZERO, Duration.ZERO);
    world.files.put(DRAIN, new NumberReading.Found(5));
    world.processes.put("nginx", 1);
    tracking.follow(
        TrackPlan.of(
            List.of(web, drain, nginx), List.of(by("photos", "web", 20, "drain", 1, "nginx", 10))));
    loop.advance(Duration.ZERO);
    assertEquals(List.of("photos 35"), heard());

    tracking.follow(TrackPlan.EMPTY);

    assertEquals(List.of("photos 0"), heard());
    assertEquals(List.of(), tracking.snapshot());
    assertEquals(Map.of(), world.watched);
    loop.advance(Duration.ZERO);
    assertEquals(0, loop.waiting());
  }

  @Test
  @DisplayName("a file counts when it changes, and at the latest after a second")
  void followsAFile() {
    TrackFile drain = new TrackFile("drain", DRAIN, OptionalLong.of(0));
    tracking.follow(TrackPlan.of(List.of(drain), List.of(by("photos", "drain", -2))));
    loop.advance(Duration.ofMillis(100));
    assertEquals(List.of("photos 0"), heard());

    world.files.put(DRAIN, new NumberReading.Found(50));
    world.watched.get("drain").run();
    loop.advance(Duration.ZERO);
    assertEquals(List.of("photos -100"), heard());

    world.files.put(DRAIN, new NumberReading.Unusable("is empty"));
    loop.advance(SECOND);
    assertEquals(List.of(), heard());
    assertEquals("file drain says 50", tracking.snapshot().get(0).reason());
    assertEquals("is empty", tracking.snapshot().get(0).last().orElseThrow().result());

    world.files.remove(DRAIN);
    loop.advance(SECOND);
    assertEquals(List.of("photos 0"), heard());
  }

  private static TrackProcess nginx(Duration appear, Duration vanish) {
    return new TrackProcess("nginx", new ProcessPattern.Name("nginx"), 1, 2, appear, vanish);
  }

  @Test
  @DisplayName("too few and too many processes count, and only after their delays")
  void countsProcesses() {
    world.processes.put("nginx", 1);
    tracking.follow(
        TrackPlan.of(
            List.of(nginx(SECOND, Duration.ofMillis(1500))), List.of(by("photos", "nginx", 0))));
    loop.advance(Duration.ZERO);
    assertEquals(List.of("photos 0"), heard());

    world.processes.put("nginx", 0);
    loop.advance(Duration.ofSeconds(2));
    assertEquals(List.of(), heard());
    loop.advance(SECOND);
    assertEquals(
        List.of(
            "photos FAULT process nginx runs 0 times (nginx), at least 1 wanted for the 3rd time"),
        heard());

    world.processes.put("nginx", 2);
    loop.advance(SECOND);
    assertEquals(List.of(), heard());
    loop.advance(SECOND);
    assertEquals(List.of("photos 0"), heard());

    world.processes.put("nginx", 3);
    loop.advance(Duration.ofSeconds(3));
    assertEquals(
        List.of(
            "photos FAULT process nginx runs 3 times (nginx), at most 2 wanted for the 3rd time"),
        heard());
  }

  @Test
  @DisplayName("one scan a second serves all processes; one that fails changes nothing")
  void oneScan() {
    TrackProcess other =
        new TrackProcess(
            "cache", new ProcessPattern.Name("cache"), 1, 9, Duration.ZERO, Duration.ZERO);
    world.processes.putAll(Map.of("nginx", 1, "cache", 1));
    tracking.follow(
        TrackPlan.of(
            List.of(nginx(Duration.ZERO, Duration.ZERO), other),
            List.of(by("photos", "nginx", 10, "cache", 10))));
    loop.advance(Duration.ofMillis(500));
    int scansAtFirst = world.scans;
    assertEquals(List.of("photos 20"), heard());

    world.noProcesses = new IOException("Too many open files");
    loop.advance(Duration.ofSeconds(5));

    assertEquals(scansAtFirst + 5, world.scans);
    assertEquals(List.of(), heard());
  }

  @Test
  @DisplayName(
      "a service costs its weight while the peer sees it better, after its hold, and no more")
  void comparesAService() {
    tracking.follow(
        TrackPlan.of(
            List.of(new TrackService("web", "photos-https", Measure.SHARE, Duration.ofSeconds(10))),
            List.of(by("photos", "web", 60))));
    tracking.servicesSeen(views(8, 8));
    assertEquals(List.of("photos 0"), heard());

    tracking.servicesSeen(views(2, 8));
    hearFromPeer(Duration.ofSeconds(9), 8);
    assertEquals(List.of(), heard());
    hearFromPeer(Duration.ofSeconds(1), 8);
    assertEquals(List.of("photos -45"), heard());
    assertEquals(
        List.of(
            "-45: service web has 2 of 8 healthy here, 8 of 8 healthy at director-b, for 10 s at"
                + " least"),
        tracking.adjustment("photos").reasons());

    hearFromPeer(SECOND, 2);
    assertEquals(List.of("photos 0"), heard());
  }

  private void hearFromPeer(Duration how, int healthy) {
    for (Duration past = Duration.ZERO; past.compareTo(how) < 0; past = past.plus(SECOND)) {
      tracking.peerSaw("director-b", views(healthy, 8), true);
      loop.advance(SECOND);
    }
  }

  @Test
  @DisplayName("when the routers themselves are dead, nothing moves, and nothing is a fault")
  void totalLoss() {
    tracking.follow(
        TrackPlan.of(
            List.of(new TrackService("web", "photos-https", Measure.QUORUM, SECOND)),
            List.of(by("photos", "web", 60))));
    tracking.servicesSeen(views(8, 8));
    heard();

    tracking.servicesSeen(views(0, 8));
    hearFromPeer(Duration.ofSeconds(30), 0);

    assertEquals(List.of(), heard());
    assertEquals(Adjustment.NONE, tracking.adjustment("photos"));
  }

  @Test
  @DisplayName("a silent peer, and one that does not hear us, are reckoned without")
  void unknownPeer() {
    tracking.follow(
        TrackPlan.of(
            List.of(new TrackService("web", "photos-https", Measure.QUORUM, SECOND)),
            List.of(by("photos", "web", 60))));
    tracking.servicesSeen(views(0, 8));
    hearFromPeer(Duration.ofSeconds(3), 0);
    assertEquals(List.of("photos 0"), heard());

    loop.advance(Duration.ofSeconds(8));
    assertEquals(List.of("photos -60"), heard());

    tracking.peerSaw("director-b", views(0, 8), false);
    assertEquals(List.of(), heard());
    tracking.peerSaw("director-b", views(0, 8), true);
    assertEquals(List.of("photos 0"), heard());
  }

  @Test
  @DisplayName("a closed one tells nothing, runs nothing, and lets go of the world")
  void closes() {
    tracking.follow(
        TrackPlan.of(
            List.of(
                script("web", SECOND, 1, 1), new TrackFile("drain", DRAIN, OptionalLong.empty())),
            List.of(by("photos", "web", 0, "drain", 1))));

    tracking.close();

    assertTrue(world.closed);
    assertEquals(List.of(), world.runs);
    assertEquals(List.of(), heard());
  }
}
