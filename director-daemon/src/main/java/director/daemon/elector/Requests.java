// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.vrrp.HandoverOutcome;
import director.vrrp.HandoverOutcome.Result;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the elector was asked and has not answered. Every request ends, and never exceptionally. */
final class Requests {
  /** Longer than the longest interval, after which the elector knows what became of a wish. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

  private final SortedMap<Long, CompletableFuture<HandoverOutcome>> open = new TreeMap<>();
  private long last;

  /** Numbers a request, and lets {@code send} say it. */
  CompletableFuture<HandoverOutcome> open(Consumer<Long> send) {
    CompletableFuture<HandoverOutcome> answer = new CompletableFuture<>();
    long number;
    synchronized (this) {
      number = ++last;
      open.put(number, answer);
    }
    send.accept(number);
    return answer
        .completeOnTimeout(
            refused(
                "the elector has not answered within "
                    + ANSWERS_WITHIN.toSeconds()
                    + " s; what becomes of it is seen in the status"),
            ANSWERS_WITHIN.toSeconds(),
            TimeUnit.SECONDS)
        .whenComplete((outcome, failed) -> close(number));
  }

  /** An answer to what nobody asked is passed over. */
  void answer(long number, HandoverOutcome outcome) {
    CompletableFuture<HandoverOutcome> asked;
    synchronized (this) {
      asked = open.get(number);
    }
    if (asked != null) {
      asked.complete(outcome);
    }
  }

  /** No answer will come any more. */
  void refuseAll(String why) {
    List<CompletableFuture<HandoverOutcome>> all;
    synchronized (this) {
      all = List.copyOf(open.values());
    }
    all.forEach(asked -> asked.complete(refused(why)));
  }

  static HandoverOutcome refused(String why) {
    return new HandoverOutcome(Result.REFUSED, why);
  }

  private synchronized void close(long number) {
    open.remove(number);
  }
}
