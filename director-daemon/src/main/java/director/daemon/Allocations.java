// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.loop.Loop;
import director.daemon.plan.Advised;
import director.daemon.plan.Allotment;
import director.daemon.plan.Allotment.Cause;
import director.daemon.plan.Allotments;
import director.daemon.plan.Decision;
import director.daemon.plan.Expansion;
import director.daemon.plan.Instruction;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServicePlan;
import director.daemon.plan.ServiceState;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each real server shall weigh, decided anew before each pass over the kernel's table.
 * Confined to the loop.
 */
final class Allocations {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final Loop loop;
  private final Runnable due;
  private final ChangeLog changes;
  private final EventSink events;
  private final SortedMap<String, ServiceState> states = new TreeMap<>();
  private final SortedMap<String, Decision> decisions = new TreeMap<>();
  private final SortedMap<ServerKey, Instruction> instructions = new TreeMap<>();
  private SortedMap<String, ServiceConfig> services = Collections.emptySortedMap();
  private SortedMap<ServerKey, HealthState> health = Collections.emptySortedMap();
  private SortedMap<ServerKey, Advised> advised = Collections.emptySortedMap();
  private final SortedMap<ServerKey, Long> connections = new TreeMap<>();
  private @Nullable Future<?> alarm;

  /**
   * Made once for a director.
   *
   * @param due run when it is time to decide: a weight rises, a drain ends
   * @param events told of what is decided otherwise than before
   */
  Allocations(Loop loop, Runnable due, EventSink events) {
    this.loop = loop;
    this.due = due;
    this.events = events;
    this.changes = new ChangeLog(loop, LOG::warn);
  }

  /**
   * From now on it is the services of {@code config}. Who has been here before keeps what is
   * remembered of him, also a service with another name, and what operators asked of him, also an
   * address that its DNS name has lost and may have again, and whatever is to persist.
   *
   * @param kernel what the kernel has of services that are new here
   */
  void follow(DirectorConfig config, IpvsTable kernel) {
    Map<VirtualService.Id, ServiceState> places = new HashMap<>();
    services.forEach(
        (name, service) ->
            places.put(ServicePlan.idOf(service), Objects.requireNonNull(states.get(name))));
    services = config.services();
    states.keySet().retainAll(services.keySet());
    decisions.keySet().retainAll(services.keySet());
    instructions.entrySet().removeIf(it -> !it.getValue().persist() && forgets(it.getKey()));
    services.forEach(
        (name, service) -> states.computeIfAbsent(name, fresh -> first(service, places, kernel)));
  }

  private static ServiceState first(
      ServiceConfig service, Map<VirtualService.Id, ServiceState> places, IpvsTable kernel) {
    ServiceState known = places.get(ServicePlan.idOf(service));
    return known == null ? ServiceState.initial(service, kernel) : known;
  }

  private boolean forgets(ServerKey key) {
    ServiceConfig service = services.get(key.service());
    boolean stays =
        service != null
            && (service.realServers().containsKey(key.server())
                || Expansion.isOfName(service, key.server()));
    if (!stays) {
      LOG.info("{} is configured no more; what was asked of it is forgotten", key);
    }
    return !stays;
  }

  /** How the servers are, and what their checks say about their weights. */
  void seen(SortedMap<ServerKey, HealthState> healthNow, SortedMap<ServerKey, Advised> advisedNow) {
    health = healthNow;
    advised = advisedNow;
  }

  /** How many connections servers have that are drained, as far as that is known. */
  void counted(SortedMap<ServerKey, Long> counted) {
    connections.clear();
    connections.putAll(counted);
  }

  /** Who is drained now, and still there. */
  Set<ServerKey> draining() {
    return instructions.keySet().stream()
        .filter(key -> causeOf(key) == Cause.DRAINING)
        .collect(Collectors.toSet());
  }

  private @Nullable Cause causeOf(ServerKey key) {
    Decision decision = decisions.get(key.service());
    Allotment allotment = decision == null ? null : decision.servers().get(key.server());
    return allotment == null ? null : allotment.cause();
  }

  /**
   * Asks something of a server, instead of what was asked before.
   *
   * @param instruction empty to let it be as configured
   */
  void instruct(ServerKey key, Optional<Instruction> instruction) {
    instructions.remove(key);
    connections.remove(key);
    instruction.ifPresent(one -> instructions.put(key, one));
  }

  SortedMap<ServerKey, Instruction> instructions() {
    return Collections.unmodifiableSortedMap(instructions);
  }

  /** By service. */
  SortedMap<String, Decision> decisions() {
    return Collections.unmodifiableSortedMap(decisions);
  }

  /** The services that have lost their quorum. */
  Set<String> quorumLost() {
    return decisions.keySet().stream()
        .filter(name -> Objects.requireNonNull(decisions.get(name)).after().quorumLost())
        .collect(Collectors.toSet());
  }

  /** The table that follows from it all. */
  IpvsTable desired() {
    return ServicePlan.desired(services.values(), decisions);
  }

  /** Monotonic. */
  static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  /** Decides anew for all services. */
  void decide() {
    Duration now = now();
    SortedMap<String, SortedMap<String, HealthState>> byService = byService(health);
    SortedMap<String, SortedMap<String, Instruction>> asked = byService(instructions);
    SortedMap<String, SortedMap<String, Advised>> told = byService(advised);
    SortedMap<String, SortedMap<String, Long>> counted = byService(connections);
    for (ServiceConfig service : services.values()) {
      Decision decision =
          Allotments.decide(
              service,
              Objects.requireNonNull(states.get(service.name())),
              byService.getOrDefault(service.name(), Collections.emptySortedMap()),
              asked.getOrDefault(service.name(), Collections.emptySortedMap()),
              told.getOrDefault(service.name(), Collections.emptySortedMap()),
              counted.getOrDefault(service.name(), Collections.emptySortedMap()),
              now);
      states.put(service.name(), decision.after());
      decisions.put(service.name(), decision);
      decision.news().forEach(sentence -> tell(service.name(), sentence));
    }
    setAlarm(now);
  }

  private void tell(String service, String sentence) {
    changes.tell(service + ": " + sentence);
    events.tell(Event.of(Event.Kind.DECISION, Target.service(service), sentence));
  }

  private static <V> SortedMap<String, SortedMap<String, V>> byService(
      SortedMap<ServerKey, V> all) {
    SortedMap<String, SortedMap<String, V>> services = new TreeMap<>();
    all.forEach(
        (key, value) ->
            services
                .computeIfAbsent(key.service(), fresh -> new TreeMap<>())
                .put(key.server(), value));
    return services;
  }

  private void setAlarm(Duration now) {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    Optional<Duration> next =
        decisions.values().stream()
            .flatMap(decision -> decision.again().stream())
            .min(Duration::compareTo);
    next.ifPresent(
        at ->
            alarm = loop.schedule(due, Math.max(1, at.minus(now).toNanos()), TimeUnit.NANOSECONDS));
  }
}
