// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.WaitingLine.Line;
import director.healthcheck.probe.Prober;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.schedule.Deadline.Ruling;
import director.healthcheck.schedule.Lateness;
import director.healthcheck.state.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The probes under way, at most so many, and the line of targets that wait for a place. Targets
 * whose state is in question take at most half of the places, and with those that are down at most
 * three quarters, so that a dead rack does not keep all others from being asked. Every probe ends
 * here, by its own finding or by its deadline. Confined to one thread.
 */
final class Flights {

  /** Takes the result of a probe, and when it was started. */
  interface Landing {
    void landed(Target target, ProbeResult result, Duration started);
  }

  private record Over(Flight flight, Ruling ruling) {}

  private final Prober prober;
  private final Supplier<Duration> clock;
  private int limit;
  private final Landing landing;
  private final Map<String, Flight> underWay = new LinkedHashMap<>();
  private final WaitingLine waiting = new WaitingLine();
  private int inQuestion;
  private int down;
  private Lateness lateness = Lateness.none();
  private Duration latestLag = Duration.ZERO;

  /**
   * @param clock monotonic
   * @param limit of probes under way
   */
  Flights(Prober prober, Supplier<Duration> clock, int limit, Landing landing) {
    this.prober = prober;
    this.clock = clock;
    this.limit = limit;
    this.landing = landing;
  }

  /** From now on so many may be under way; those that are more by now come to their end. */
  void limit(int places) {
    limit = places;
  }

  /** Puts {@code target} in line; one that waits or flies already is left there. */
  void queue(Target target, Duration planned) {
    if (!underWay.containsKey(target.id())) {
      waiting.add(target, planned);
    }
  }

  /** Takes {@code target} out of the line, or drops its probe; whether there was either. */
  boolean cancel(Target target) {
    boolean waited = waiting.remove(target);
    Flight flight = underWay.get(target.id());
    if (flight != null) {
      remove(flight);
      flight.cancel();
    }
    return waited || flight != null;
  }

  /** Ends what is over its deadline, after a wake-up that was announced by {@link #expectTurn}. */
  void endOverdue(Duration now) {
    lateness = lateness.woke(now);
    List<Over> over = new ArrayList<>(0);
    for (Flight flight : underWay.values()) {
      Ruling ruling = flight.at(now, lateness);
      if (ruling != Ruling.WAIT) {
        over.add(new Over(flight, ruling));
      }
    }
    for (Over one : over) {
      boolean ours = one.ruling() == Ruling.VOID;
      land(one.flight(), one.flight().giveUp(ours, now, lateness));
    }
  }

  /** Fills the free places from the line. */
  void startWaiting() {
    Optional<WaitingLine.Waiting> next = next();
    while (next.isPresent()) {
      start(next.get());
      next = next();
    }
  }

  /** The next {@link #endOverdue} is going to come at {@code moment}, unless we are late. */
  void expectTurn(Duration moment) {
    lateness = lateness.expecting(moment);
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  int underWay() {
    return underWay.size();
  }

  int waiting() {
    return waiting.size();
  }

  /** How late the one is that has waited longest, or the latest was when it started. */
  Duration lag(Duration now) {
    return waiting
        .longest()
        .map(now::minus)
        .filter(lag -> lag.compareTo(latestLag) > 0)
        .orElse(latestLag);
  }

  /** All time by which wake-ups came too late. */
  Duration late() {
    return lateness.total();
  }

  private Optional<WaitingLine.Waiting> next() {
    boolean room = inQuestion + down < limit - limit / 4;
    return underWay.size() < limit
        ? waiting.next(room && inQuestion < Math.max(1, limit / 2), room)
        : Optional.empty();
  }

  private void start(WaitingLine.Waiting waiting) {
    Target target = waiting.target();
    Duration now = clock.get();
    latestLag = now.minus(waiting.planned());
    RunningProbe probe = prober.start(target.order().question(), result -> end(target, result));
    underWay.put(target.id(), new Flight(target, probe, now, waiting.line()));
    count(waiting.line(), 1);
  }

  /** A probe came to its end by itself. */
  private void end(Target target, ProbeResult result) {
    Flight flight = underWay.get(target.id());
    if (flight == null) {
      throw new IllegalStateException(
          "a probe of " + target.id() + " ended that was not under way");
    }
    land(flight, flight.ended(result, clock.get(), lateness));
    startWaiting();
  }

  private void land(Flight flight, ProbeResult result) {
    remove(flight);
    landing.landed(flight.target(), result, flight.started());
  }

  private void remove(Flight flight) {
    underWay.remove(flight.target().id());
    count(flight.line(), -1);
  }

  private void count(Line line, int more) {
    inQuestion += line == Line.IN_QUESTION ? more : 0;
    down += line == Line.DOWN ? more : 0;
  }
}
