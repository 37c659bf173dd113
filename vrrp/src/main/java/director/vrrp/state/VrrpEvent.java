// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.packet.VrrpAdvertisement;
import java.net.InetAddress;
import java.time.Duration;

/** Everything that can happen to a virtual router. */
public sealed interface VrrpEvent {

  /**
   * Configured, link up, primary address present; also when that is so again after a fault.
   *
   * @param addressesFound whether the virtual addresses are on the interface already
   */
  record Startup(InetAddress primaryAddress, boolean addressesFound) implements VrrpEvent {}

  /** Stopped in order. */
  record Shutdown(String reason) implements VrrpEvent {}

  /** The interface cannot be used any more. */
  record Fault(String reason) implements VrrpEvent {}

  /** The interface has another primary address now. */
  record PrimaryAddressChanged(InetAddress primaryAddress) implements VrrpEvent {}

  record TimerFired(VrrpTimer timer) implements VrrpEvent {}

  /** A valid advertisement of somebody else for this virtual router. */
  record AdvertisementReceived(InetAddress sender, VrrpAdvertisement advertisement)
      implements VrrpEvent {}

  /** We did not run for so long, and everything that waited to be received has been received. */
  record Stalled(Duration late) implements VrrpEvent {}
}
