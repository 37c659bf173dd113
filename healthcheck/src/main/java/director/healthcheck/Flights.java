// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.probe.Prober;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.Question;
import director.healthcheck.schedule.Deadline;
import director.healthcheck.schedule.Lateness;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The probes under way, at most so many, and the queue of targets that wait for a place. Every
 * probe ends here, by its own finding or by its deadline, and here it is decided whose fault a
 * failure may have been. Confined to one thread.
 */
final class Flights {

  private record Flight(Target target, RunningProbe probe, long received, Deadline deadline) {

    Flight after(Duration now, Lateness lateness) {
      long more = probe.received();
      return new Flight(target, probe, more, deadline.after(now, lateness, more != received));
    }
  }

  private record Waiting(Target target, Duration planned) {}

  private final Prober prober;
  private final Supplier<Duration> clock;
  private final int limit;
  private final BiConsumer<Target, ProbeResult> landed;
  private final Map<String, Flight> underWay = new LinkedHashMap<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private Lateness lateness = Lateness.none();
  private Duration lag = Duration.ZERO;

  /**
   * @param clock monotonic
   * @param limit of probes under way
   * @param landed takes each result
   */
  Flights(
      Prober prober, Supplier<Duration> clock, int limit, BiConsumer<Target, ProbeResult> landed) {
    this.prober = prober;
    this.clock = clock;
    this.limit = limit;
    this.landed = landed;
  }

  /** Puts {@code target} at the end of the queue; one that waits or flies already is left there. */
  void queue(Target target, Duration planned) {
    if (!underWay.containsKey(target.id())) {
      waiting.putIfAbsent(target.id(), new Waiting(target, planned));
    }
  }

  /** Takes {@code target} out of the queue, or drops its probe; whether there was either. */
  boolean cancel(Target target) {
    boolean waited = waiting.remove(target.id()) != null;
    Flight flight = underWay.remove(target.id());
    if (flight != null) {
      flight.probe().cancel();
    }
    return waited || flight != null;
  }

  /** Ends what is over its deadline, after a wake-up that was announced by {@link #expectTurn}. */
  void endOverdue(Duration now) {
    lateness = lateness.woke(now);
    underWay.replaceAll((id, flight) -> flight.after(now, lateness));
    List.copyOf(underWay.values()).forEach(flight -> endIfOverdue(flight, now));
  }

  /** Fills the free places from the queue. */
  void startWaiting() {
    while (underWay.size() < limit && !waiting.isEmpty()) {
      Waiting first = waiting.values().iterator().next();
      waiting.remove(first.target().id());
      start(first.target(), first.planned());
    }
  }

  /** The next {@link #endOverdue} is going to come at {@code moment}, unless we are late. */
  void expectTurn(Duration moment) {
    lateness = lateness.expecting(moment);
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  CheckerLoad load(int targets) {
    return new CheckerLoad(
        targets, underWay.size(), waiting.size(), lag, lateness.total(), Optional.empty(), 0);
  }

  private void start(Target target, Duration planned) {
    Question question = target.order().question();
    Duration timeout = question.timeout();
    Duration now = clock.get();
    lag = now.minus(planned);
    RunningProbe probe = prober.start(question, result -> end(target, result));
    underWay.put(target.id(), new Flight(target, probe, 0, Deadline.from(now, timeout)));
  }

  /** A probe came to its end by itself. */
  private void end(Target target, ProbeResult result) {
    Flight flight = underWay.get(target.id());
    if (flight == null) {
      throw new IllegalStateException(
          "a probe of " + target.id() + " ended that was not under way");
    }
    Duration now = clock.get();
    boolean missed = flight.deadline().missed(now, lateness);
    land(flight, missed ? excused(flight, result, now) : result);
    startWaiting();
  }

  private void endIfOverdue(Flight flight, Duration now) {
    switch (flight.deadline().at(now, lateness)) {
      case WAIT -> {}
      case FAILED -> land(flight, flight.probe().giveUp());
      case VOID -> land(flight, excused(flight, flight.probe().giveUp(), now));
    }
  }

  /** Makes a failure void that may be ours. An answer is an answer, however late it was read. */
  private ProbeResult excused(Flight flight, ProbeResult result, Duration now) {
    if (result.verdict() != Verdict.FAILED || result.reached() == ProbePhase.ANSWERED) {
      return result;
    }
    Duration lost = flight.deadline().lostBy(now, lateness);
    return result.voided(
        "directord itself was late by " + ReadableDuration.of(lost) + " during this check");
  }

  private void land(Flight flight, ProbeResult result) {
    underWay.remove(flight.target().id());
    landed.accept(flight.target(), result);
  }
}
