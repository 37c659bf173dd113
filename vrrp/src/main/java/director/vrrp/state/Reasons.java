// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.netlink.text.AddressText;
import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VirtualRouterState.Preemption;
import java.time.Duration;

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

  String restarted() {
    return "is back from a restart, sooner than anybody else would have taken over";
  }

  String owner() {
    return "owner of the addresses (priority 255) starts";
  }

  /** As the master-down timer ends. */
  String masterDown(VirtualRouterState current) {
    Master master = current.master();
    Duration interval = current.masterInterval();
    boolean discards = router.preempts() && current.preemption() != Preemption.DELAYED;
    if (master != null && discards && outranks(master)) {
      return "preempts " + master + ": our priority is " + router.priority();
    }
    return switch (current.watch()) {
      case START -> "no master spoke within " + spoken(router.masterDownInterval(interval));
      case MASTER, SETTLING ->
          master + " was silent for " + spoken(router.masterDownInterval(interval));
      case RESIGNED ->
          (master == null ? "we" : AddressText.of(master.address()))
              + " resigned (priority 0) and nobody else spoke within "
              + spoken(router.skewTime(interval));
      case LISTEN -> "no master spoke within " + spoken(router.listenInterval(interval));
      case RESTART -> restarted();
      case SUCCESSOR ->
          "no successor spoke within " + spoken(router.releaseBound()) + ": keeps the role";
    };
  }

  /**
   * Its own wait is over, and nobody else is to wait for any more.
   *
   * @param group empty when it left its sync group
   */
  String elected(VirtualRouterState current, String group) {
    boolean first = router.isOwner() && current.watch() == Watch.START && current.master() == null;
    return (first ? owner() : masterDown(current))
        + (group.isEmpty() ? "" : "; all of sync group " + group + " are ready");
  }

  private boolean outranks(Master master) {
    return master.priority() != 0 && master.priority() < router.priority();
  }

  String stepDown(Master winner) {
    return winner.priority() == router.priority()
        ? "yields to " + winner + ": same priority, higher address"
        : "yields to " + winner + ": our priority is " + router.priority();
  }

  /** "3.609 s". */
  static String spoken(Duration duration) {
    long millis = duration.toMillis();
    // String.format would take longer than all the rest of a takeover.
    return millis >= 1000
        ? millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1) + " s"
        : millis + " ms";
  }
}
