// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.IpvsKeeper.Pass;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.loop.Loop;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsChange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the kernel's table to what is desired, a pass at a time; what comes up during a pass is
 * done in the next. What a pass could not do is left to the one after it, with its reason. Confined
 * to the {@link Loop}.
 */
final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private static final String FOREIGN = "somebody else changed it";

  /** Changes of one pass that are told one by one. */
  private static final int TOLD = 100;

  /** Reasons that are told beside each change. */
  private static final int REASONS = 5;

  /** A pass over a table of 40,000 servers takes a good part of a second. */
  private static final int PAUSE_PER_PASS = 20;

  /** After answers of the kernel were lost. */
  private static final Duration SOON = Duration.ofMillis(200);

  private final Loop loop;
  private final IpvsKeeper ipvs;
  private final Supplier<IpvsTarget> desired;
  private final Consumer<Optional<IpvsSnapshot>> afterPass;
  private final EventSink events;

  private final SortedSet<String> due = new TreeSet<>();
  private final SortedSet<String> unfinished = new TreeSet<>();
  private final List<Consumer<List<String>>> waiting = new ArrayList<>();
  private boolean again;
  private boolean running;
  private boolean ended;
  private List<String> refusals = List.of();
  private @Nullable Instant last;
  private Drift drift = Drift.NONE;
  private Duration lastTook = Duration.ZERO;
  private Duration interval = Duration.ofSeconds(5);
  private @Nullable Future<?> next;

  /**
   * Made once for a director.
   *
   * @param desired asked at the beginning of each pass
   * @param afterPass told after each pass, whatever came of it, what it found; nothing if it could
   *     not read
   * @param events told of what somebody else changed, and of what the kernel refuses
   */
  Reconciliation(
      Loop loop,
      IpvsKeeper ipvs,
      Supplier<IpvsTarget> desired,
      Consumer<Optional<IpvsSnapshot>> afterPass,
      EventSink events) {
    this.loop = loop;
    this.ipvs = ipvs;
    this.desired = desired;
    this.afterPass = afterPass;
    this.events = events;
  }

  /**
   * Asks for a pass because what is desired has changed.
   *
   * @param reason for the log, beside each change that is made
   */
  void request(String reason) {
    due.add(reason);
    compare();
  }

  /**
   * As {@link #request(String)}.
   *
   * @param then told what the pass could not do, once it is over
   */
  void request(String reason, Consumer<List<String>> then) {
    waiting.add(then);
    request(reason);
  }

  /**
   * From now on compares at least so often: so long can a change last that somebody else makes. A
   * table so large that comparing alone takes more than a twentieth of the time is compared less
   * often.
   */
  void compareEvery(Duration period) {
    interval = period;
  }

  /** Asks for a pass because the kernel's table may have changed. */
  void compare() {
    again = true;
    if (!running && !ended) {
      run();
    }
  }

  /** No pass begins after this; one may be under way. */
  void end() {
    ended = true;
  }

  /** What the last pass could not do, each a sentence. */
  List<String> refusals() {
    return refusals;
  }

  /** What somebody else did since the start. */
  Drift drift() {
    return drift;
  }

  /** When the last pass that could read the table was done; null before the first. */
  @Nullable Instant last() {
    return last;
  }

  /** How long the last pass took, its writing included; zero before the first. */
  Duration lastTook() {
    return lastTook;
  }

  Duration interval() {
    return interval;
  }

  private void run() {
    again = false;
    running = true;
    SortedSet<String> fresh = new TreeSet<>(due);
    due.clear();
    List<Consumer<List<String>>> served = List.copyOf(waiting);
    waiting.clear();
    long begun = System.nanoTime();
    loop.whenDone(
        ipvs.reconcile(desired.get()),
        (pass, failed) -> {
          done(fresh, pass, failed, Duration.ofNanos(System.nanoTime() - begun));
          served.forEach(then -> then.accept(refusals));
        });
  }

  private void done(
      SortedSet<String> fresh, @Nullable Pass pass, @Nullable Throwable failed, Duration took) {
    running = false;
    SortedSet<String> reasons = new TreeSet<>(fresh);
    reasons.addAll(unfinished);
    lastTook = took;
    List<String> refused = new ArrayList<>();
    if (pass != null) {
      last = Instant.now();
      refused.addAll(pass.failures());
      tell(pass, reasons);
    } else if (failed instanceof IOException) {
      refused.add("cannot compare the IPVS table: " + failed.getMessage());
    } else {
      throw new IllegalStateException("a pass over the IPVS table failed", failed);
    }
    boolean firstFailure = pass == null && refusals.isEmpty();
    refused.stream().filter(refusal -> !refusals.contains(refusal)).forEach(this::refused);
    refusals = List.copyOf(refused);
    leave(fresh, pass, !refused.isEmpty());
    afterPass.accept(Optional.ofNullable(pass).map(Pass::snapshot));
    boolean comparedOnly = pass != null && pass.applied().isEmpty() && refused.isEmpty();
    Duration pause = comparedOnly ? pause(interval, took) : interval;
    schedule(firstFailure ? SOON : pause);
  }

  /**
   * Leaves reasons to the next pass. What one pass refuses another may refuse for ever: then older
   * reasons are gone when there are newer ones.
   */
  private void leave(SortedSet<String> fresh, @Nullable Pass pass, boolean refused) {
    if (!refused || (pass != null && !fresh.isEmpty())) {
      unfinished.clear();
    }
    if (refused) {
      unfinished.addAll(fresh);
    }
  }

  /** After a pass that only compared, and so tells how long that takes. */
  static Duration pause(Duration interval, Duration took) {
    Duration enough = took.multipliedBy(PAUSE_PER_PASS);
    return interval.compareTo(enough) > 0 ? interval : enough;
  }

  private void refused(String refusal) {
    LOG.error(refusal);
    events.tell(Event.of(Event.Kind.PROBLEM, Target.IPVS, refusal));
  }

  private void schedule(Duration pause) {
    if (next != null) {
      next.cancel(false);
    }
    if (again && !running && !ended) {
      run();
    } else if (!ended) {
      next = loop.schedule(this::compare, pause.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static String few(SortedSet<String> reasons) {
    String some = reasons.stream().limit(REASONS).collect(Collectors.joining(", "));
    return reasons.size() > REASONS
        ? some + " and " + (reasons.size() - REASONS) + " more reasons"
        : some;
  }

  private void tell(Pass pass, SortedSet<String> reasons) {
    if (!pass.drift().isEmpty()) {
      drift = drift.and(pass.drift(), Instant.now());
      LOG.warn(
          "ipvs: somebody else changed the table in {} places; put right", pass.drift().size());
      events.tell(
          Event.of(
                  Event.Kind.DRIFT,
                  Target.IPVS,
                  "somebody else changed the table in "
                      + pass.drift().size()
                      + " places; put right")
              .with(pass.drift().stream().map(IpvsChange::describe).toList()));
    }
    Set<IpvsChange> drifted = Set.copyOf(pass.drift());
    String why = reasons.isEmpty() ? FOREIGN : few(reasons);
    pass.applied().stream()
        .limit(TOLD)
        .forEach(
            change ->
                LOG.info(
                    "ipvs: {} ({})", change.describe(), drifted.contains(change) ? FOREIGN : why));
    if (pass.applied().size() > TOLD) {
      LOG.info("ipvs: and {} changes more ({})", pass.applied().size() - TOLD, why);
    }
  }
}
