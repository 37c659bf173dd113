// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.actions.state.ActionRecord;
import director.daemon.actions.state.Escalation;
import director.daemon.actions.state.Escalation.Climb;
import director.daemon.actions.state.Event;
import director.daemon.actions.state.Ladder;
import director.daemon.actions.state.LadderState;
import director.daemon.actions.state.Occasion;
import director.daemon.actions.state.Order;
import director.daemon.actions.state.Subject;
import director.daemon.config.ChecksConfig;
import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.DirectorConfig;
import director.daemon.config.ReactionConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.daemon.plan.ServerKey;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Has done what the configuration says when servers and services go up and down, or fail again and
 * again. Confined to the loop.
 */
public final class Actions implements AutoCloseable {
  private final Supplier<Duration> monotonic;
  private final InstantSource wall;
  private final Execution execution;

  /** Of servers with a ladder, once they failed or passed a check. */
  private final Map<ServerKey, LadderState> ladders = new HashMap<>();

  /** Failed checks in a row, of servers of services that have anything done. */
  private final Map<ServerKey, Integer> failing = new HashMap<>();

  private final Map<String, Boolean> services = new HashMap<>();
  private SortedMap<String, ServiceConfig> config = Collections.emptySortedMap();

  /**
   * Nothing is done before {@link #follow}.
   *
   * @param mayAct whether this director is the one that acts for a service: {@link
   *     Responsibility#isOurs}
   * @param events told of each that was done, or left undone
   */
  public Actions(Loop loop, Predicate<String> mayAct, EventSink events) {
    this(
        loop,
        new Deeds(new LocalCommands(), new Webhooks((task, pause) -> later(loop, task, pause))),
        mayAct,
        () -> Duration.ofNanos(System.nanoTime()),
        InstantSource.system(),
        events);
  }

  /**
   * The same, with whoever does it, and on whatever clocks.
   *
   * @param mayAct whether this director is the one that acts for a service
   * @param monotonic a clock that only goes forward, wherever it began
   */
  Actions(
      Loop loop,
      Performer performer,
      Predicate<String> mayAct,
      Supplier<Duration> monotonic,
      InstantSource wall,
      EventSink events) {
    this.monotonic = monotonic;
    this.wall = wall;
    this.execution = new Execution(loop, performer, mayAct, monotonic, wall, events);
  }

  /**
   * From now on {@code next} holds. Servers keep their place on a ladder that does not change; what
   * is under way goes on, and what waits is left undone if there is no such action any more.
   *
   * @param next with a server for each address of a DNS name
   */
  public void follow(DirectorConfig next) {
    SortedMap<String, ServiceConfig> before = config;
    config = next.services();
    ladders.keySet().removeIf(key -> !ladder(before, key).equals(ladder(config, key)));
    failing.keySet().removeIf(key -> !known(new Subject(key.service(), key.server())));
    services.keySet().retainAll(config.keySet());
    execution.follow(next, this::known);
  }

