// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.EventQuery;
import director.daemon.event.Target;
import director.daemon.journal.Condition;
import director.daemon.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal in memory; writes on the thread of whoever tells. An event a second, from 05:28 on. */
final class MemoryJournal implements Journal {
  static final Instant START = Instant.parse("2026-11-22T05:28:00Z");

  final List<EventQuery> queries = new CopyOnWriteArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private long sequence;

  @Override
  public void tell(Event event) {
    Entry entry;
    synchronized (this) {
      entry = new Entry(++sequence, START.plusSeconds(sequence), event);
      entries.add(entry);
    }
    followers.forEach(follower -> follower.written(entry));
  }

  /** {@code count} servers go down, one after the other. */
  void happen(int count) {
    for (int i = 0; i < count; i++) {
      tell(Event.state(Target.server("photos", "router1"), "UP", "DOWN", "no answer in 3s"));
    }
  }

  /** As a disk that is full of newer things would. */
  synchronized void forget(int count) {
    entries.subList(0, count).clear();
  }

  int followers() {
    return followers.size();
  }

  @Override
  public CompletionStage<List<Entry>> read(EventQuery query) {
    List<Entry> found = find(query);
    queries.add(query);
    return CompletableFuture.completedStage(found);
  }

  private synchronized List<Entry> find(EventQuery query) {
    List<Entry> found = entries.stream().filter(query::matches).toList();
    boolean first = query.since().isPresent() || query.after() > 0;
    int from = first ? 0 : Math.max(0, found.size() - query.most());
    return List.copyOf(found.subList(from, Math.min(found.size(), from + query.most())));
  }

  /** One a second. */
  @Override
  public CompletionStage<List<Condition>> conditions(Instant since, Instant until) {
    List<Condition> found = new ArrayList<>();
    Instant end = START.plusSeconds(1_000);
    for (Instant at = since.isBefore(START) ? START : since;
        at.isBefore(until) && at.isBefore(end);
        at = at.plusSeconds(1)) {
      found.add(condition(at));
    }
    return CompletableFuture.completedStage(found);
  }

  static Condition condition(Instant at) {
    return new Condition(
        at, 12.5, null, 0.4, 0.0, 0.0, 1L << 30, 300L << 20, 0.4, 1.5, 0.0, 1_204L, 3L);
  }

  @Override
  public Subscription follow(Follower follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public void close() {}
}
