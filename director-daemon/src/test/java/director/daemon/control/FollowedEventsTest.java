// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.EventQuery;
import director.daemon.event.Target;
import director.daemon.journal.Condition;
import director.daemon.journal.Journal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FollowedEventsTest {
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final SlowJournal journal = new SlowJournal();

  @Test
  @DisplayName("one who goes away while the journal is read for it costs nothing any more")
  void goesAway() {
    EventTail tail = new EventTail(journal, work::add);
    FollowedEvents events =
        new FollowedEvents(
            journal,
            new Turns(),
            Optional.empty(),
            Optional.of(Target.IPVS),
            tail.join(),
            work::add);
    journal.followers.forEach(follower -> follower.written(entry(6)));
    CompletionStage<Optional<byte[]>> piece = events.next();
    journal.answer(entry(4));

    events.close();
    journal.answer(entry(5), entry(6));
    for (int turns = 0; turns < 10 && !work.isEmpty(); turns++) {
      work.remove().run();
    }

    assertEquals(0, work.size());
    assertEquals(Optional.empty(), piece.toCompletableFuture().getNow(Optional.of(new byte[0])));
  }

  private static Entry entry(long sequence) {
    return new Entry(sequence, Instant.EPOCH, Event.of(Event.Kind.STOP, Target.NODE, ""));
  }

  /** Has what it is told to have, and takes its time to say so. */
  private static final class SlowJournal implements Journal {
    private final List<Follower> followers = new ArrayList<>();
    private final Queue<CompletableFuture<List<Entry>>> asked = new ArrayDeque<>();

    void answer(Entry... entries) {
      asked.remove().complete(List.of(entries));
    }

    @Override
    public CompletionStage<List<Entry>> read(EventQuery query) {
      CompletableFuture<List<Entry>> answer = new CompletableFuture<>();
      asked.add(answer);
      return answer;
    }

    @Override
    public CompletionStage<List<Condition>> conditions(Instant since, Instant until) {
      return CompletableFuture.completedStage(List.of());
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
    public void tell(Event event) {}

    @Override
    public void close() {}
  }
}
