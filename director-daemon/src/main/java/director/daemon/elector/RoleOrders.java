// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.event.Target;
import director.daemon.orders.OrderFile;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.orders.state.StandingOrder.Verb;
import director.daemon.orders.state.StandingOrders;
import director.vrrp.Elector;
import director.vrrp.InstanceStatus;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Standby and handovers that are in force. The elector itself keeps them, on disk too, as it lives
 * on without a director and is started without one: whoever stands by must not be MASTER for a
 * moment until somebody tells him again.
 *
 * <p>An order that is not to persist outlives whatever befalls the processes, but neither a start
 * of the machine nor an orderly stop of the elector by its director. For any thread.
 */
public final class RoleOrders {
  private static final Logger LOG = LoggerFactory.getLogger("elector");

  private final OrderFile file;
  private final Supplier<Moment> clock;
  private StandingOrders orders;
  private boolean unwritten;

  private RoleOrders(OrderFile file, Supplier<Moment> clock, StandingOrders orders) {
    this.file = file;
    this.clock = clock;
    this.orders = orders;
  }

  /** Reads what a former life kept; says so where it cannot. */
  public static RoleOrders open(Path stateDirectory, Supplier<Moment> clock) {
    OrderFile file = new OrderFile(stateDirectory.resolve("elector-standing-orders.json"));
    OrderFile.Found found = file.load();
    found.problem().ifPresent(LOG::error);
    Moment now = clock.get();
    RoleOrders kept = new RoleOrders(file, clock, found.orders());
    kept.retain(found.orders().only(order -> outlives(order, now)));
    return kept;
  }

  private static boolean outlives(StandingOrder order, Moment now) {
    boolean stays = order.persist() || order.given().isOfTheLifeOf(now);
    boolean over = order.isOver(now);
    if (!stays || over) {
      LOG.info(
          "{} by {} is in force no more: {}",
          order.words(),
          order.by(),
          over ? "its time is over" : "the machine was started anew, and it was not to persist");
    }
    return stays && !over;
  }

  /** Tells an elector that has just begun, before its orders. */
  public synchronized void restore(Elector elector) {
    for (StandingOrder order : orders.newestFirst()) {
      LOG.info("{} of {} is still in force, by {}", order.words(), order.target(), order.by());
      if (order.verb() == Verb.STANDBY) {
        elector.standby(true, because(order));
      } else {
        elector.withhold(order.target().name(), because(order));
      }
    }
  }

  /** "new kernel (by uid 1000)", as the elections tell it. */
  static String because(StandingOrder order) {
    return order.reason().isBlank()
        ? "by " + order.by()
        : order.reason() + " (by " + order.by() + ")";
  }

  synchronized List<StandingOrder> inForce() {
    return orders.newestFirst();
  }

  synchronized Optional<StandingOrder> standby() {
    return orders.of(Target.NODE);
  }

  /** In place of what was ordered of its target before; false if that is so already. */
  synchronized boolean add(StandingOrder order) {
    if (orders.of(order.target()).filter(order::equals).isPresent()
        || !orders.takes(order.target())
        || order.isOver(clock.get())) {
      return false;
    }
    change(orders.with(order));
    return true;
  }

  /** All of them are undone. */
  synchronized void clear() {
    retain(StandingOrders.NONE);
  }

  /** What is left of standby; empty when there is none, or none that ends by itself. */
  synchronized Optional<Duration> standbyLeft() {
    Moment now = clock.get();
    return standby().flatMap(order -> order.left(now));
  }

  /** The standby whose time is over, once; empty while it is not. */
  synchronized Optional<StandingOrder> expire() {
    Moment now = clock.get();
    Optional<StandingOrder> over = standby().filter(order -> order.isOver(now));
    over.ifPresent(order -> retain(orders.without(order.target())));
    return over;
  }

  /** Whoever is MASTER by itself again was handed over for as long as the other one spoke. */
  synchronized void follow(Collection<InstanceStatus> standing) {
    StandingOrders left = orders;
    for (InstanceStatus instance : standing) {
      if (instance.state() == VrrpState.MASTER) {
        left = left.without(Target.vip(instance.name()));
      }
    }
    retain(left);
  }

  /** In an orderly stop. */
  synchronized void forgetPassing() {
    retain(orders.persisted());
  }

  private void retain(StandingOrders next) {
    if (unwritten || !next.equals(orders)) {
      change(next);
    }
  }

  /** What the disk refuses is in force all the same, and written with the next change. */
  private void change(StandingOrders next) {
    orders = next;
    try {
      file.keep(next);
      unwritten = false;
    } catch (IOException e) {
      if (!unwritten) {
        LOG.error("cannot keep standby and handovers for a restart: {}", e.toString());
      }
      unwritten = true;
    }
  }

  /** Why an order that is to persist would not; empty while the disk takes them. */
  synchronized Optional<String> problem() {
    return unwritten
        ? Optional.of("the disk does not take standby and handovers: a restart would forget them")
        : Optional.empty();
  }
}
