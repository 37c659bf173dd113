// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.Allotment.Cause;
import director.daemon.plan.Instruction.Verb;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What must hold of a decision, in other words than those that it was made by. */
final class DecisionRules {
  private final Story story;
  private final ServiceConfig service;
  private final Decision before;
  private final Decision after;
  private final String replay;

  DecisionRules(Story story, Decision before, Decision after, String replay) {
    this.story = story;
    this.service = story.service();
    this.before = before;
    this.after = after;
    this.replay = replay;
  }

  void check() {
    service.realServers().values().forEach(this::server);
    floor();
    quorum();
    makeBeforeBreak();
    after.again().ifPresent(due -> assertTrue(due.compareTo(story.time()) > 0, replay));
    if (!after.news().isEmpty()) {
      assertTrue(
          !before.servers().equals(after.servers()) || !before.after().equals(after.after()),
          () -> replay + ": news of nothing " + after.news());
    }
  }

  private void server(RealServerConfig server) {
    Allotment is = allotment(server, after);
    int weight = is.weight().orElse(-1);
    Supplier<String> told = () -> replay + ": " + server.name() + " " + is;
    switch (is.cause()) {
      case HEALTHY, UNCHECKED, WEIGHTED -> assertEquals(full(server), weight, told);
      case RISING -> assertTrue(weight >= 1 && weight < full(server), told);
      case HELD -> {
        assertTrue(weight >= 1 && weight <= full(server), told);
        assertTrue(allotment(server, before).serves(), () -> told.get() + " but was not in before");
      }
      case QUIESCED, DRAINING, FAILED_QUIESCED -> assertEquals(0, weight, told);
      case REPLACED_BY_SORRY -> assertTrue(weight <= 0 && after.quorum().sorryActive(), told);
      case NEW, FAILED, DRAINED, DISABLED -> assertEquals(-1, weight, told);
    }
    if (up(server) && !takenOut(server) && !after.quorum().sorryActive() && full(server) > 0) {
      assertTrue(is.serves(), () -> told.get() + " but is up");
    }
    if (asked(server, Verb.DISABLE)) {
      assertEquals(Cause.DISABLED, is.cause(), told);
    }
    if (after.quorum().sorryActive()) {
      assertTrue(!is.serves(), () -> told.get() + " beside the sorry server");
    }
  }

  /** Without the sorry server, health alone takes nobody out that the floor needs. */
  private void floor() {
    double whole = sum(server -> !takenOut(server));
    double least = service.floor() * whole;
    double was = sum(server -> !takenOut(server) && allotment(server, before).serves());
    double stays = sum(server -> !takenOut(server) && allotment(server, after).serves());
    if (!after.quorum().sorryActive()) {
      assertTrue(stays >= Math.min(was, least) - 1e-9, () -> replay + ": " + was + " to " + stays);
    }
    for (RealServerConfig server : service.realServers().values()) {
      if (allotment(server, after).cause() == Cause.HELD) {
        assertTrue(
            stays - full(server) < least, () -> replay + ": held for nothing: " + server.name());
      }
    }
  }

  private void quorum() {
    double healthy = sum(server -> !takenOut(server) && up(server));
    Quorum quorum = after.quorum();
    assertEquals(healthy, quorum.healthy(), replay);
    long upper = service.quorum().weight() + service.quorum().hysteresis();
    long lower = service.quorum().weight() - service.quorum().hysteresis();
    if (healthy >= upper) {
      assertTrue(quorum.met() && !quorum.sorryActive(), () -> replay + ": " + quorum);
    }
    if (healthy == 0 || healthy < lower) {
      assertTrue(!quorum.met(), () -> replay + ": " + quorum);
    }
    boolean allKnown = sum(server -> verdict(server) == HealthState.UNKNOWN) == 0;
    if ((healthy == 0 || healthy < lower) && allKnown && service.sorryServer().isPresent()) {
      assertTrue(quorum.sorryActive(), () -> replay + ": " + quorum);
    }
  }

  /** On the way from the one table to the other somebody serves, if somebody does at both ends. */
  private void makeBeforeBreak() {
    IpvsTable from = story.table(before);
    IpvsTable to = story.table(after);
    for (VirtualService.Id id : service.virtual().ids()) {
      Map<RealServer.Id, Integer> weights = new HashMap<>();
      from.services().get(id).servers().forEach((key, it) -> weights.put(key, it.weight()));
      boolean served = serves(weights) && after.after().served();
      for (IpvsChange change : changes(from, to)) {
        if (change instanceof IpvsChange.AddServer add && add.serviceId().equals(id)) {
          weights.put(add.server().id(), add.server().weight());
        } else if (change instanceof IpvsChange.EditServer edit && edit.serviceId().equals(id)) {
          weights.put(edit.after().id(), edit.after().weight());
        } else if (change instanceof IpvsChange.DeleteServer gone && gone.serviceId().equals(id)) {
          weights.remove(gone.serverId());
        }
        assertTrue(!served || serves(weights), () -> replay + ": nobody serves after " + change);
      }
    }
  }

  private static List<IpvsChange> changes(IpvsTable from, IpvsTable to) {
    return IpvsReconciler.diff(to, from, from.services().keySet());
  }

  private static boolean serves(Map<RealServer.Id, Integer> weights) {
    return weights.values().stream().anyMatch(weight -> weight > 0);
  }

  private double sum(Predicate<RealServerConfig> which) {
    return service.realServers().values().stream().filter(which).mapToInt(this::full).sum();
  }

  private int full(RealServerConfig server) {
    return asked(server, Verb.WEIGHT)
        ? story.instructions().get(server.name()).weight()
        : server.weight();
  }

  private boolean asked(RealServerConfig server, Verb verb) {
    Instruction asked = story.instructions().get(server.name());
    return asked != null && asked.verb() == verb;
  }

  private boolean takenOut(RealServerConfig server) {
    return asked(server, Verb.QUIESCE) || asked(server, Verb.DRAIN) || asked(server, Verb.DISABLE);
  }

  private boolean up(RealServerConfig server) {
    return verdict(server) == HealthState.UP;
  }

  /** The last there was: UNKNOWN takes nothing back. */
  private HealthState verdict(RealServerConfig server) {
    return after.after().servers().get(server.name()).verdict();
  }

  private static Allotment allotment(RealServerConfig server, Decision of) {
    return of.servers().get(server.name());
  }
}
