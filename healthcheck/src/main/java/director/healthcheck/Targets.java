// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.probe.Prober;
import director.healthcheck.schedule.Timetable;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The checker without thread and network: all targets, when they are due, and what became of them.
 * Confined to one thread, and driven by {@link #turn}, which says itself when it wants to be called
 * next.
 */
final class Targets {

  /** How often deadlines and our own lateness are looked at while probes are under way. */
  static final Duration WATCH = Duration.ofMillis(10);

  /** How long to rest when nothing is due sooner. */
  static final Duration REST = Duration.ofMillis(500);

  /** What could not be decided is asked again within this time, once it can be. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final HealthListener listener;
  private final InstantSource wallClock;
  private final Supplier<Duration> clock;
  private final SortedMap<String, Target> targets = new TreeMap<>();
  private final SortedSet<String> withheld = new TreeSet<>();
  private final Timetable timetable = new Timetable();
  private final Flights flights;
  private final Doubts doubts;

  /**
   * @param wallClock for what people read
   * @param clock monotonic, for everything else
   * @param cpu samples our share of the processor
   */
  Targets(
      Prober prober,
      HealthListener listener,
      InstantSource wallClock,
      Supplier<Duration> clock,
      Doubts.Cpu cpu,
      CheckerSettings settings) {
    this.listener = listener;
    this.wallClock = wallClock;
    this.clock = clock;
    this.flights = new Flights(prober, clock, settings.maxInFlight(), this::checked);
    this.doubts = new Doubts(cpu, settings.massFailure(), clock.get());
  }

  /** From now on these hold. */
  void follow(CheckerSettings settings) {
    flights.limit(settings.maxInFlight());
    doubts.massFailure(settings.massFailure());
  }

  /** Makes {@code orders} what is checked; see {@link HealthChecker#check}. */
  void follow(SortedMap<String, CheckOrder> orders) {
    targets.keySet().stream().filter(id -> !orders.containsKey(id)).toList().forEach(this::forget);
    int added = orders.size() - targets.size();
    orders.forEach((id, order) -> follow(id, order, Timetable.firstChecksWithin(added)));
  }

  /** Does what is due. Returns how long after its beginning it is to be called again. */
  Duration turn() {
    Duration now = clock.get();
    flights.endOverdue(now);
    if (doubts.look(now, flights.late())) {
      withheld.forEach(id -> timetable.repeatWithin(id, now, SOON));
    }
    timetable.due(now).forEach(due -> flights.queue(target(due.id()), due.planned()));
    flights.startWaiting();
    Duration wait = untilNextTurn(now);
    flights.expectTurn(now.plus(wait));
    return wait;
  }

  CheckerLoad load() {
    return new CheckerLoad(
        targets.size(),
        flights.underWay(),
        flights.waiting(),
        flights.lag(clock.get()),
        flights.late(),
        doubts.starved(),
        withheld.size());
  }

  private void follow(String id, CheckOrder order, Duration spread) {
    Target known = targets.get(id);
    if (known == null) {
      targets.put(id, new Target(id, order, wallClock.instant()));
      timetable.add(id, order.timing().interval(), spread, clock.get());
      return;
    }
    boolean asksAnew = !known.order().question().equals(order.question());
    known.follow(order);
    timetable.change(id, order.timing().interval(), clock.get());
    if (asksAnew) {
      noteWithheld(known);
      if (flights.cancel(known)) {
        flights.queue(known, clock.get());
      }
    }
  }

  private void forget(String id) {
    flights.cancel(target(id));
    timetable.remove(id);
    doubts.forget(id);
    withheld.remove(id);
    targets.remove(id);
  }

  private void checked(Target target, ProbeResult result, Duration started) {
    Duration now = clock.get();
    Instant wallNow = wallClock.instant();
    target.learn(result, now, wallNow, doubt(target, result, started, now));
    noteWithheld(target);
    planNext(target, result.verdict(), started, now);
    Duration wait = timetable.planned(target.id()).minus(now);
    listener.checked(target.id(), target.told(result, now, wallNow, wallNow.plus(wait)));
  }

  /** Who was never up serves nobody, and need not be spared. */
  private Optional<String> doubt(
      Target target, ProbeResult result, Duration started, Duration now) {
    return result.verdict() == Verdict.FAILED && target.health().state() == HealthState.UP
        ? doubts.about(target, started, targets.size(), now, flights.late())
        : Optional.empty();
  }

  private void noteWithheld(Target target) {
    if (target.withheld()) {
      withheld.add(target.id());
    } else {
      withheld.remove(target.id());
    }
  }

  /**
   * Asks a target soon again if its state is in question. While we are starved that would find
   * nothing out, and cost what we do not have. A void result may come at once and again and again,
   * so that the next waits for its time.
   */
  private void planNext(Target target, Verdict verdict, Duration started, Duration now) {
    CheckTiming timing = target.order().timing();
    if (doubts.starved().isPresent()) {
      return;
    }
    Duration soon = sooner(timing.fastInterval(), SOON);
    if (target.withheld() && verdict == Verdict.VOID) {
      repeat(target, started.plus(soon), now);
    } else if (target.withheld()) {
      timetable.repeatWithin(target.id(), now, soon);
    } else if (target.inQuestion() && timing.fastInterval().compareTo(timing.interval()) < 0) {
      repeat(target, started.plus(timing.fastInterval()), now);
    }
  }

  private void repeat(Target target, Duration moment, Duration now) {
    timetable.repeat(target.id(), moment.compareTo(now) > 0 ? moment : now);
  }

  private Duration untilNextTurn(Duration now) {
    Duration longest = flights.isEmpty() ? REST : WATCH;
    return timetable
        .next()
        .map(next -> next.minus(now))
        .filter(wait -> wait.compareTo(longest) < 0)
        .orElse(longest);
  }

  private Target target(String id) {
    Target target = targets.get(id);
    if (target == null) {
      throw new IllegalStateException(id + " is on the timetable, but is not known");
    }
    return target;
  }

  private static Duration sooner(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
