// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import director.daemon.event.Entry;
import director.daemon.event.EventQuery;
import director.daemon.journal.Journal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the journal has, read page by page. */
final class PastEvents implements Pieces {
  private static final int PAGE = 256;

  private final Journal journal;
  private final Turns turns;
  private final EventQuery query;
  private final long upTo;
  private final Deque<Entry> page = new ArrayDeque<>();
  private boolean begun;
  private boolean ended;
  private long position;
  private int open;

  /**
   * Nothing is read before the first piece is asked for.
   *
   * @param turns in which questions are put that take much memory at once
   * @param upTo the last sequence that is told
   */
  PastEvents(Journal journal, Turns turns, EventQuery query, long upTo) {
    this.journal = journal;
    this.turns = turns;
    this.query = query;
    this.upTo = upTo;
    this.position = query.after();
    this.open = query.most();
  }

  @Override
  public CompletionStage<Optional<byte[]>> next() {
    if (!begun) {
      begun = true;
      return begin().thenCompose(from -> next(from));
    }
    return page.isEmpty() && !ended ? read().thenApply(read -> piece()) : completedStage(piece());
  }

  private CompletionStage<Optional<byte[]>> next(long from) {
    position = from;
    return next();
  }

  /** Where to begin: of the latest, only how far back they reach is kept. */
  private CompletionStage<Long> begin() {
    boolean fromSomewhere = query.since().isPresent() || query.after() > 0;
    if (fromSomewhere || query.most() <= PAGE) {
      return fromSomewhere ? completedStage(query.after()) : reach();
    }
    return turns.inTurn(this::reach);
  }

  private CompletionStage<Long> reach() {
    return journal
        .read(query)
        .thenApply(entries -> entries.isEmpty() ? query.after() : entries.get(0).sequence() - 1);
  }

  private CompletionStage<Void> read() {
    // With a time to begin at, what is read are the first ones and not the latest.
    EventQuery next =
        new EventQuery(
            Optional.of(query.since().orElse(Instant.EPOCH)),
            query.until(),
            position,
            query.target(),
            Math.min(PAGE, open));
    return journal.read(next).thenAccept(entries -> take(entries, next.most()));
  }

  private void take(List<Entry> entries, int asked) {
    entries.stream().filter(entry -> entry.sequence() <= upTo).forEach(page::add);
    open -= entries.size();
    ended = entries.size() < asked || open <= 0 || page.size() < entries.size();
    position = entries.isEmpty() ? position : entries.get(entries.size() - 1).sequence();
  }

  private Optional<byte[]> piece() {
    JsonLines lines = new JsonLines();
    while (!page.isEmpty() && !lines.isFull()) {
      lines.add(EventLine.of(page.remove()));
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.bytes());
  }
}
