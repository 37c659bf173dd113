// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.daemon.local.Script;
import director.daemon.local.ScriptRunner;
import director.daemon.local.state.RunEnd;
import director.healthcheck.request.Question;
import director.healthcheck.request.ScriptCheck;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a script, from the queue for a place to the end of its last process. It has a deadline
 * of its own, from its start; whoever asked may give up before, and another take over the asking.
 * Confined to the probes' thread, but for what the running thread tells.
 */
final class ScriptTurn {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /**
   * Whoever missed more of its time has waited: for a place, or for the end of the run before. Its
   * asker counts that.
   */
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final Question question;
  private final ScriptCheck check;
  private final Executor thread;
  private final LongSupplier nanoTime;
  private final long wanted;
  private @Nullable Future<?> work;
  private @Nullable Consumer<ProbeResult> asker;
  private @Nullable ProbeResult result;
  private boolean judged;
  private boolean gone;
  private long goneAt;
  private Runnable afterwards = () -> {};
  private volatile long began;
  private volatile String said = "";

  /**
   * Does not begin before {@link #queue}.
   *
   * @param thread the probes'
   * @param wanted since when somebody has waited for it, on the scale of {@code nanoTime}
   */
  ScriptTurn(
      Question question, ScriptCheck check, Executor thread, LongSupplier nanoTime, long wanted) {
    this.question = question;
    this.check = check;
    this.thread = thread;
    this.nanoTime = nanoTime;
    this.wanted = wanted;
  }

  /** Waits for one of {@code places}, and runs. */
  void queue(ScriptRunner runner, ExecutorService places) {
    work = places.submit(() -> run(runner));
  }

  /** From now on {@code done} is told of the end; what has been found already it is told soon. */
  void askedBy(Consumer<ProbeResult> done) {
    asker = done;
    if (result != null) {
      thread.execute(this::tell);
    }
  }

  /** What the asker gets that waits no longer: a failure if the script had its time. */
  ProbeResult giveUp() {
    asker = null;
    long now = nanoTime.getAsLong();
    if (result != null) {
      return judge(result);
    }
    if (began == 0) {
      return ScriptResult.crowdedOut(
          "has waited for one of " + ScriptProber.PLACES + " places for " + text(now - wanted),
          Duration.ofNanos(now - wanted));
    }
    Duration ran = Duration.ofNanos(now - began);
    boolean hadItsTime = ran.plus(AT_ONCE).compareTo(question.timeout()) >= 0;
    return hadItsTime
        ? judge(ScriptResult.late(question.timeout(), said, ran))
        : ScriptResult.crowdedOut(
            "has run for %s of %s: it began %s late, as others had to end first"
                .formatted(
                    text(now - began),
                    ReadableDuration.of(question.timeout()),
                    text(began - wanted)),
            ran);
  }

  /** Ends it now, and all its processes. */
  void cancel() {
    asker = null;
    judged = true;
    if (work != null) {
      work.cancel(true);
    }
    // One that waits in the queue is never run now.
    gone |= began == 0;
  }

  /** Whether somebody has been told what came of it. */
  boolean isJudged() {
    return judged;
  }

  /** Whether its last process has ended. */
  boolean isGone() {
    return gone;
  }

  /** When that was, on the scale of System.nanoTime. */
  long goneAt() {
    return goneAt;
  }

  /** Run, instead of what was to be run before, when its last process has ended. */
  void afterwards(Runnable then) {
    afterwards = then;
  }

  /** 0 before it begins; grows with what it says. */
  int signsOfLife() {
    return began == 0 ? 0 : 1 + said.length();
  }

  private ProbeResult judge(ProbeResult told) {
    judged = true;
    result = null;
    return told;
  }

  /** On the running thread. */
  private void run(ScriptRunner runner) {
    began = nanoTime.getAsLong();
    try {
      runner.run(script(), new Ear());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | OutOfMemoryError e) {
      // No thread to be had is an OutOfMemoryError, and no fault of the server.
      LOG.error("a mistake in directord while it ran {}", check.command(), e);
      found(new RunEnd.NotRun("a mistake in directord: " + e));
    } finally {
      thread.execute(this::gone);
    }
  }

  private Script script() {
    return new Script(
        "check script " + check.command().get(0),
        check.command(),
        check.user(),
        check.environment(),
        question.timeout());
  }

  /** Hears the script, on the running thread. */
  private final class Ear implements ScriptRunner.Listener {
    @Override
    public void says(String soFar) {
      said = soFar;
    }

    @Override
    public void ended(RunEnd end) {
      found(end);
    }
  }

  private void found(RunEnd end) {
    ProbeResult found = ScriptResult.of(check, end, Duration.ofNanos(nanoTime.getAsLong() - began));
    thread.execute(() -> found(found));
  }

  private void found(ProbeResult found) {
    if (!judged && result == null) {
      result = found;
      tell();
    }
  }

  private void tell() {
    if (asker != null && result != null) {
      Consumer<ProbeResult> done = asker;
      asker = null;
      done.accept(judge(result));
    }
  }

  private void gone() {
    gone = true;
    goneAt = nanoTime.getAsLong();
    afterwards.run();
  }

  private static String text(long nanos) {
    return ReadableDuration.of(Duration.ofNanos(nanos));
  }
}
