// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.netlink.text.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a virtual router stands.
 *
 * @param holdsAddresses whether the virtual addresses are on our interface: as MASTER, and for a
 *     while around it, when a stop waits for the successor or a start found them in place
 * @param primaryAddress what we send from; null before the first start
 * @param masterInterval how often the master speaks: learned in v3, our own otherwise; of a MASTER
 *     that leaves for a restart, what it asks the others to believe
 * @param preemption how far a preempt-delay has come
 * @param master whom we heard last; null when we heard nobody since we left another state
 * @param asserted whether a contradiction was answered within the last interval
 * @param watch what a BACKUP waits for; {@link Watch#RESTART} of a MASTER that leaves for one,
 *     {@link Watch#START} otherwise
 * @param ready whether that wait is over, and only the rest of the sync group is missing
 */
public record VirtualRouterState(
    VrrpState state,
    boolean holdsAddresses,
    @Nullable InetAddress primaryAddress,
    Duration masterInterval,
    Preemption preemption,
    @Nullable Master master,
    boolean asserted,
    Watch watch,
    boolean ready) {

  /** Who speaks for the virtual router. */
  public record Master(InetAddress address, int priority) {
    @Override
    public String toString() {
      return AddressText.of(address) + " (priority " + priority + ")";
    }
  }

  /** Of a higher priority over a master that speaks. */
  public enum Preemption {
    NOT_ASKED_FOR,
    DELAYED,
    DUE
  }

  public static VirtualRouterState initial(VirtualRouter router) {
    return new VirtualRouterState(
        VrrpState.INIT,
        false,
        null,
        router.interval(),
        Preemption.NOT_ASKED_FOR,
        null,
        false,
        Watch.START,
        false);
  }

  /** Whether it is MASTER and has asked the others to wait until it is back. */
  public boolean leaves() {
    return state == VrrpState.MASTER && watch == Watch.RESTART;
  }

  VirtualRouterState in(VrrpState next) {
    return new VirtualRouterState(
        next,
        holdsAddresses,
        primaryAddress,
        masterInterval,
        Preemption.NOT_ASKED_FOR,
        master,
        false,
        Watch.START,
        false);
  }

  VirtualRouterState holding(boolean holds) {
    return new VirtualRouterState(
        state, holds, primaryAddress, masterInterval, preemption, master, asserted, watch, ready);
  }

  VirtualRouterState from(InetAddress address) {
    return new VirtualRouterState(
        state, holdsAddresses, address, masterInterval, preemption, master, asserted, watch, ready);
  }

  VirtualRouterState every(Duration interval) {
    return new VirtualRouterState(
        state,
        holdsAddresses,
        primaryAddress,
        interval,
        preemption,
        master,
        asserted,
        watch,
        ready);
  }

  VirtualRouterState with(Preemption next) {
    return new VirtualRouterState(
        state,
        holdsAddresses,
        primaryAddress,
        masterInterval,
        next,
        master,
        asserted,
        watch,
        ready);
  }

  VirtualRouterState heard(@Nullable Master next) {
    return new VirtualRouterState(
        state,
        holdsAddresses,
        primaryAddress,
        masterInterval,
        preemption,
        next,
        asserted,
        watch,
        ready);
  }

  VirtualRouterState asserting(boolean now) {
    return new VirtualRouterState(
        state,
        holdsAddresses,
        primaryAddress,
        masterInterval,
        preemption,
        master,
        now,
        watch,
        ready);
  }

  /** With a new wait, which is not over. */
  VirtualRouterState watching(Watch next) {
    return new VirtualRouterState(
        state,
        holdsAddresses,
        primaryAddress,
        masterInterval,
        preemption,
        master,
        asserted,
        next,
        false);
  }

  VirtualRouterState readily() {
    return new VirtualRouterState(
        state,
        holdsAddresses,
        primaryAddress,
        masterInterval,
        preemption,
        master,
        asserted,
        watch,
        true);
  }
}
