// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.control.Outcome;
import director.daemon.loop.Loop;
import director.daemon.supervision.Heartbeat;
import director.daemon.supervision.Supervisor;
import director.systemd.SdNotify;
import director.systemd.WatchdogTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the service manager hears of the director: that it begins, serves, reloads and ends, how it
 * stands, and as long as its threads turn, that it works. Confined to the {@link Loop}.
 */
final class Reporting {
  /** However often it changes, who reads it is a person. */
  private static final Duration PACE = Duration.ofSeconds(1);

  /** How often it says that a start which waits for the elector is no hang. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Until it says so the next time, with time to spare. */
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);

  private final Loop loop;
  private final Supplier<String> standing;
  private final Paced look;
  private final Heartbeat heart;
  private Supervisor supervisor = Supervisor.NONE;
  private Optional<WatchdogTime> watchdog = Optional.empty();
  private String told = "";
  private Optional<String> refusal = Optional.empty();
  private boolean ready;
  private volatile boolean stopping;

  /**
   * Tells nobody before {@link #begin}.
   *
   * @param standing a sentence on how things stand
   * @param checker done when the thread that checks servers has come round to it
   */
  Reporting(Loop loop, Supplier<String> standing, Supplier<? extends CompletionStage<?>> checker) {
    this.loop = loop;
    this.standing = standing;
    this.look = new Paced(loop, PACE, this::tellStanding);
    this.heart = new Heartbeat(loop, checker, this::beat);
  }

  /**
   * From now on it says to {@code whom} that it works. From any thread, before anything else here.
   */
  void begin(Supervisor whom, Optional<WatchdogTime> within) {
    supervisor = whom;
    watchdog = within;
    heart.every(within.map(WatchdogTime::every).orElse(PATIENCE));
  }

  private void beat() {
    if (stopping) {
      return;
    }
    if (watchdog.isPresent()) {
      supervisor.tell(SdNotify.WATCHDOG);
    }
    if (!ready) {
      // It checks and keeps the table while it waits: to be killed for that would help nobody.
      supervisor.tell(SdNotify.extendTimeout(STARTS_WITHIN));
      look();
    }
  }

  /** It may stand otherwise now. */
  void look() {
    look.ask();
  }

  private void tellStanding() {
    if (stopping || supervisor == Supervisor.NONE) {
      return;
    }
    String now = refusal.map(why -> why + "; ").orElse("") + standing.get();
    if (!now.equals(told)) {
      told = now;
      supervisor.tell(SdNotify.status(ready ? now : "starting: " + now));
    }
  }

  /** The start is over. */
  void ready() {
    ready = true;
    told = standing.get();
    supervisor.tell(SdNotify.READY.and(SdNotify.status(told)));
  }

  /** Around a reload. Before the start is over there is none for the service manager. */
  CompletableFuture<Outcome> around(Supplier<CompletableFuture<Outcome>> reload) {
    boolean tells = ready && !stopping;
    if (tells) {
      // On Linux this is CLOCK_MONOTONIC.
      supervisor.tell(SdNotify.reloading(Duration.ofNanos(System.nanoTime())));
    }
    return reload
        .get()
        .whenCompleteAsync((outcome, failed) -> reloaded(refusal(outcome, failed), tells), loop);
  }

  private void reloaded(Optional<String> why, boolean tells) {
    refusal = why;
    if (tells) {
      supervisor.tell(SdNotify.READY);
    }
    tellStanding();
  }

  private static Optional<String> refusal(@Nullable Outcome outcome, @Nullable Throwable failed) {
    if (outcome == null) {
      return Optional.of("the last reload failed: " + failed);
    }
    if (outcome.accepted()) {
      return Optional.empty();
    }
    int more = outcome.detail().size() - 1;
    String first = outcome.detail().stream().findFirst().orElse(outcome.message());
    return Optional.of(
        "the last reload was refused, what ran before runs on: "
            + first
            + (more > 0 ? " (and " + more + " more)" : ""));
  }

  /** It was asked to end, which may take {@code atMost}; from the thread that ends it. */
  void stop(Duration atMost) {
    stopping = true;
    supervisor.tell(
        SdNotify.STOPPING.and(SdNotify.status("stopping")).and(SdNotify.extendTimeout(atMost)));
  }
}
