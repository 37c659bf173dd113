// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.VrrpEvent.Handover;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The end of a process that is to be started anew, with its role and its addresses in place. First
 * whatever is under way is brought to its end, and who cannot cover a restart hands over; then
 * every MASTER asks the others to wait. A BACKUP does nothing at all. Confined to the elector's
 * thread.
 */
final class Departure {
  /** A handover takes an interval and a little; who listens with addresses may take longer. */
  private static final Duration PATIENCE = Duration.ofMillis(2500);

  /** Three farewells: one that is lost does no harm. */
  private static final Duration FAREWELLS = Duration.ofMillis(125);

  private final Duration promise;
  private final long settledBy;
  private long goesAt = Deadlines.NEVER;
  private boolean over;

  /**
   * Begins.
   *
   * @param promise how long the others wait at most for one that never comes back; zero to hand
   *     over in any case
   * @param together those that share the fate of one, itself among them
   */
  Departure(Collection<VrrpInstance> running, Together together, Duration promise, long now) {
    this.promise = promise;
    this.settledBy = now + PATIENCE.toNanos();
    for (VrrpInstance instance : running) {
      boolean stays =
          together.with(instance).stream().allMatch(member -> member.outlastsRestart(promise));
      if (!stays && instance.state() == VrrpState.MASTER) {
        instance.handle(
            new Handover("leaves for a restart, which its backups would not wait for"), now);
      }
    }
  }

  /** The sync group of a virtual router. */
  interface Together {
    List<VrrpInstance> with(VrrpInstance instance);
  }

  /**
   * Goes on.
   *
   * @param released whether those that were removed from the orders hold nothing any more
   */
  void advance(Collection<VrrpInstance> running, boolean released, long now) {
    Predicate<VrrpInstance> underWay =
        instance -> instance.state() == VrrpState.BACKUP && instance.holdsAddresses();
    boolean settled = released && running.stream().noneMatch(underWay);
    if (goesAt == Deadlines.NEVER && (settled || now >= settledBy)) {
      goesAt = now + FAREWELLS.toNanos();
    }
    if (goesAt != Deadlines.NEVER) {
      running.forEach(instance -> instance.leave(promise, now));
    }
    over = isOver(now);
  }

  /** Whether the process may end. */
  boolean isOver(long now) {
    return now >= goesAt;
  }

  /** When to go on at the latest; {@link Deadlines#NEVER} when there is nothing left to do. */
  long nextDeadline() {
    return over ? Deadlines.NEVER : goesAt == Deadlines.NEVER ? settledBy : goesAt;
  }
}
