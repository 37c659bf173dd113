// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.actions.state.ActionRecord;
import director.daemon.actions.state.Agenda;
import director.daemon.actions.state.Agenda.Begin;
import director.daemon.actions.state.Agenda.Leave;
import director.daemon.actions.state.Agenda.Turn;
import director.daemon.actions.state.Order;
import director.daemon.actions.state.RateLimit;
import director.daemon.actions.state.Subject;
import director.daemon.config.ActionConfig;
import director.daemon.config.ActionConfig.By;
import director.daemon.config.DirectorConfig;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has orders done when their turn comes, and keeps what came of them. Confined to the loop. */
final class Execution {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** Processes and requests of all servers together. */
  private static final int AT_ONCE = 16;

  private static final int WAITING_EACH = 16;

  private final Loop loop;
  private final Performer performer;
  private final Predicate<String> mayAct;
  private final Supplier<Duration> monotonic;
  private final InstantSource wall;
  private final EventSink events;
  private final Agenda agenda = new Agenda(AT_ONCE, WAITING_EACH);
  private final ActionLog log = new ActionLog();

  /** By action, the last failure since it last went well. */
  private final SortedMap<String, String> failed = new TreeMap<>();

  /** As it was when the configuration was read. */
  private List<String> doubts = List.of();

  private SortedMap<String, ActionConfig> actions = new TreeMap<>();
  private String director = "";
  private boolean closed;

  /**
   * Nothing is done before {@link #follow}.
   *
   * @param mayAct whether this director acts for a service
   */
  Execution(
      Loop loop,
      Performer performer,
      Predicate<String> mayAct,
      Supplier<Duration> monotonic,
      InstantSource wall,
      EventSink events) {
    this.loop = loop;
    this.performer = performer;
    this.mayAct = mayAct;
    this.monotonic = monotonic;
    this.wall = wall;
    this.events = events;
  }

  void follow(DirectorConfig config, Predicate<Subject> known) {
    actions = config.actions();
    director = config.name();
    SortedMap<String, Optional<RateLimit>> limits = new TreeMap<>();
    actions.forEach((name, action) -> limits.put(name, action.atMost()));
    agenda.follow(limits);
    log.keep(known);
    failed.keySet().retainAll(actions.keySet());
    doubts = List.of();
    if (!actions.isEmpty() && !closed) {
      loop.whenDone(performer.doubts(actions.values()), this::doubted);
    }
  }

  private void doubted(@Nullable List<String> found, @Nullable Throwable thrown) {
    if (found != null) {
      found.forEach(LOG::warn);
      doubts = found;
    } else if (!closed) {
      throw new IllegalStateException("cannot look at the programs of actions", thrown);
    }
  }

  /** Has it done, unless that is not for us to do. */
  void add(Order order) {
    Optional<String> objection = objection(order);
    if (objection.isPresent()) {
      left(order, objection.get());
    } else if (!agenda.add(order)) {
      left(order, "too much waits for " + order.subject() + " already");
    }
    go();
  }

  private Optional<String> objection(Order order) {
    ActionConfig action = actions.get(order.action());
    String service = order.subject().service();
    boolean others = action != null && action.by() == By.MASTER && !mayAct.test(service);
    return others ? Optional.of("this director is not the MASTER of " + service) : Optional.empty();
  }

  private void go() {
    Optional<Turn> turn = next();
    while (turn.isPresent()) {
      if (turn.get() instanceof Begin begin) {
        begin(begin.order());
      } else if (turn.get() instanceof Leave leave) {
        left(leave.order(), leave.why());
      }
      turn = next();
    }
  }

  private Optional<Turn> next() {
    return closed ? Optional.empty() : agenda.next(monotonic.get(), this::objection);
  }

  private void begin(Order order) {
    ActionConfig action = actions.get(order.action());
    if (action == null) {
      throw new IllegalStateException("the agenda begins " + order + ", which is not configured");
    }
    LOG.info("action {}: begins, {}", order, order.occasion().reason());
    Instant at = wall.instant();
    Duration begun = monotonic.get();
    loop.whenDone(
        performer.perform(order, action, director),
        (ended, thrown) -> ended(order, at, begun, ended, thrown));
  }

  private void ended(
      Order order, Instant at, Duration begun, @Nullable Ended ended, @Nullable Throwable thrown) {
    if (ended == null) {
      if (closed) {
        return;
      }
      throw new IllegalStateException("action " + order + " ended by a mistake of ours", thrown);
    }
    Duration took = monotonic.get().minus(begun);
    if (ended.well()) {
      failed.remove(order.action());
      LOG.info("action {}: {} after {} ms", order, ended.outcome(), took.toMillis());
    } else {
      failed.put(order.action(), "action " + order + " failed: " + ended.outcome());
      LOG.warn("action {}: failed: {}", order, ended.outcome());
    }
    record(
        order.subject(),
        new ActionRecord(
            at, order.action(), order.occasion().title(), ended.outcome(), ended.output(), took));
    agenda.ended(order.subject());
    go();
  }

  private void left(Order order, String why) {
    LOG.info("action {}: not done: {}", order, why);
    record(
        order.subject(),
        new ActionRecord(
            wall.instant(),
            order.action(),
            order.occasion().title(),
            "not done: " + why,
            List.of(),
            Duration.ZERO));
  }

  private void record(Subject subject, ActionRecord record) {
    log.add(subject, record);
    Target target =
        subject.isServer()
            ? Target.server(subject.service(), subject.server())
            : Target.service(subject.service());
    String told = record.action() + " on " + record.event() + ": " + record.outcome();
    events.tell(Event.of(Event.Kind.ACTION, target, told).with(record.output()));
  }

  SortedMap<Subject, List<ActionRecord>> log() {
    return log.all();
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>(doubts);
    problems.addAll(failed.values());
    agenda
        .dropped()
        .forEach(
            (subject, count) ->
                problems.add(
                    count + " actions of " + subject + " were dropped, for too many wait for it"));
    return problems;
  }

  /** Begins nothing more, and ends what is under way. */
  void close() {
    closed = true;
    agenda.clear();
    performer.close();
  }
}
