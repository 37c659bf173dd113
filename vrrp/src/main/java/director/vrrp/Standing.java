// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.text.AddressText;
import director.vrrp.InstanceStatus.Convergence;
import director.vrrp.InstanceStatus.Statistics;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.state.Candidate;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VirtualRouterState;
import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one virtual router knows of itself, as its status.
 *
 * @param preemptsIn for how much longer it lets a MASTER of lower priority speak; zero when it does
 *     not wait for that
 */
record Standing(
    InstanceOrders orders,
    VirtualRouter router,
    Candidate candidate,
    VirtualRouterState state,
    @Nullable String syncGroup,
    Adjustment adjustment,
    boolean addressesDiffer,
    Duration preemptsIn) {

  InstanceStatus status(
      Surroundings around,
      Chronicle chronicle,
      List<String> warnings,
      Statistics statistics,
      String refused) {
    Master master = master();
    return new InstanceStatus(
        orders.name(),
        orders.interfaceName(),
        orders.virtualRouterId(),
        orders.router().version(),
        state.state(),
        router.priority(),
        orders.router().priority(),
        master == null ? null : AddressText.of(master.address()),
        master == null ? null : master.priority(),
        orders.allAddresses().stream()
            .map(a -> new InstanceStatus.Address(a.toString(), around.present().contains(a)))
            .toList(),
        chronicle.since(),
        chronicle.reason(),
        router.interval(),
        state.masterInterval(),
        router.masterDownInterval(state.masterInterval()),
        OrdersText.of(orders.transport()),
        OrdersText.of(orders.authentication()),
        syncGroup,
        adjustment,
        withheld(around.startsIn()),
        addressesDiffer,
        Stream.concat(warnings.stream(), around.warnings().stream()).toList(),
        Convergence.of(around.convergence()),
        OrdersText.hardwareAddress(orders, around.hardwareAddress()),
        statistics,
        refused);
  }

  /** In whole seconds, the begun one included. */
  private static String left(Duration rest) {
    return (rest.toMillis() + 999) / 1000 + " s left";
  }

  private @Nullable Master master() {
    InetAddress own = state.primaryAddress();
    return state.state() == VrrpState.MASTER && own != null
        ? new Master(own, router.priority())
        : state.master();
  }

  private String withheld(Duration startsIn) {
    if (!startsIn.isZero()) {
      return "start-delay, " + left(startsIn);
    }
    if (!candidate.withheld().isEmpty()) {
      return candidate.withheld();
    }
    if (!preemptsIn.isZero()) {
      return "preempt-delay, " + left(preemptsIn);
    }
    return state.ready() ? "waits for the others of sync group " + syncGroup : "";
  }
}
