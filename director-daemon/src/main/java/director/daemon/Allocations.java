// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.loop.Loop;
import director.daemon.plan.Allotments;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServicePlan;
import director.daemon.plan.ServiceState;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each real server shall weigh, decided anew whenever something is seen, asked for, or due.
 * Confined to the loop.
 */
final class Allocations {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final Loop loop;
  private final Runnable due;
  private final SortedMap<String, ServiceState> states = new TreeMap<>();
  private final SortedMap<String, Decision> decisions = new TreeMap<>();
  private final SortedMap<ServerKey, Instruction> instructions = new TreeMap<>();
  private SortedMap<String, ServiceConfig> services = Collections.emptySortedMap();
  private SortedMap<ServerKey, HealthState> health = Collections.emptySortedMap();
  private SortedMap<ServerKey, Long> connections = Collections.emptySortedMap();
  private @Nullable Future<?> alarm;

  /**
   * Made once for a director.
   *
   * @param due run when a decision changes by itself: a weight rises, a drain ends
   */
  Allocations(Loop loop, Runnable due) {
    this.loop = loop;
    this.due = due;
  }

  /**
   * Decides for the services of {@code config}. Who has been here before keeps what is remembered
   * of him, and what operators asked of him.
   *
   * @param kernel what the kernel has of services that are new here
   */
  void follow(
      DirectorConfig config, IpvsTable kernel, SortedMap<ServerKey, HealthState> healthNow) {
    services = config.services();
    health = healthNow;
    states.keySet().retainAll(services.keySet());
    decisions.keySet().retainAll(services.keySet());
    instructions.keySet().removeIf(this::forgets);
    services.forEach(
        (name, service) ->
            states.computeIfAbsent(name, fresh -> ServiceState.initial(service, kernel)));
    decide();
  }

  private boolean forgets(ServerKey key) {
    boolean gone =
        !services.containsKey(key.service())
            || !services.get(key.service()).realServers().containsKey(key.server());
    if (gone) {
      LOG.info("{} is configured no more; what was asked of it is forgotten", key);
    }
    return gone;
  }

  /** How the servers are; decides for all services whose servers are not as they were. */
  void seen(SortedMap<ServerKey, HealthState> healthNow) {
    health = healthNow;
    decide();
  }

  /** Connections of servers that are drained. */
  boolean counted(SortedMap<ServerKey, Long> counted) {
    connections = counted;
    SortedMap<String, Decision> before = new TreeMap<>(decisions);
    decide();
    return !before.equals(decisions);
  }

  /** Who is drained now. */
  Collection<ServerKey> draining() {
    return instructions.entrySet().stream()
        .filter(each -> each.getValue().verb() == Instruction.Verb.DRAIN)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Asks something of a server, instead of what was asked before.
   *
   * @param instruction empty to let it be as configured
   */
  void instruct(ServerKey key, Optional<Instruction> instruction) {
    instructions.remove(key);
    instruction.ifPresent(one -> instructions.put(key, one));
    decide();
  }

  SortedMap<ServerKey, Instruction> instructions() {
    return Collections.unmodifiableSortedMap(instructions);
  }

  /** By service. */
  SortedMap<String, Decision> decisions() {
    return Collections.unmodifiableSortedMap(decisions);
  }

  /** The table that follows from it all. */
  IpvsTable desired() {
    return ServicePlan.desired(services.values(), decisions);
  }

  /** Monotonic. */
  static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  private void decide() {
    Duration now = now();
    SortedMap<String, SortedMap<String, HealthState>> byService = byService(health);
    SortedMap<String, SortedMap<String, Instruction>> asked = byService(instructions);
    SortedMap<String, SortedMap<String, Long>> counted = byService(connections);
    for (ServiceConfig service : services.values()) {
      Decision decision =
          Allotments.decide(
              service,
              Objects.requireNonNull(states.get(service.name())),
              byService.getOrDefault(service.name(), Collections.emptySortedMap()),
              asked.getOrDefault(service.name(), Collections.emptySortedMap()),
              counted.getOrDefault(service.name(), Collections.emptySortedMap()),
              now);
      states.put(service.name(), decision.after());
      decisions.put(service.name(), decision);
      decision.news().forEach(sentence -> LOG.warn("{}: {}", service.name(), sentence));
    }
    setAlarm(now);
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
            alarm =
                loop.schedule(
                    () -> {
                      decide();
                      due.run();
                    },
                    Math.max(1, at.minus(now).toNanos()),
                    TimeUnit.NANOSECONDS));
  }
}
