// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VirtualRouterState.Preemption;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Where most tests of the election begin: priority 100, an interval of one second. */
final class Given {
  static final Duration SECOND = Duration.ofSeconds(1);

  /** 156/256 s, the skew of priority 100. */
  static final Duration SKEW = Duration.ofNanos(609_375_000);

  /** 3 s and the skew. */
  static final Duration DOWN = Duration.ofNanos(3_609_375_000L);

  static final Inet4Address OURS = Wire.ipv4("192.0.2.5");
  static final Inet4Address LOWER = Wire.ipv4("192.0.2.4");

  /** Higher than ours, but only if bytes have no sign. */
  static final Inet4Address HIGHER = Wire.ipv4("192.0.2.200");

  private static final List<InetAddress> PHOTOS = List.of(Wire.ipv4("203.0.113.10"));

  private Given() {}

  static VirtualRouter v3(int priority) {
    return new VirtualRouter(3, priority, SECOND, true, Duration.ZERO);
  }

  static VirtualRouter v2(int priority, Duration interval) {
    return new VirtualRouter(2, priority, interval, true, Duration.ZERO);
  }

  static VirtualRouter nopreempt(int priority) {
    return new VirtualRouter(3, priority, SECOND, false, Duration.ZERO);
  }

  static VrrpStateMachine machine() {
    return new VrrpStateMachine(v3(100));
  }

  static VirtualRouterState stopped() {
    return in(VrrpState.INIT, false);
  }

  /** Resigned, and answering for the addresses until the successor is heard. */
  static VirtualRouterState releasing() {
    return in(VrrpState.INIT, true);
  }

  static VirtualRouterState backup() {
    return in(VrrpState.BACKUP, false);
  }

  /** Of that master, for the whole master-down interval. */
  static VirtualRouterState following(Master master) {
    return backup().heard(master).watching(Watch.MASTER);
  }

  /** That resigned. */
  static VirtualRouterState afterResignation() {
    return backup().heard(higher(0)).watching(Watch.RESIGNED);
  }

  /** With the addresses, but silent. */
  static VirtualRouterState listening() {
    return in(VrrpState.BACKUP, true).watching(Watch.LISTEN);
  }

  static VirtualRouterState master() {
    return in(VrrpState.MASTER, true);
  }

  /** Within its first interval: what the loser may say last counts as answered. */
  static VirtualRouterState newMaster() {
    return master().asserting(true);
  }

  static VirtualRouterState faulty() {
    return in(VrrpState.FAULT, false);
  }

  private static VirtualRouterState in(VrrpState state, boolean holdsAddresses) {
    return new VirtualRouterState(
        state,
        holdsAddresses,
        OURS,
        SECOND,
        Preemption.NOT_ASKED_FOR,
        null,
        false,
        Watch.START,
        false);
  }

  /** Somebody with a higher address than ours. */
  static AdvertisementReceived heard(int priority) {
    return heard(HIGHER, priority);
  }

  static AdvertisementReceived heard(Inet4Address sender, int priority) {
    return heard(sender, priority, SECOND);
  }

  static AdvertisementReceived heard(Inet4Address sender, int priority, Duration interval) {
    return new AdvertisementReceived(
        sender, new VrrpAdvertisement(3, 51, priority, interval, PHOTOS));
  }

  static Master higher(int priority) {
    return new Master(HIGHER, priority);
  }

  static Master lower(int priority) {
    return new Master(LOWER, priority);
  }
}
