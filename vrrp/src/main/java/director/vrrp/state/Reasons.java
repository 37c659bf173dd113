// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VirtualRouterState.Preemption;
import java.time.Duration;
import java.util.Locale;

/** Why a virtual router is what it is, for people: what was seen, which rule, which threshold. */
final class Reasons {
  private final VirtualRouter router;

  Reasons(VirtualRouter router) {
    this.router = router;
  }

  String start(Duration down) {
    return "starts; becomes MASTER if no master of priority "
        + router.priority()
        + " or more speaks within "
        + spoken(down);
  }

  /** As the master-down timer ends. */
  String masterDown(VirtualRouterState current) {
    Master master = current.master();
    Duration interval = current.masterInterval();
    if (master == null) {
      boolean listened = current.holdsAddresses();
      return "no master spoke within "
          + spoken(
              listened ? router.listenInterval(interval) : router.masterDownInterval(interval));
    }
    if (master.priority() == 0) {
      return master.address().getHostAddress()
          + " resigned (priority 0) and nobody else spoke within "
          + spoken(router.skewTime(interval));
    }
    boolean discarded = router.preempts() && current.preemption() != Preemption.DELAYED;
    if (discarded && master.priority() < router.priority()) {
      return "preempts " + master + ": our priority is " + router.priority();
    }
    return master + " was silent for " + spoken(router.masterDownInterval(interval));
  }

  String stepDown(Master winner) {
    return winner.priority() == router.priority()
        ? "yields to " + winner + ": same priority, higher address"
        : "yields to " + winner + ": our priority is " + router.priority();
  }

  /** "3.609 s". */
  static String spoken(Duration duration) {
    long millis = duration.toMillis();
    return millis >= 1000
        ? String.format(Locale.ROOT, "%d.%03d s", millis / 1000, millis % 1000)
        : millis + " ms";
  }
}
