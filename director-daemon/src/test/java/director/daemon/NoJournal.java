// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.EventQuery;
import director.daemon.journal.Condition;
import director.daemon.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what it is told in memory, and has nothing to tell. */
final class NoJournal implements Journal {
  final Queue<Event> told = new ConcurrentLinkedQueue<>();

  @Override
  public void tell(Event event) {
    told.add(event);
  }

  @Override
  public CompletionStage<List<Entry>> read(EventQuery query) {
    return CompletableFuture.completedStage(List.of());
  }

  @Override
  public CompletionStage<List<Condition>> conditions(Instant since, Instant until) {
    return CompletableFuture.completedStage(List.of());
  }

  @Override
  public Subscription follow(Follower follower) {
    return () -> {};
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public void close() {}
}
