// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ChecksConfig.Need;
import director.daemon.plan.Advised;
import director.daemon.plan.CheckPlan.Checks;
import director.daemon.plan.CombinedHealth;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.Advice;
import director.healthcheck.state.HealthState;
import director.ipvs.table.VirtualService;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of one server.
 *
 * @param since when {@code state} was another
 * @param reason what was seen, by which check if there are several, which rule, which threshold
 * @param need how many of the checks must be up
 * @param checks by name; none if it is not checked
 */
record Belief(
    Place place, HealthState state, Instant since, String reason, Need need, List<Heard> checks) {
  private static final String UNCHECKED = "not checked: check = none";

  /**
   * Where clients are sent, whatever the operator calls it.
   *
   * @param port the server's own, with masquerade: one machine may be several servers
   */
  record Place(VirtualService.Id service, InetAddress server, OptionalInt port) {
    /** Whether it is the same server, of whatever service. */
    boolean isSameServer(Place other) {
      return server.equals(other.server) && port.equals(other.port);
    }
  }

  Belief {
    checks = List.copyOf(checks);
  }

  /** Of a server that is new here. */
  static Belief first(Place place, HealthState state, Instant now) {
    String reason =
        switch (state) {
          case UP -> "was in service before its first check";
          case DOWN -> "was out of service before its first check";
          case UNKNOWN -> "not enough checks yet";
        };
    return new Belief(place, state, now, reason, Need.ALL, List.of());
  }

  /** Of a server that nobody asks. */
  static Belief unchecked(Place place, Instant now) {
    return new Belief(place, HealthState.UP, now, UNCHECKED, Need.ALL, List.of());
  }

  boolean isUnchecked() {
    return reason.equals(UNCHECKED);
  }

  Belief at(Place now) {
    return new Belief(now, state, since, reason, need, checks);
  }

  /**
   * From now on it is {@code wanted} that counts. A check that was there goes on, whatever its
   * name; one that was not begins with what is believed of the server, so that it takes nobody out.
   *
   * @param kinds of checks by their ids
   * @param known results of checks by their ids, whoever they were for
   */
  Belief asking(
      Checks wanted, Function<String, String> kinds, Map<String, TargetHealth> known, Instant now) {
    List<Heard> next = new ArrayList<>();
    wanted.ids().forEach((name, id) -> next.add(asking(name, kinds.apply(id), id, known.get(id))));
    HealthState together = CombinedHealth.of(wanted.need(), states(next));
    boolean stays = (together == state && (isPlain(next) || isSame(next))) || nothingHeard(next);
    return new Belief(
        place,
        together,
        together == state ? since : now,
        stays ? reason : CombinedReason.of(wanted.need(), together, next),
        wanted.need(),
        next);
  }

  private Heard asking(String name, String kind, String id, @Nullable TargetHealth known) {
    Advice advised = Advice.NONE;
    for (Heard one : checks) {
      if (one.id().equals(id)) {
        return one.named(name);
      }
      advised = one.name().equals(name) ? one.advice() : advised;
    }
    Heard begun = Heard.begun(name, kind, id, state, advised);
    return state == HealthState.UNKNOWN && known != null ? begun.with(known) : begun;
  }

  /** A reason names no check where there is one only. */
  private boolean isPlain(List<Heard> next) {
    return next.size() == 1 && checks.size() <= 1;
  }

  private boolean isSame(List<Heard> next) {
    return checks.stream().map(Heard::name).toList().equals(next.stream().map(Heard::name).toList())
        && checks.stream().map(Heard::id).toList().equals(next.stream().map(Heard::id).toList());
  }

  private static boolean nothingHeard(List<Heard> checks) {
    return checks.stream().allMatch(it -> it.last() == null);
  }

  /** After a result of the check of that id, which is one of its own. */
  Belief with(String id, TargetHealth health) {
    List<Heard> next = new ArrayList<>(checks.size());
    boolean turned = false;
    for (Heard one : checks) {
      Heard now = one.id().equals(id) ? one.with(health) : one;
      turned |= now.state() != one.state();
      next.add(now);
    }
    if (!turned) {
      return new Belief(place, state, since, reason, need, next);
    }
    HealthState together = CombinedHealth.of(need, states(next));
    return new Belief(
        place,
        together,
        together == state ? since : health.since(),
        CombinedReason.of(need, together, next),
        need,
        next);
  }

  /** Whether a check counts otherwise than in {@code before}, by the same checks. */
  boolean isNews(Belief before) {
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).state() != before.checks().get(i).state()) {
        return true;
      }
    }
    return false;
  }

  /** Whether checks say something else about the weight than in {@code before}. */
  boolean isAdvisedAnew(Belief before) {
    for (int i = 0; i < checks.size(); i++) {
      if (!checks.get(i).advice().equals(before.checks().get(i).advice())) {
        return true;
      }
    }
    return false;
  }

  private static List<HealthState> states(List<Heard> checks) {
    return checks.stream().map(Heard::state).toList();
  }

  /**
   * Whether the server itself has said that it wants no connections, and has said nothing else
   * since: whoever works on it knows that its other checks fail.
   */
  boolean wantsOut() {
    for (Heard one : checks) {
      if (one.advice().mode() != Advice.Mode.SERVE) {
        return true;
      }
    }
    return false;
  }

  /** What its checks say about its weight; empty if nothing. */
  Optional<Advised> advised() {
    List<Advice> words = new ArrayList<>();
    List<String> by = new ArrayList<>();
    for (Heard one : checks) {
      if (!one.advice().equals(Advice.NONE)) {
        words.add(one.advice());
        by.add(one.word());
      }
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Advised(String.join(", ", by), words));
  }
}
