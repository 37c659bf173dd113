// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.control.Caller;
import director.daemon.control.ConfigActions;
import director.daemon.control.Outcome;
import director.daemon.control.PlanReport;
import director.daemon.control.StatusReport;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How another configuration comes to hold: the file is read and adopted, or refused; and taken back
 * where somebody has to confirm it and does not. One after the other, on the {@link Loop}; what
 * blocks or takes its time is done on threads of the common pool.
 */
final class Reloads implements ConfigActions {
  private static final Logger LOG = LoggerFactory.getLogger("director");
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** When it could not be taken back, such as while the kernel could not be read. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /**
   * A reload that waits to be confirmed.
   *
   * @param before what holds again if it is not
   */
  private record Window(
      LoadedConfig before, Unconfirmed onDisk, Instant until, Future<?> takesBack) {}

  private final Options options;
  private final Loop loop;
  private final Configuration configuration;
  private final Adoption adoption;
  private final Planning planning;
  private final Reporting reporting;

  /** Done when the next may begin. */
  private CompletableFuture<Boolean> turn;

  private @Nullable Window window;

  /** What was taken back and still stands in the file. */
  private Optional<Unconfirmed> takenBack = Optional.empty();

  private List<String> problems = List.of();

  /**
   * Looks whether a former run has left a reload that nobody confirmed; then what was before it
   * begins.
   *
   * @param beginning done when there may be a reload
   * @param reporting told of each
   */
  Reloads(
      Options options,
      Loop loop,
      Configuration configuration,
      Configuration.Followers followers,
      CompletableFuture<Boolean> beginning,
      Reporting reporting,
      EventSink events) {
    this.options = options;
    this.reporting = reporting;
    this.loop = loop;
    this.configuration = configuration;
    this.adoption = new Adoption(loop, configuration, followers, events);
    this.planning = new Planning(options.config(), loop, configuration, followers);
    this.turn = beginning;
    recover();
  }

  private void recover() {
    try {
      Optional<Unconfirmed> left = Unconfirmed.load(options.stateDirectory());
      if (left.isEmpty()) {
        return;
      }
      if (left.get().hash().equals(configuration.written().hash())) {
        takenBack = left;
        configuration.beginWith(LoadedConfig.of(left.get().before()));
        adoption.tell("START", left.get().sentence() + ", what was before it runs", List.of());
      } else {
        Unconfirmed.forget(options.stateDirectory());
        adoption.tell(
            "START",
            "the file was changed after a reload that nobody has confirmed, and runs as it is",
            List.of());
      }
    } catch (IOException e) {
      LOG.error("whether a reload is to be taken back is not known: {}", e.getMessage());
      problems = List.of("whether a reload is to be taken back is not known: " + e.getMessage());
    }
  }

  /** Sentences about what is not as the file says. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    takenBack.ifPresent(one -> all.add(one.sentence()));
    return all;
  }

  /** For the status. */
  StatusReport.Config status() {
    LoadedConfig written = configuration.written();
    Window open = window;
    return new StatusReport.Config(
        options.config().toString(),
        written.at(),
        written.hash().substring(0, 16),
        open == null ? null : open.until());
  }

  @Override
  public CompletionStage<PlanReport> plan(Optional<Proposal> proposal) {
    return planning.plan(proposal);
  }

  @Override
  public CompletionStage<String> show(boolean effective) {
    return planning.show(effective);
  }

  @Override
  public CompletionStage<Outcome> reload(Caller caller, Optional<Duration> confirmWithin) {
    return reload(caller.toString(), confirmWithin);
  }

  /** On SIGHUP; what comes of it is in the log. */
  void reloadOnSignal() {
    loop.whenDone(
        reload("SIGHUP", Optional.empty()),
        (outcome, failed) -> {
          if (failed != null) {
            LOG.error("reload failed, the running configuration stays", failed);
          }
        });
  }

