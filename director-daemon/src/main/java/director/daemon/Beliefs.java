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

  /** What a result made of what was believed of a server. */
  record Change(ServerKey key, Belief before, Belief now) {

    boolean turned() {
      return before.state() != now.state();
    }

    boolean advisedAnew() {
      return !before.advised().equals(now.advised());
    }
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
        Place place = new Place(ServicePlan.idOf(service), server.address());
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
   * @return who is believed to be something else, because other checks count now
   */
  List<Change> follow(CheckPlan plan) {
    Map<String, TargetHealth> heard = new HashMap<>();
    byServer.values().forEach(belief -> belief.checks().forEach(one -> note(one, heard)));
    byCheck.clear();
    Instant now = clock.instant();
    List<Change> changes = new ArrayList<>();
    plan.servers()
        .forEach(
            (key, checks) -> {
              checks.ids().values().stream().distinct().forEach(id -> asks(id, key));
              Belief before = Objects.requireNonNull(byServer.get(key));
              Belief next = before.asking(checks, id -> kindOf(plan, id), heard, now);
              byServer.put(key, next);
              if (next.state() != before.state()) {
                changes.add(new Change(key, before, next));
              }
            });
    return changes;
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
   * Takes note of a result, for all servers that it is about; none if nobody asks for it any more.
   * Costs little, as it is done after each probe.
   *
   * @return what is another now: a state, that of a check, or advice; mostly nothing
   */
  List<Change> checked(String id, TargetHealth health) {
    List<ServerKey> keys = byCheck.getOrDefault(id, List.of());
    List<Change> changes = List.of();
    for (ServerKey key : keys) {
      Belief before = byServer.get(key);
      if (before != null) {
        Belief now = before.with(id, health);
        byServer.put(key, now);
        if (isNews(before, now)) {
          changes = changes.isEmpty() ? new ArrayList<>(keys.size()) : changes;
          changes.add(new Change(key, before, now));
        }
      }
    }
    return changes;
  }

  private static boolean isNews(Belief before, Belief now) {
    for (int i = 0; i < now.checks().size(); i++) {
      Heard was = before.checks().get(i);
      Heard is = now.checks().get(i);
      if (was.state() != is.state() || !was.advice().equals(is.advice())) {
        return true;
      }
    }
    return false;
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
