// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.daemon.local.ScriptRunner;
import director.healthcheck.probe.Prober;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.Question;
import director.healthcheck.request.ScriptCheck;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts, at most {@link #PLACES} at once; the others wait for a place, and their time starts
 * when they start.
 *
 * <p>Whoever asks has a deadline that does not know of places. When it gives up on a script that
 * has not had its time, it gets a void result and the script stays in its place in the queue, or
 * goes on; the next who asks the same gets what comes of it. So nothing is judged late for want of
 * a place, and no run is wasted. And of one script of one server no second run begins while the
 * processes of the first have not ended.
 */
final class ScriptProber implements Prober {
  static final int PLACES = 32;

  /** What nobody has asked about for longer is not an answer to the next question. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final ScriptRunner runner;
  private final ExecutorService places;
  private final Executor thread;
  private final LongSupplier nanoTime;

  /** Given up, or not all gone yet. */
  private final Map<Question, ScriptTurn> left = new HashMap<>();

  /**
   * For one thread.
   *
   * @param places runs so many at once as there are
   */
  ScriptProber(
      ScriptRunner runner, ExecutorService places, Executor thread, LongSupplier nanoTime) {
    this.runner = runner;
    this.places = places;
    this.thread = thread;
    this.nanoTime = nanoTime;
  }

  @Override
  public RunningProbe start(Question question, Consumer<ProbeResult> done) {
    left.values().removeIf(this::isOld);
    Probe probe = new Probe(question, (ScriptCheck) question.request(), done);
    ScriptTurn before = left.remove(question);
    if (before == null) {
      probe.begin();
    } else if (before.isJudged()) {
      probe.waitFor(before);
    } else {
      probe.takeOver(before);
    }
    return probe;
  }

  private boolean isOld(ScriptTurn turn) {
    return turn.isGone() && nanoTime.getAsLong() - turn.goneAt() > FRESH.toNanos();
  }

  /** Nobody asks about {@code turn} now. */
  private void leave(Question question, ScriptTurn turn) {
    if (turn.isJudged() && turn.isGone()) {
      return;
    }
    turn.afterwards(
        () -> {
          if (turn.isJudged()) {
            left.remove(question, turn);
          }
        });
    ScriptTurn other = left.put(question, turn);
    if (other != null && !other.isJudged()) {
      other.cancel();
    }
  }

  /** One who asks. */
  private final class Probe implements RunningProbe {
    private final Question question;
    private final ScriptCheck check;
    private final Consumer<ProbeResult> done;
    private final long asked = nanoTime.getAsLong();
    private @Nullable ScriptTurn turn;

    /** Of the same question, as long as its processes have not ended. */
    private @Nullable ScriptTurn before;

    Probe(Question question, ScriptCheck check, Consumer<ProbeResult> done) {
      this.question = question;
      this.check = check;
      this.done = done;
    }

    void begin() {
      ScriptTurn fresh = new ScriptTurn(question, check, thread, nanoTime, asked);
      takeOver(fresh);
      fresh.queue(runner, places);
    }

    void takeOver(ScriptTurn other) {
      turn = other;
      other.askedBy(
          result -> {
            leave(question, other);
            done.accept(result);
          });
    }

    void waitFor(ScriptTurn other) {
      before = other;
      other.afterwards(
          () -> {
            before = null;
            begin();
          });
    }

    @Override
    public ProbePhase reached() {
      return received() == 0 ? ProbePhase.CONNECT : ProbePhase.HEADER;
    }

    @Override
    public long received() {
      return turn == null ? 0 : turn.signsOfLife();
    }

    @Override
    public ProbeResult giveUp() {
      if (turn == null) {
        letBeforeBe();
        return new ProbeResult(
            Verdict.FAILED,
            "the run before still has not ended, though it was told to",
            ProbePhase.HEADER,
            ProbeTimes.endedAfter(question.timeout()));
      }
      ProbeResult result = turn.giveUp();
      leave(question, turn);
      return result;
    }

    @Override
    public void cancel() {
      if (turn == null) {
        letBeforeBe();
      } else {
        turn.cancel();
        leave(question, turn);
      }
    }

    private void letBeforeBe() {
      if (before != null) {
        leave(question, before);
      }
    }
  }
}
