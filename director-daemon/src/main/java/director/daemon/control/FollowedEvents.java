// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.event.Entry;
import director.daemon.event.EventQuery;
import director.daemon.event.Target;
import director.daemon.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What the journal has, and then what is written into it, without an end. It stands at a sequence
 * and goes on from there when the reader has taken what was before: by the tail, or by the journal
 * itself if it fell behind that.
 */
final class FollowedEvents implements Pieces {
  private static final int PAGE = 64;

  /** A line in place of entries that the journal no longer has. */
  record Lost(long lost) {}

  private final Journal journal;
  private final Turns turns;
  private final Optional<EventQuery> past;
  private final Optional<Target> target;
  private final EventTail.Listener tail;
  private final Executor executor;
  private Pieces before = () -> CompletableFuture.completedStage(Optional.empty());
  private boolean begun;
  private boolean live;
  private volatile boolean closed;
  private long position;

  /**
   * @param past what is told of it first; empty for nothing
   * @param target that, or what is a part of it
   * @param executor that goes on when there is something
   */
  FollowedEvents(
      Journal journal,
      Turns turns,
      Optional<EventQuery> past,
      Optional<Target> target,
      EventTail.Listener tail,
      Executor executor) {
    this.journal = journal;
    this.turns = turns;
    this.past = past;
    this.target = target;
    this.tail = tail;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Optional<byte[]>> next() {
    if (!begun) {
      begun = true;
      return begin().thenCompose(done -> next());
    }
    if (live) {
      CompletableFuture<Optional<byte[]>> piece = new CompletableFuture<>();
      step(piece);
      return piece;
    }
    return before
        .next()
        .thenCompose(
            piece -> {
              live = piece.isEmpty();
              return live ? next() : CompletableFuture.completedStage(piece);
            });
  }

  /** The past ends, and what is followed begins, behind the last entry that there is now. */
  private CompletionStage<Boolean> begin() {
    EventQuery latest = new EventQuery(Optional.empty(), Optional.empty(), 0, Optional.empty(), 1);
    return journal
        .read(latest)
        .thenApply(
            entries -> {
              position = entries.isEmpty() ? 0 : entries.get(0).sequence();
              past.ifPresent(query -> before = new PastEvents(journal, turns, query, position));
              return true;
            });
  }

  /** Completes {@code piece} when there is one. Not by a chain of stages: it may wait for years. */
  private void step(CompletableFuture<Optional<byte[]>> piece) {
    if (closed) {
      piece.complete(Optional.empty());
      return;
    }
    JsonLines lines = new JsonLines();
    List<EventTail.Line> kept = tail.after(position);
    while (!kept.isEmpty() && lines.isEmpty()) {
      kept.stream().filter(line -> isWanted(line.target())).forEach(it -> it.writeTo(lines));
      position = kept.get(kept.size() - 1).sequence();
      kept = tail.after(position);
    }
    if (!lines.isEmpty()) {
      piece.complete(Optional.of(lines.bytes()));
    } else if (tail.isBeyond(position)) {
      again(catchUp(lines), lines, piece);
    } else {
      again(tail.await(position), lines, piece);
    }
  }

  private void again(
      CompletionStage<Boolean> first, JsonLines lines, CompletableFuture<Optional<byte[]>> piece) {
    var unused =
        first.whenCompleteAsync(
            (done, failed) -> {
              if (failed != null) {
                piece.completeExceptionally(failed);
              } else if (!lines.isEmpty()) {
                piece.complete(Optional.of(lines.bytes()));
              } else {
                step(piece);
              }
            },
            executor);
  }

  /** From the journal, and all of it: a gap in the sequences is something that was lost. */
  private CompletionStage<Boolean> catchUp(JsonLines lines) {
    EventQuery next =
        new EventQuery(
            Optional.of(Instant.EPOCH), Optional.empty(), position, Optional.empty(), PAGE);
    return journal
        .read(next)
        .thenApply(
            entries -> {
              entries.forEach(entry -> take(entry, lines));
              if (entries.isEmpty() && tail.oldest() > position + 1) {
                skip(tail.oldest() - 1, lines);
              }
              return true;
            });
  }

  private void take(Entry entry, JsonLines lines) {
    if (entry.sequence() > position + 1) {
      skip(entry.sequence() - 1, lines);
    }
    position = entry.sequence();
    if (isWanted(entry.event().target())) {
      lines.add(EventLine.of(entry));
    }
  }

  private void skip(long to, JsonLines lines) {
    lines.add(new Lost(to - position));
    position = to;
  }

  private boolean isWanted(Target of) {
    return target.map(of::isWithin).orElse(true);
  }

  @Override
  public void close() {
    closed = true;
    tail.close();
  }
}
