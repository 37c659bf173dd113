// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.packet.Rejection;
import director.vrrp.state.VrrpState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one virtual router stands at an instant.
 *
 * @param master who speaks, ourselves included; null when nobody was heard
 * @param masterPriority its priority; null with {@code master}
 * @param since when it entered the state
 * @param reason of the last change
 * @param sent advertisements
 * @param received valid advertisements
 * @param rejected dropped packets by reason, only reasons that occurred
 * @param segmentRejected the same on its interface for packets that name no virtual router of ours
 * @param addressMismatches valid advertisements whose addresses are not ours
 * @param addressesDiffer whether the latest valid advertisement was one of them
 * @param restored addresses that somebody else removed and we put back
 * @param failure all that the kernel refused since the start and has not granted since; empty when
 *     all is well
 */
public record InstanceStatus(
    String name,
    String interfaceName,
    int virtualRouterId,
    int version,
    VrrpState state,
    int priority,
    int configuredPriority,
    @Nullable String master,
    @Nullable Integer masterPriority,
    List<Address> addresses,
    Instant since,
    String reason,
    long sent,
    long received,
    Map<Rejection, Long> rejected,
    Map<Rejection, Long> segmentRejected,
    long addressMismatches,
    boolean addressesDiffer,
    long restored,
    String failure) {

  /** A virtual address, and whether it is on our interface. */
  public record Address(String address, boolean present) {}

  public InstanceStatus {
    addresses = List.copyOf(addresses);
  }
}
