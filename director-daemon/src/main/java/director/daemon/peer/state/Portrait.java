// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is known of another director at one moment.
 *
 * @param since when it began to be heard or not
 * @param heard when it spoke last; empty if never
 * @param standing as it told last; empty before the first time
 * @param clock empty until a datagram went there and back
 * @param differences the oldest first
 */
public record Portrait(
    InetAddress address,
    Hearing hearing,
    Moment since,
    Optional<Moment> heard,
    Optional<Standing> standing,
    Optional<ClockEstimate.Sample> clock,
    List<Noticed> differences) {
  public Portrait {
    differences = List.copyOf(differences);
  }
}
