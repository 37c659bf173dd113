// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong in a {@link Simulation}: something about once an interval. */
final class Chaos {
  private final Simulation simulation;
  private final Random random;
  private int renumbered;

  Chaos(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random();
  }

  /** Starts them, and is bad to one of them again and again. */
  void reignFor(int intervals) {
    simulation.directors().forEach(SimulatedDirector::start);
    Duration interval = simulation.routers().interval();
    for (int i = 0; i < intervals; i++) {
      simulation.advance(interval.multipliedBy(random.nextInt(100)).dividedBy(50));
      strike(any(simulation.directors()));
      simulation.look();
    }
  }

  private SimulatedDirector any(List<SimulatedDirector> directors) {
    return directors.get(random.nextInt(directors.size()));
  }

  private void strike(SimulatedDirector victim) {
    boolean takesPart = victim.awake() && victim.state() != VrrpState.INIT;
    switch (random.nextInt(11)) {
      case 0 -> simulation.weather();
      case 1, 2, 3 -> simulation.cutOrHeal(victim, any(simulation.directors()));
      case 4 -> simulation.healAll();
      case 5, 6 -> freezeOrThaw(victim);
      default -> {
        if (victim.dead()) {
          victim.start();
        } else if (!victim.connected()) {
          victim.connect();
        } else if (takesPart) {
          harm(victim);
        }
      }
    }
  }

  private void harm(SimulatedDirector victim) {
    if (simulation.restarts() && victim.state() == VrrpState.MASTER && random.nextInt(3) > 0) {
      simulation.invariants().speaksMore(victim);
      victim.leave(simulation.promise());
      return;
    }
    switch (random.nextInt(7)) {
      case 0, 1 -> victim.kill();
      case 2 -> victim.stop();
      case 3 -> victim.disconnect();
      case 4 -> {
        simulation.invariants().forget(victim);
        victim.reload(simulation.routers().reloaded(victim.router(), mayOwn(victim)));
      }
      case 5 -> {
        simulation.invariants().forget(victim);
        renumbered++;
        victim.renumber(simulation.routers().address(1 + renumbered % 49));
      }
      default -> {
        if (victim.state() == VrrpState.MASTER) {
          victim.loseAddresses();
        }
      }
    }
  }

  /** Only the first one may, so that there are never two. */
  private boolean mayOwn(SimulatedDirector victim) {
    List<SimulatedDirector> directors = simulation.directors();
    return victim == directors.get(0)
        && directors.stream().map(SimulatedDirector::router).anyMatch(VirtualRouter::isOwner);
  }

  private void freezeOrThaw(SimulatedDirector victim) {
    if (victim.frozen()) {
      victim.thaw();
    } else if (victim.awake() && victim.connected()) {
      victim.freeze(random.nextBoolean());
      Duration interval = simulation.routers().interval();
      Duration pause = interval.multipliedBy(1 + random.nextInt(800)).dividedBy(100);
      simulation.thawAfter(pause, victim);
    }
  }
}