  private CompletableFuture<Outcome> reload(String asker, Optional<Duration> confirmWithin) {
    boolean tooShort = confirmWithin.filter(time -> time.compareTo(SHORTEST) < 0).isPresent();
    boolean tooLong = confirmWithin.filter(time -> time.compareTo(LONGEST) > 0).isPresent();
    if (tooShort || tooLong) {
      return done(Outcome.refused("confirm must be 5s..1h", List.of()));
    }
    return inTurn(() -> reporting.around(() -> begin(asker, confirmWithin)));
  }

  /** One after the other, whoever asks. */
  private CompletableFuture<Outcome> inTurn(Supplier<CompletableFuture<Outcome>> work) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    loop.execute(
        () ->
            turn =
                turn.thenComposeAsync(done -> work.get(), loop)
                    .handle((come, failed) -> complete(outcome, come, failed)));
    return outcome;
  }

  private static boolean complete(
      CompletableFuture<Outcome> outcome, @Nullable Outcome come, @Nullable Throwable failed) {
    return (failed == null && come != null)
        ? outcome.complete(come)
        : outcome.completeExceptionally(
            failed == null ? new IllegalStateException("no outcome") : failed);
  }

  private CompletableFuture<Outcome> begin(String asker, Optional<Duration> confirmWithin) {
    Window open = window;
    if (open != null) {
      String waits =
          "the reload of %s waits to be confirmed until %s: confirm it, or undo it"
              .formatted(seconds(open.onDisk().since()), seconds(open.until()));
      return done(adoption.refuse(asker, waits, List.of()));
    }
    long begun = System.nanoTime();
    return CompletableFuture.supplyAsync(() -> LoadedConfig.attempt(options.config()))
        .thenComposeAsync(
            attempt ->
                attempt
                    .loaded()
                    .map(next -> adopt(asker, next, confirmWithin, begun))
                    .orElseGet(
                        () -> done(adoption.refuse(asker, Adoption.KEPT, attempt.problems()))),
            loop);
  }

  private CompletableFuture<Outcome> adopt(
      String asker, LoadedConfig next, Optional<Duration> confirmWithin, long begun) {
    long read = System.nanoTime();
    return adoption
        .compared(next)
        .thenComposeAsync(
            compared ->
                confirmWithin.isPresent() && !compared.changes().list().isEmpty()
                    ? keep(asker, next, compared, confirmWithin.get())
                    : forget(asker, next, compared),
            loop)
        .whenComplete(
            (outcome, failed) ->
                LOG.info(
                    "reload: read within {} ms, in force after {} ms more",
                    (read - begun) / 1_000_000,
                    (System.nanoTime() - read) / 1_000_000));
  }

  /** Adopts it, and takes it back later. */
  private CompletableFuture<Outcome> keep(
      String asker, LoadedConfig next, Adoption.Compared compared, Duration within) {
    LoadedConfig before = configuration.written();
    Optional<Unconfirmed> former = takenBack;
    Unconfirmed unconfirmed = new Unconfirmed(before.config(), next.hash(), Instant.now());
    return onDisk(() -> unconfirmed.save(options.stateDirectory()))
        .thenComposeAsync(
            failure -> {
              if (failure.isPresent()) {
                return done(
                    adoption.refuse(
                        asker,
                        "what holds cannot be kept on disk, and so not be taken back; nothing was"
                            + " changed",
                        List.of(failure.get())));
              }
              Optional<Outcome> refusal = adoption.refusal(asker, next, compared);
              if (refusal.isPresent()) {
                return onDisk(() -> restore(former)).thenApply(unused -> refusal.get());
              }
              Instant until = Instant.now().plus(within);
              Future<?> timer = loop.schedule(this::expire, within.toNanos(), TimeUnit.NANOSECONDS);
              window = new Window(before, unconfirmed, until, timer);
              takenBack = Optional.empty();
              return adoption.adopt(
                  asker,
                  next,
                  compared,
                  "reloaded; taken back at %s unless it is confirmed".formatted(seconds(until)));
            },
            loop);
  }

  /** Adopts it for good. */
  private CompletableFuture<Outcome> forget(
      String asker, LoadedConfig next, Adoption.Compared compared) {
    Optional<Outcome> refusal = adoption.refusal(asker, next, compared);
    if (refusal.isPresent()) {
      return done(refusal.get());
    }
    takenBack = Optional.empty();
    boolean same = compared.changes().list().isEmpty();
    CompletableFuture<Outcome> outcome =
        adoption.adopt(asker, next, compared, same ? "nothing has changed" : "reloaded");
    return outcome.thenCombineAsync(
        onDisk(() -> Unconfirmed.forget(options.stateDirectory())),
        (done, failure) -> {
          problems =
              failure
                  .map(why -> List.of("a restart takes the reload back: " + why))
                  .orElse(List.of());
          return done;
        },
        loop);
  }

  @Override
  public CompletionStage<Outcome> confirm(Caller caller) {
    return inTurn(() -> confirm(caller.toString()));
  }

  private CompletableFuture<Outcome> confirm(String asker) {
    Window open = window;
    if (open == null) {
      return done(nothingWaits());
    }
    return onDisk(() -> Unconfirmed.forget(options.stateDirectory()))
        .thenApplyAsync(
            failure -> {
              if (failure.isPresent()) {
                return Outcome.refused(
                    "it is taken back nevertheless: what was kept for that cannot be removed",
                    List.of(failure.get()));
              }
              open.takesBack().cancel(false);
              window = null;
              String told = "the reload of " + seconds(open.onDisk().since()) + " is confirmed";
              adoption.tell(asker, told, List.of());
              return Outcome.done(told, List.of());
            },
            loop);
  }

  private Outcome nothingWaits() {
    return Outcome.refused(
        "no reload waits to be confirmed",
        takenBack.map(Unconfirmed::sentence).map(List::of).orElse(List.of()));
  }

  @Override
  public CompletionStage<Outcome> takeBack(Caller caller) {
    return inTurn(() -> takeBack(caller.toString()));
  }

  /** The time is over. */
  private void expire() {
    Window expired = window;
    loop.whenDone(
        inTurn(
            () ->
                expired != null && expired.equals(window)
                    ? takeBack("nobody: it was not confirmed in time")
                    : done(nothingWaits())),
        (outcome, failed) -> {
          if (failed != null) {
            LOG.error("the reload cannot be taken back", failed);
          }
          if (expired != null && expired.equals(window)) {
            Future<?> unused = loop.schedule(this::expire, AGAIN.toNanos(), TimeUnit.NANOSECONDS);
          }
        });
  }

  /** The file on disk stays: as long as the configuration is the same, it is not to run. */
  private CompletableFuture<Outcome> takeBack(String asker) {
    Window open = window;
    if (open == null) {
      return done(nothingWaits());
    }
    return adoption
        .compared(open.before())
        .thenComposeAsync(
            compared -> {
              Optional<Outcome> refusal = adoption.refusal(asker, open.before(), compared);
              if (refusal.isPresent()) {
                return done(refusal.get());
              }
              open.takesBack().cancel(false);
              window = null;
              takenBack = Optional.of(open.onDisk());
              return adoption.adopt(
                  asker,
                  open.before(),
                  compared,
                  "the reload of " + seconds(open.onDisk().since()) + " is taken back");
            },
            loop);
  }

  /** On disk it is again as before a reload that was refused. */
  private void restore(Optional<Unconfirmed> former) throws IOException {
    if (former.isPresent()) {
      former.get().save(options.stateDirectory());
    } else {
      Unconfirmed.forget(options.stateDirectory());
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  /** Empty when it is done, otherwise why it is not. */
  private static CompletableFuture<Optional<String>> onDisk(Writing writing) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            writing.run();
            return Optional.empty();
          } catch (IOException e) {
            return Optional.of(e.toString());
          }
        });
  }

  private static CompletableFuture<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
