// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.probe.Prober;
import director.healthcheck.schedule.Timetable;
import director.healthcheck.state.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;
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
  static final Duration REST = Duration.ofSeconds(1);

  private final HealthListener listener;
  private final InstantSource wallClock;
  private final Supplier<Duration> clock;
  private final SortedMap<String, Target> targets = new TreeMap<>();
  private final Timetable timetable = new Timetable();
  private final Flights flights;

  /**
   * @param wallClock for what people read
   * @param clock monotonic, for everything else
   */
  Targets(
      Prober prober,
      HealthListener listener,
      InstantSource wallClock,
      Supplier<Duration> clock,
      CheckerSettings settings) {
    this.listener = listener;
    this.wallClock = wallClock;
    this.clock = clock;
    this.flights = new Flights(prober, clock, settings.maxInFlight(), this::checked);
  }

  /** Makes {@code orders} what is checked; see {@link HealthChecker#check}. */
  void follow(SortedMap<String, CheckOrder> orders) {
    targets.keySet().stream().filter(id -> !orders.containsKey(id)).toList().forEach(this::forget);
    orders.forEach(this::follow);
  }

  /** Does what is due. Returns how long after its beginning it is to be called again. */
  Duration turn() {
    Duration now = clock.get();
    flights.endOverdue(now);
    timetable.due(now).forEach(due -> flights.queue(target(due.id()), due.planned()));
    flights.startWaiting();
    Duration wait = untilNextTurn(now);
    flights.expectTurn(now.plus(wait));
    return wait;
  }

  CheckerLoad load() {
    return flights.load(targets.size());
  }

  private void follow(String id, CheckOrder order) {
    Target known = targets.get(id);
    if (known == null) {
      targets.put(id, new Target(id, order, wallClock.instant()));
      timetable.add(id, order.timing().interval(), clock.get());
      return;
    }
    boolean asksAnew = !known.order().question().equals(order.question());
    known.follow(order);
    timetable.change(id, order.timing().interval(), clock.get());
    if (asksAnew && flights.cancel(known)) {
      flights.queue(known, clock.get());
    }
  }

  private void forget(String id) {
    flights.cancel(target(id));
    timetable.remove(id);
    targets.remove(id);
  }

  private void checked(Target target, ProbeResult result) {
    Instant now = wallClock.instant();
    Duration wait = timetable.planned(target.id()).minus(clock.get());
    listener.checked(target.id(), target.learn(result, now, now.plus(wait)));
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
}
