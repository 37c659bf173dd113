// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.InitialHealth;
import director.daemon.plan.ServerKey;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is believed of each configured server: from its checks, or from before its first check. */
final class Beliefs {

  /**
   * One server.
   *
   * @param last its last check; null before the first
   */
  record Belief(HealthState state, Instant since, String reason, @Nullable TargetHealth last) {}

  private final SortedMap<ServerKey, Belief> byServer = new TreeMap<>();

  /** What the kernel's table tells of servers that are new to us; others keep their belief. */
  void follow(DirectorConfig config, IpvsTable kernel) {
    SortedMap<ServerKey, HealthState> initial =
        InitialHealth.of(config.services().values(), kernel);
    byServer.keySet().retainAll(initial.keySet());
    initial.forEach((key, state) -> byServer.computeIfAbsent(key, k -> first(state)));
    for (ServiceConfig service : config.services().values()) {
      if (service.check().isEmpty()) {
        for (RealServerConfig server : service.realServers().values()) {
          byServer.merge(
              new ServerKey(service.name(), server.name()),
              unchecked(),
              (before, now) -> before.reason().equals(now.reason()) ? before : now);
        }
      }
    }
  }

  private static Belief first(HealthState state) {
    String reason =
        switch (state) {
          case UP -> "was in service when the director started";
          case DOWN -> "was out of service when the director started";
          case UNKNOWN -> "not enough checks yet";
        };
    return new Belief(state, Instant.now(), reason, null);
  }

  private static Belief unchecked() {
    return new Belief(HealthState.UP, Instant.now(), "not checked: check = none", null);
  }

  /**
   * Takes note of a check.
   *
   * @return what was believed before; null if the server is none of ours any more
   */
  @Nullable Belief checked(ServerKey key, TargetHealth health) {
    Belief before = byServer.get(key);
    if (before == null) {
      return null;
    }
    boolean news = health.changed() || health.state() != before.state();
    byServer.put(
        key,
        new Belief(
            health.state(), news ? health.since() : before.since(), health.reason(), health));
    return before;
  }

  SortedMap<ServerKey, Belief> all() {
    return Collections.unmodifiableSortedMap(byServer);
  }

  SortedMap<ServerKey, HealthState> states() {
    SortedMap<ServerKey, HealthState> states = new TreeMap<>();
    byServer.forEach((key, belief) -> states.put(key, belief.state()));
    return states;
  }
}
