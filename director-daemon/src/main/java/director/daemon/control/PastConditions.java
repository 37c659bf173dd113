// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.journal.Condition;
import director.daemon.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How the director was, second by second, read a few minutes at a time. */
final class PastConditions implements Pieces {
  private static final Duration PAGE = Duration.ofMinutes(10);

  private final Journal journal;
  private final Executor executor;
  private final Instant until;
  private Instant position;

  /**
   * @param executor that goes on with what was read
   */
  PastConditions(Journal journal, Executor executor, Instant since, Instant until) {
    this.journal = journal;
    this.executor = executor;
    this.position = since;
    this.until = until;
  }

  @Override
  public CompletionStage<Optional<byte[]>> next() {
    CompletableFuture<Optional<byte[]>> piece = new CompletableFuture<>();
    step(piece);
    return piece;
  }

  /** Time in which nothing is known is passed over. */
  private void step(CompletableFuture<Optional<byte[]>> piece) {
    if (!position.isBefore(until)) {
      piece.complete(Optional.empty());
      return;
    }
    Instant from = position;
    position = earlier(from.plus(PAGE), until);
    var unused =
        journal
            .conditions(from, position)
            .whenCompleteAsync((conditions, failed) -> answer(conditions, failed, piece), executor);
  }

  private void answer(
      @Nullable List<Condition> conditions,
      @Nullable Throwable failed,
      CompletableFuture<Optional<byte[]>> piece) {
    if (conditions == null) {
      piece.completeExceptionally(
          failed == null ? new IllegalStateException("neither conditions nor a failure") : failed);
    } else if (conditions.isEmpty()) {
      step(piece);
    } else {
      JsonLines lines = new JsonLines();
      conditions.forEach(lines::add);
      piece.complete(Optional.of(lines.bytes()));
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
