// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.daemon.change.LiveConnections.Count;
import director.daemon.change.Touch.Verb;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.config.text.ServiceTerms;
import director.daemon.event.Target;
import director.daemon.plan.ServicePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What becomes of the real servers of a service that stays. */
final class ServerChanges {
  private final ServiceConfig before;
  private final ServiceConfig after;
  private final LiveConnections live;
  private final Consumer<Touch> found;

  ServerChanges(
      ServiceConfig before, ServiceConfig after, LiveConnections live, Consumer<Touch> found) {
    this.before = before;
    this.after = after;
    this.live = live;
    this.found = found;
  }

  void find() {
    ByName.compare(
        before.realServers(),
        after.realServers(),
        (name, was) -> found.accept(removed(was)),
        (name, was, is) -> found.accept(changed(was, is)),
        (name, is) -> found.accept(added(is)));
  }

  private Touch removed(RealServerConfig was) {
    Count count = live.ofStaying(before, was);
    return new Touch(
        Verb.REMOVE,
        target(was),
        Difference.some(ServiceTerms.server(was), "address", "weight"),
        leaving("leaves the table", count),
        count.all(),
        count.lost());
  }

  /** "leaves the table: 123 connections lose their server". */
  private static String leaving(String how, Count count) {
    if (count.all() == null) {
      return how + ": its connections lose their server, how many is not known";
    }
    if (count.all() == 0) {
      return how + ": it has no connections";
    }
    long stay = count.all() - count.lost();
    String staying = stay == 0 ? "" : "%d go on, its address stays in the table".formatted(stay);
    return count.lost() == 0
        ? how + " by this name: " + Numbers.connections(stay) + ", and its address, stay"
        : how
            + ": "
            + Numbers.connections(count.lost())
            + (count.lost() == 1 ? " loses its server" : " lose their server")
            + (staying.isEmpty() ? "" : ", " + staying);
  }

  private Touch added(RealServerConfig is) {
    String when =
        after.checks(is).isPresent()
            ? "gets connections as soon as its checks have passed"
            : "gets connections at once: it has no checks";
    return Touch.of(
        Verb.ADD,
        target(is),
        Difference.some(ServiceTerms.server(is), "address", "weight", "port", "forwarding"),
        is.weight() == 0 ? "gets no connections: its weight is 0" : when);
  }

  private Touch changed(RealServerConfig was, RealServerConfig is) {
    Count count = live.ofStaying(before, was);
    List<String> effects = new ArrayList<>();
    boolean moves = moves(was, is);
    if (moves) {
      effects.add(leaving("another server to the kernel: the old one leaves the table", count));
    } else {
      weight(was, is, count, effects);
      if (!before.forwarding(was).equals(after.forwarding(is))) {
        effects.add("new connections get to it by another way" + goOn(count, ", ", " as they are"));
      }
      if (was.upperThreshold() != is.upperThreshold()) {
        effects.add(
            is.upperThreshold() == 0
                ? "it gets connections without limit"
                : "it gets no new connections from " + is.upperThreshold() + " on");
      }
    }
    if (!was.ownChecks().equals(is.ownChecks())) {
      effects.add("checks that differ start afresh; until they tell, it stays as it is");
    }
    boolean touches = moves || (is.weight() == 0 && was.weight() > 0);
    return new Touch(
        Verb.CHANGE,
        target(was),
        Difference.of(ServiceTerms.server(was), ServiceTerms.server(is)),
        String.join("; ", effects),
        touches ? count.all() : null,
        moves ? count.lost() : 0);
  }

  private boolean moves(RealServerConfig was, RealServerConfig is) {
    return before.virtual().ids().stream()
        .filter(id -> after.virtual().ids().contains(id))
        .anyMatch(id -> !ServicePlan.idOf(id, was, before).equals(ServicePlan.idOf(id, is, after)));
  }

  private static void weight(
      RealServerConfig was, RealServerConfig is, Count count, List<String> effects) {
    if (was.weight() == is.weight()) {
      return;
    }
    if (is.weight() == 0) {
      effects.add("no new connections" + goOn(count, ", ", ""));
    } else if (was.weight() == 0) {
      effects.add("it gets new connections");
    } else {
      effects.add((is.weight() > was.weight() ? "more" : "fewer") + " of the new connections");
    }
  }

  private static String goOn(Count count, String lead, String how) {
    return count.all() == null || count.all() == 0
        ? ""
        : lead
            + Numbers.connections(count.all())
            + (count.all() == 1 ? " goes" : " go")
            + " on"
            + how;
  }

  private Target target(RealServerConfig server) {
    return Target.server(after.name(), server.name());
  }
}
