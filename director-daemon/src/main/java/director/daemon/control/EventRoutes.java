// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import director.daemon.control.OrderBody.RefusedException;
import director.daemon.event.EventQuery;
import director.daemon.event.Target;
import director.daemon.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What can be asked of the journal. */
public final class EventRoutes {
  private static final int USUAL_MOST = 1_000;
  private static final Duration LONGEST_CONDITION = Duration.ofDays(7);

  private final Journal journal;
  private final Executor executor;
  private final EventTail tail;
  private final Turns turns = new Turns();

  private EventRoutes(Journal journal, Executor executor) {
    this.journal = journal;
    this.executor = executor;
    this.tail = new EventTail(journal, executor);
  }

  public static Routes of(Journal journal) {
    EventRoutes routes = new EventRoutes(journal, Workers.thread("control-events"));
    return new Routes(
        List.of(
            Route.question(
                "/v1/events",
                Set.of("since", "until", "after", "target", "most", "follow"),
                routes::events),
            Route.question("/v1/condition", Set.of("since", "until"), routes::condition)));
  }

  private CompletionStage<Answer> events(Route.Request request) throws RefusedException {
    Query query = request.query();
    boolean follow = query.flag("follow");
    Optional<Instant> since = query.time("since");
    Optional<Instant> until = query.time("until");
    long after = query.number("after", 0, Long.MAX_VALUE / 10).orElse(0L);
    Optional<Target> target = query.target("target");
    if (since.isEmpty() && query.text("after").isPresent()) {
      since = Optional.of(Instant.EPOCH); // from there on, and not the latest
    }
    long most =
        query
            .number("most", follow ? 0 : 1, EventQuery.MOST)
            .orElse(since.isPresent() ? (long) EventQuery.MOST : USUAL_MOST);
    if (follow && until.isPresent()) {
      throw new RefusedException(
          "what is followed has no end", "expected: follow=true or until, not both");
    }
    Optional<EventQuery> past =
        most == 0
            ? Optional.empty()
            : Optional.of(new EventQuery(since, until, after, target, (int) most));
    return completedStage(
        follow
            ? Answer.following(
                new FollowedEvents(journal, turns, past, target, tail.join(), executor))
            : Answer.lines(new PastEvents(journal, turns, past.orElseThrow(), Long.MAX_VALUE)));
  }

  private CompletionStage<Answer> condition(Route.Request request) throws RefusedException {
    Instant since =
        request
            .query()
            .time("since")
            .orElseThrow(
                () ->
                    new RefusedException("since is missing", "expected: since, and perhaps until"));
    Instant until = request.query().time("until").orElseGet(Instant::now);
    if (Duration.between(since, until).compareTo(LONGEST_CONDITION) > 0) {
      throw new RefusedException(
          "from since to until it is more than 7 days", "expected: 7 days at most; ask in parts");
    }
    return completedStage(Answer.lines(new PastConditions(journal, executor, since, until)));
  }
}
