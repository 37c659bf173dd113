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

  /**
   * Configured and able to run, but not to start yet.
   *
   * @param addressesFound whether the virtual addresses are on the interface already
   */
  record Postponed(boolean addressesFound) implements VrrpEvent {}

  /**
   * Stopped in order.
   *
   * @param patience how long the addresses stay at least where no successor is heard
   */
  record Shutdown(String reason, Duration patience) implements VrrpEvent {
    public Shutdown(String reason) {
      this(reason, Duration.ZERO);
    }
  }

  /**
   * The process ends, to be started anew at once; role and addresses shall stay here meanwhile.
   *
   * @param promise how long the others wait at most for one that never comes back; version 2 cannot
   *     ask for more than it has anyway, and nothing less than that can be had
   */
  record Leaving(Duration promise) implements VrrpEvent {}

  /** Started anew within what was promised, and all that it held is in place: MASTER still. */
  record Returned(InetAddress primaryAddress) implements VrrpEvent {}

  /** Somebody else shall have the role. */
  record Handover(String reason) implements VrrpEvent {}

  /**
   * All of the sync group are ready.
   *
   * @param group its name
   */
  record Elected(String group) implements VrrpEvent {}

  /** The wait of this one is over, but another of its sync group will not be MASTER. */
  record Denied(String reason) implements VrrpEvent {}

  /** Somebody removed an address of ours, which counts as a wish. */
  record AddressLost(String reason) implements VrrpEvent {}

  /** What the neighbours know of the addresses may be wrong now. */
  record AnnouncementDue(String reason) implements VrrpEvent {}

  /** The interface cannot be used any more, or something that is tracked forbids to take part. */
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
