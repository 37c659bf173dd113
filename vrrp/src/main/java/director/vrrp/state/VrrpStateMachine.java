// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;

/**
 * The election of RFC 9568, section 6.4, and of RFC 3768, section 6.4, for one virtual router.
 *
 * <p>Some things go beyond them. Who finds the addresses in place when it starts, or wakes from a
 * pause, listens for one interval and takes the role up only if nobody else has it. Who stops as
 * MASTER, or hands over, resigns first and answers for the addresses until the successor is heard.
 * And a member of a sync group waits, when its own wait is over, for the other members.
 */
public final class VrrpStateMachine {
  private final VirtualRouter router;
  private final OnInit onInit;
  private final OnBackup onBackup;
  private final OnMaster onMaster;

  /** Of a virtual router that stands alone and announces as is usual. */
  public VrrpStateMachine(VirtualRouter router) {
    this(router, Announcements.DEFAULT, false);
  }

  /**
   * @param grouped whether it becomes MASTER only together with others
   */
  public VrrpStateMachine(VirtualRouter router, Announcements announcements, boolean grouped) {
    Moves moves = new Moves(router, announcements, grouped);
    this.router = router;
    this.onInit = new OnInit(moves);
    this.onBackup = new OnBackup(moves);
    this.onMaster = new OnMaster(moves);
  }

  public VirtualRouter router() {
    return router;
  }

  /**
   * A state that was reached under other orders for the same virtual router. What a master taught
   * us stays; where nobody did, the interval is our own one as it is now.
   */
  public VirtualRouterState adopt(VirtualRouterState current) {
    boolean learned =
        router.version() == 3 && current.state() == VrrpState.BACKUP && current.master() != null;
    return learned ? current : current.every(router.interval());
  }

  /** What follows from {@code event}; the same for the same arguments, always. */
  public Transition on(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof PrimaryAddressChanged changed) {
      return Transition.stay(current.from(changed.primaryAddress()));
    }
    return switch (current.state()) {
      case INIT -> onInit.on(current, event);
      case FAULT -> onInit.onFault(current, event);
      case BACKUP -> onBackup.on(current, event);
      case MASTER -> onMaster.on(current, event);
    };
  }
}