  private static void later(Loop loop, Runnable task, Duration pause) {
    Future<?> unused = loop.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Optional<Ladder> ladder(SortedMap<String, ServiceConfig> services, ServerKey key) {
    return Optional.ofNullable(services.get(key.service()))
        .filter(service -> service.realServers().containsKey(key.server()))
        .flatMap(service -> service.reactions().ladder());
  }

  private boolean known(Subject subject) {
    ServiceConfig service = config.get(subject.service());
    return service != null
        && (!subject.isServer() || service.realServers().containsKey(subject.server()));
  }

  /**
   * To be called after every check of every server, whether or not it changed anything.
   *
   * @param health what is believed after that check
   * @param before what was believed of the server
   * @param now what is believed of it now
   * @param instructed whether an operator has taken it out, or it has itself: then nothing is done,
   *     and it starts anew
   */
  public void checked(
      ServerKey key, TargetHealth health, HealthState before, HealthState now, boolean instructed) {
    ServiceConfig service = config.get(key.service());
    if (service == null || service.reactions().isEmpty()) {
      return;
    }
    RealServerConfig server = service.realServers().get(key.server());
    if (server == null || instructed) {
      ladders.remove(key);
      failing.remove(key);
      return;
    }
    boolean failed = failed(service, server, health, now);
    if (failed) {
      failing.merge(key, 1, Integer::sum);
    }
    Seen seen = new Seen(key, server, health, now);
    changed(service.reactions(), seen, before);
    service.reactions().ladder().ifPresent(ladder -> climb(ladder, seen, failed));
    if (health.lastResult().verdict() == Verdict.PASSED) {
      failing.remove(key);
    }
  }

  private record Seen(
      ServerKey key, RealServerConfig server, TargetHealth health, HealthState state) {}

  /**
   * Whether that counts as a failure of the server: not while we doubt ourselves, and not that of
   * one check among several of which any is enough.
   */
  private static boolean failed(
      ServiceConfig service, RealServerConfig server, TargetHealth health, HealthState now) {
    boolean doubted = health.withheld().isPresent() && now != HealthState.DOWN;
    boolean enough =
        now == HealthState.UP
            && service.checks(server).map(ChecksConfig::need).filter(Need.ANY::equals).isPresent();
    return health.lastResult().verdict() == Verdict.FAILED && !doubted && !enough;
  }

  /** What was not known before is learnt, and no event. */
  private void changed(ReactionConfig reactions, Seen seen, HealthState before) {
    if (before == seen.state() || before == HealthState.UNKNOWN) {
      return;
    }
    Event event =
        switch (seen.state()) {
          case UP -> Event.SERVER_UP;
          case DOWN -> Event.SERVER_DOWN;
          case UNKNOWN -> null;
        };
    if (event != null) {
      order(
          reactions.on(event),
          occasion(event, 0, seen, seen.health().reason(), failing.getOrDefault(seen.key(), 0)));
    }
  }

  private void climb(Ladder ladder, Seen seen, boolean failed) {
    LadderState at = ladders.getOrDefault(seen.key(), LadderState.NEW);
    Duration now = monotonic.get();
    if (!failed) {
      if (seen.health().lastResult().verdict() == Verdict.PASSED) {
        ladders.put(
            seen.key(), new Escalation(ladder).passed(at, seen.state() == HealthState.UP, now));
      }
      return;
    }
    Climb climb = new Escalation(ladder).failed(at, seen.state() == HealthState.DOWN, now);
    ladders.put(seen.key(), climb.state());
    climb
        .fire()
        .ifPresent(
            fire ->
                order(
                    fire.run(),
                    occasion(
                        Event.LADDER,
                        fire.number(),
                        seen,
                        fire.why() + ": " + seen.health().lastResult().seen(),
                        fire.failures())));
  }

  private static Occasion occasion(Event event, int step, Seen seen, String reason, int failures) {
    return new Occasion(
        event,
        step,
        new Subject(seen.key().service(), seen.key().server()),
        seen.server().addressText(),
        seen.state().name(),
        reason,
        seen.health().since(),
        failures);
  }

  /**
   * To be called when it is decided whether a service is up, at least whenever that changes: up
   * while its quorum is met, not up while it is lost, and not called while too little is known.
   * What is told first is learnt, and no event.
   *
   * @param reason of it, as a sentence
   */
  public void service(String service, boolean up, String reason) {
    ServiceConfig now = config.get(service);
    if (now == null) {
      return;
    }
    Boolean before = services.put(service, up);
    if (before == null || before == up) {
      return;
    }
    Event event = up ? Event.SERVICE_UP : Event.SERVICE_DOWN;
    order(
        now.reactions().on(event),
        new Occasion(
            event, 0, new Subject(service, ""), "", up ? "UP" : "DOWN", reason, wall.instant(), 0));
  }

  private void order(List<String> actions, Occasion occasion) {
    actions.forEach(action -> execution.add(new Order(action, occasion)));
  }

  /** The last 20 things that were done for each server, or left undone; the oldest first. */
  public SortedMap<ServerKey, List<ActionRecord>> log() {
    SortedMap<ServerKey, List<ActionRecord>> log = new TreeMap<>();
    execution
        .log()
        .forEach(
            (subject, records) -> {
              if (subject.isServer()) {
                log.put(new ServerKey(subject.service(), subject.server()), records);
              }
            });
    return log;
  }

  /** The same of services as a whole, by their names. */
  public SortedMap<String, List<ActionRecord>> serviceLog() {
    SortedMap<String, List<ActionRecord>> log = new TreeMap<>();
    execution
        .log()
        .forEach(
            (subject, records) -> {
              if (!subject.isServer()) {
                log.put(subject.service(), records);
              }
            });
    return log;
  }

  /** What an operator should know: actions that failed last, and such as were dropped. */
  public List<String> problems() {
    return new ArrayList<>(execution.problems());
  }

  /** Begins nothing more, and ends what is under way without waiting for it. */
  @Override
  public void close() {
    execution.close();
  }
}
