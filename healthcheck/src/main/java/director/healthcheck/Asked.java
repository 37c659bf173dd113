// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.probe.Prober;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.Question;
import director.healthcheck.state.ProbeResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Questions that somebody asks once, beside the plan: at most so many at a time, so that they do
 * not take what the plan needs; some more wait in line. An answer that nobody waits for any more
 * (its future is cancelled) is not asked for. Confined to one thread.
 */
final class Asked {

  /** More than this in line is no question any more. */
  static final int MOST_WAITING = 256;

  /** Runs a task on the one thread, later. */
  interface Timer {
    Future<?> schedule(Duration delay, Runnable task);
  }

  private record Waiting(Question question, CompletableFuture<ProbeResult> answer) {}

  private static final class Asking {
    final CompletableFuture<ProbeResult> answer;
    @Nullable RunningProbe probe;
    @Nullable Future<?> deadline;

    Asking(CompletableFuture<ProbeResult> answer) {
      this.answer = answer;
    }
  }

  private final Prober prober;
  private final Timer timer;
  private final int limit;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final Set<Asking> underWay = new LinkedHashSet<>();
  private boolean closed;

  /**
   * @param limit of questions under way
   */
  Asked(Prober prober, Timer timer, int limit) {
    this.prober = prober;
    this.timer = timer;
    this.limit = limit;
  }

  /**
   * Asks, or lets the question wait. Its timeout is counted from when it is asked.
   *
   * @param answer takes the result, or a RejectedExecutionException if too many wait already
   */
  void ask(Question question, CompletableFuture<ProbeResult> answer) {
    if (closed) {
      answer.cancel(false);
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      answer.completeExceptionally(
          new RejectedExecutionException(
              MOST_WAITING + " checks wait to be run already; try again when some have ended"));
      return;
    }
    waiting.add(new Waiting(question, answer));
    startWaiting();
  }

  /** Drops all questions, also those to come; their answers are cancelled. */
  void close() {
    closed = true;
    waiting.forEach(one -> one.answer().cancel(false));
    waiting.clear();
    for (Asking one : underWay) {
      stopTimer(one);
      if (one.probe != null) {
        one.probe.cancel();
      }
      one.answer.cancel(false);
    }
    underWay.clear();
  }

  private void startWaiting() {
    while (underWay.size() < limit && !waiting.isEmpty()) {
      Waiting next = waiting.remove();
      if (!next.answer().isDone()) {
        start(next.question(), new Asking(next.answer()));
      }
    }
  }

  private void start(Question question, Asking asking) {
    RunningProbe probe = prober.start(question, result -> ended(asking, result));
    asking.probe = probe;
    asking.deadline =
        timer.schedule(
            question.timeout(),
            () -> {
              if (underWay.contains(asking)) {
                ended(asking, probe.giveUp());
              }
            });
    underWay.add(asking);
  }

  private void ended(Asking asking, ProbeResult result) {
    stopTimer(asking);
    if (underWay.remove(asking)) {
      asking.answer.complete(result);
      startWaiting();
    }
  }

  private static void stopTimer(Asking asking) {
    if (asking.deadline != null) {
      asking.deadline.cancel(false);
    }
  }
}
