// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.local.Script;
import director.daemon.local.ScriptRunner;
import director.daemon.local.state.RunAccount;
import director.daemon.local.state.RunEnd;
import director.daemon.notify.state.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts: those of one virtual router or group one after the other, those of different ones
 * at the same time. Thread-safe; nobody waits who has one to run.
 */
final class ScriptRuns {
  static final int MOST_WAITING = 64;

  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final ScriptRunner runner = new ScriptRunner();
  private final ExecutorService threads;
  private final EventSink events;

  // Guarded by this.
  private final Turns<Run> turns = new Turns<>(MOST_WAITING);
  private final SortedMap<Target, Long> dropped = new TreeMap<>();

  /** By script, how it failed the last time; those that went well since are not in it. */
  private final SortedMap<String, String> failed = new TreeMap<>();

  private boolean ending;

  ScriptRuns(ExecutorService threads, EventSink events) {
    this.threads = threads;
    this.events = events;
  }

  /** Has it run when its turn comes. */
  void add(Run run) {
    Target target = run.notice().target();
    Optional<Run> lost;
    synchronized (this) {
      if (ending) {
        return;
      }
      lost = turns.add(target, run);
      if (lost.isPresent()) {
        dropped.merge(target, 1L, Long::sum);
      }
      turns.begin(target).ifPresent(this::start);
    }
    lost.ifPresent(one -> left(one, "not run: " + MOST_WAITING + " that came later wait as well"));
  }

  private void start(Run run) {
    threads.execute(() -> perform(run));
  }

  private void perform(Run run) {
    LOG.info("{}: begins, {}", run, run.notice().reason());
    long begun = System.nanoTime();
    AtomicReference<RunEnd> end = new AtomicReference<>();
    try {
      runner.run(
          new Script(
              run.toString(),
              run.command(),
              Optional.of(run.user()),
              new TreeMap<>(run.environment()),
              run.timeout()),
          end::set);
    } catch (InterruptedException e) {
      left(run, "ended, as directord ends");
      return;
    }
    RunEnd how = Objects.requireNonNull(end.get(), "a run without an end");
    tell(run, RunAccount.of(how, run.timeout()), Duration.ofNanos(System.nanoTime() - begun));
    next(run.notice().target());
  }

  private synchronized void next(Target target) {
    turns.ended(target);
    turns.begin(target).ifPresent(this::start);
    if (turns.waiting(target) == 0) {
      dropped.remove(target);
    }
    notifyAll();
  }

  private void tell(Run run, RunAccount account, Duration took) {
    synchronized (this) {
      if (account.well()) {
        failed.remove(run.script());
      } else {
        failed.put(run.script(), run + " failed: " + account.how());
      }
    }
    if (account.well()) {
      LOG.info("{}: {} after {} ms", run, account.how(), took.toMillis());
    } else {
      LOG.warn("{}: failed: {}", run, account.how());
    }
    events.tell(event(run, account.how(), took, account.output()));
  }

  private void left(Run run, String why) {
    LOG.warn("{}: {}", run, why);
    events.tell(event(run, why, Duration.ZERO, List.of()));
  }

  private static Event event(Run run, String how, Duration took, List<String> output) {
    List<String> detail = new ArrayList<>();
    detail.add(String.join(" ", run.command()));
    detail.addAll(output);
    return Event.of(Event.Kind.NOTIFY, run.notice().target(), run + ": " + how)
        .with(
            Map.of(
                "script",
                run.key(),
                "state",
                run.notice().word().name(),
                "tookMillis",
                String.valueOf(took.toMillis())))
        .with(detail);
  }

  /** Forgets how scripts failed that are configured no more. */
  synchronized void keep(Predicate<String> configured) {
    failed.keySet().removeIf(configured.negate());
  }

  /** Lets what waits be run, for so long; whatever is left then is ended, or not begun. */
  void end(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    synchronized (this) {
      long left = until - System.nanoTime();
      while (!turns.isIdle() && left > 0) {
        wait(1 + left / 1_000_000);
        left = until - System.nanoTime();
      }
      ending = true;
    }
  }

  /** Begins nothing more; what is under way is the executor's to interrupt. */
  void close() {
    SortedMap<Target, Integer> left;
    synchronized (this) {
      ending = true;
      left = turns.clear();
    }
    left.forEach(
        (target, count) -> {
          String sentence = count + " notify scripts of " + target + " not run, as directord ends";
          LOG.warn("{}", sentence);
          events.tell(Event.of(Event.Kind.NOTIFY, target, sentence));
        });
  }

  /** What is wrong, a sentence each. */
  synchronized List<String> problems() {
    List<String> problems = new ArrayList<>(failed.values());
    turns
        .now()
        .forEach(
            (target, run) -> {
              int waiting = turns.waiting(target);
              if (waiting > 1) {
                problems.add(waiting + " notify scripts of " + target + " wait for " + run);
              }
            });
    dropped.forEach(
        (target, count) ->
            problems.add(
                count + " notify scripts of " + target + " were not run, for too many wait"));
    return problems;
  }
}
