// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbeResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The checker on virtual time, asking servers that answer at once, or not at all. */
final class VirtualChecker {

  static final Instant START = Instant.parse("2026-11-22T05:28:00Z");

  record Heard(Duration at, String id, TargetHealth health) {}

  Duration now = Duration.ZERO;
  final List<Heard> heard = new ArrayList<>();
  final FakeProber prober = new FakeProber(() -> now);
  final Targets targets;

  /** What the server says that is asked for this path; empty if it says nothing. */
  Function<String, Optional<ProbeResult>> servers = path -> Optional.of(FakeProber.PASSED);

  Doubts.Cpu cpu = TargetsTest::uncounted;

  /** How late each turn comes. */
  Duration lag = Duration.ZERO;

  private Duration nextTurn = Duration.ZERO;
  private int answered;

  VirtualChecker(CheckerSettings settings) {
    targets =
        new Targets(
            prober,
            (id, health) -> heard.add(new Heard(now, id, health)),
            () -> START.plus(now),
            () -> now,
            (at, late) -> cpu.sample(at, late),
            settings);
  }

  void follow(SortedMap<String, CheckOrder> orders) {
    targets.follow(new TreeMap<>(orders));
    turn();
  }

  void follow(String id, CheckOrder order) {
    follow(new TreeMap<>(Map.of(id, order)));
  }

  void runUntil(Duration end) {
    while (nextTurn.plus(lag).compareTo(end) <= 0) {
      now = later(nextTurn.plus(lag), now);
      turn();
    }
    now = later(end, now);
  }

  /** What of {@code id} was heard, in milliseconds: "9694 UP 1". */
  List<String> told(String id) {
    return heard.stream()
        .filter(one -> one.id().equals(id))
        .map(one -> one.at().toMillis() + " " + one.health().state() + " " + one.health().streak())
        .toList();
  }

  TargetHealth last(String id) {
    return heard.stream()
        .filter(one -> one.id().equals(id))
        .reduce((one, other) -> other)
        .orElseThrow()
        .health();
  }

  /** When {@code path} was asked, in milliseconds. */
  List<Long> asked(String path) {
    return prober.started.stream()
        .filter(probe -> probe.path.equals(path))
        .map(probe -> probe.at.toMillis())
        .toList();
  }

  private void turn() {
    nextTurn = now.plus(targets.turn());
    while (answered < prober.started.size()) {
      FakeProber.Started probe = prober.started.get(answered++);
      if (probe.end.isEmpty()) {
        servers.apply(probe.path).ifPresent(probe::answer);
      }
    }
  }

  static CheckOrder order(String path, CheckTiming timing, DecisionRule rule, HealthState initial) {
    return order(
        HttpCheck.of(
            Optional.empty(), HttpExchange.get(path, "photos.example.com", ExpectedStatus.of(200))),
        timing,
        rule,
        initial);
  }

  static CheckOrder order(
      CheckRequest request, CheckTiming timing, DecisionRule rule, HealthState initial) {
    return new CheckOrder(
        new Question(
            request,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 443),
            ProbePath.ROUTED,
            Duration.ofSeconds(3)),
        timing,
        rule,
        initial);
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
