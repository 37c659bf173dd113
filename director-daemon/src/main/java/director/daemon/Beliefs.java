// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.Belief.Place;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.Advised;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.InitialHealth;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServicePlan;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is believed of each configured server: from its checks, or from before its first check. */
final class Beliefs {

  /** Hears what was believed of a server, and what is now. */
  @FunctionalInterface
  interface Listener {
    void believed(ServerKey key, Belief before, Belief now);
  }

  private final InstantSource clock;
  private final SortedMap<ServerKey, Belief> byServer = new TreeMap<>();
  private final Map<String, List<ServerKey>> byCheck = new HashMap<>();

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
    Instant now = clock.instant();
    byServer.clear();
    for (ServiceConfig service : config.services().values()) {
      for (RealServerConfig server : service.realServers().values()) {
        ServerKey key = new ServerKey(service.name(), server.name());
        Place place = new Place(ServicePlan.idOf(service), server.address(), server.port());
        Belief his = known.at(key, place);
        if (service.checks(server).isEmpty()) {
          byServer.put(key, unchecked(his, place, now));
        } else {
          HealthState kernelTells = initial.getOrDefault(key, HealthState.UNKNOWN);
          byServer.put(key, checked(his, kernelTells, place, now));
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
      if (sameName != null && sameName.place().isSameServer(place)) {
        return sameName;
      }
      Belief samePlace = places().get(place);
      boolean otherPort =
          sameName != null && sameName.place().server().equals(place.server()) && samePlace == null;
      return otherPort ? sameName : samePlace;
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

  private static Belief checked(
      @Nullable Belief known, HealthState initial, Place place, Instant now) {
    if (known == null) {
      return Belief.first(place, initial, now);
    }
    return known.isUnchecked() ? Belief.first(place, known.state(), now) : known.at(place);
  }

  private static Belief unchecked(@Nullable Belief known, Place place, Instant now) {
    return known != null && known.isUnchecked() ? known.at(place) : Belief.unchecked(place, now);
  }

  /**
   * From now on it is the checks of {@code plan} that tell.
   *
   * @param turned told of who is believed to be something else, because other checks count now
   */
  void follow(CheckPlan plan, Listener turned) {
    Map<String, TargetHealth> heard = new HashMap<>();
    byServer.values().forEach(belief -> belief.checks().forEach(one -> note(one, heard)));
    byCheck.clear();
    Instant now = clock.instant();
    plan.servers()
        .forEach(
            (key, checks) -> {
              checks.ids().values().stream().distinct().forEach(id -> asks(id, key));
              Belief before = Objects.requireNonNull(byServer.get(key));
              Belief next = before.asking(checks, id -> kindOf(plan, id), heard, now);
              byServer.put(key, next);
              if (next.state() != before.state()) {
                turned.believed(key, before, next);
              }
            });
  }

  private static String kindOf(CheckPlan plan, String id) {
    return Objects.requireNonNull(plan.orders().get(id)).question().request().kind();
  }

  private static void note(Heard check, Map<String, TargetHealth> heard) {
    if (check.last() != null) {
      heard.putIfAbsent(check.id(), check.last());
    }
  }

  private void asks(String id, ServerKey key) {
    byCheck.computeIfAbsent(id, fresh -> new ArrayList<>(1)).add(key);
  }

  /**
   * Takes note of a result, for all servers that it is about. Costs little, as it is done after
   * each probe.
   *
   * @param listener told of each of them; of nobody if nobody asks for this check any more
   */
  void checked(String id, TargetHealth health, Listener listener) {
    for (ServerKey key : byCheck.getOrDefault(id, List.of())) {
      Belief before = byServer.get(key);
      if (before != null) {
        Belief now = before.with(id, health);
        byServer.put(key, now);
        listener.believed(key, before, now);
      }
    }
  }

  SortedMap<ServerKey, Belief> all() {
    return Collections.unmodifiableSortedMap(byServer);
  }

  SortedMap<ServerKey, HealthState> states() {
    SortedMap<ServerKey, HealthState> states = new TreeMap<>();
    byServer.forEach((key, belief) -> states.put(key, belief.state()));
    return states;
  }

  /** Of those whose checks say anything about their weight. */
  SortedMap<ServerKey, Advised> advised() {
    SortedMap<ServerKey, Advised> advised = new TreeMap<>();
    byServer.forEach((key, belief) -> belief.advised().ifPresent(it -> advised.put(key, it)));
    return advised;
  }
}
