// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.InitialHealth;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServicePlan;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.VirtualService;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is believed of each configured server: from its checks, or from before its first check. */
final class Beliefs {
  private static final String UNCHECKED = "not checked: check = none";

  /** Where clients are sent, whatever the operator calls it. */
  record Place(VirtualService.Id service, InetAddress server) {}

  /**
   * One server.
   *
   * @param last its last check; null before the first
   */
  record Belief(
      Place place, HealthState state, Instant since, String reason, @Nullable TargetHealth last) {

    private Belief at(Place now) {
      return new Belief(now, state, since, reason, last);
    }
  }

  private final InstantSource clock;
  private final SortedMap<ServerKey, Belief> byServer = new TreeMap<>();
  private final SortedMap<String, List<ServerKey>> byCheck = new TreeMap<>();

  Beliefs(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Makes the servers of {@code config} those of which something is believed. Who is still at the
   * same address keeps what is believed of him, and so does who only has another name; of who is
   * new, it is what the kernel's table tells.
   */
  void follow(DirectorConfig config, IpvsTable kernel) {
    Map<ServerKey, HealthState> initial = InitialHealth.of(config.services().values(), kernel);
    SortedMap<ServerKey, Belief> before = new TreeMap<>(byServer);
    Known known = new Known(before);
    byServer.clear();
    for (ServiceConfig service : config.services().values()) {
      for (RealServerConfig server : service.realServers().values()) {
        ServerKey key = new ServerKey(service.name(), server.name());
        Place place = new Place(ServicePlan.idOf(service), server.address());
        Belief his = known.at(key, place);
        if (service.checks().isEmpty()) {
          byServer.put(key, unchecked(his, place));
        } else {
          HealthState kernelTells = initial.getOrDefault(key, HealthState.UNKNOWN);
          byServer.put(key, checked(his, kernelTells, place));
        }
      }
    }
  }

  /** Who was there: by name, and who has another name now, by place. */
  private static final class Known {
    private final SortedMap<ServerKey, Belief> byName;
    private @Nullable Map<Place, Belief> byPlace;

    Known(SortedMap<ServerKey, Belief> byName) {
      this.byName = byName;
    }

    @Nullable Belief at(ServerKey key, Place place) {
      Belief sameName = byName.get(key);
      boolean stayed = sameName != null && sameName.place().server().equals(place.server());
      return stayed ? sameName : places().get(place);
    }

    private Map<Place, Belief> places() {
      Map<Place, Belief> places = byPlace;
      if (places == null) {
        places = new HashMap<>();
        for (Belief belief : byName.values()) {
          places.put(belief.place(), belief);
        }
        byPlace = places;
      }
      return places;
    }
  }

  private Belief checked(@Nullable Belief known, HealthState initial, Place place) {
    if (known == null) {
      return first(initial, place);
    }
    return known.reason().equals(UNCHECKED) ? first(known.state(), place) : known.at(place);
  }

  private Belief first(HealthState state, Place place) {
    String reason =
        switch (state) {
          case UP -> "was in service before its first check";
          case DOWN -> "was out of service before its first check";
          case UNKNOWN -> "not enough checks yet";
        };
    return new Belief(place, state, clock.instant(), reason, null);
  }

  private Belief unchecked(@Nullable Belief known, Place place) {
    return known != null && known.reason().equals(UNCHECKED)
        ? known.at(place)
        : new Belief(place, HealthState.UP, clock.instant(), UNCHECKED, null);
  }

  /** From now on it is the checks of {@code plan} that tell. */
  void follow(CheckPlan plan) {
    byCheck.clear();
    plan.servers()
        .forEach(
            (key, checks) ->
                checks
                    .ids()
                    .values()
                    .forEach(
                        id -> byCheck.computeIfAbsent(id, fresh -> new ArrayList<>()).add(key)));
  }

  /** Whom the check of that id is about; none if it is not asked for any more. */
  List<ServerKey> serversOf(String check) {
    return byCheck.getOrDefault(check, List.of());
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
            before.place(),
            health.state(),
            news ? health.since() : before.since(),
            news ? health.reason() : before.reason(),
            health));
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
