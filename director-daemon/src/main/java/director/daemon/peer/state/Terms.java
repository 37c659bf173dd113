// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * On what terms directors speak.
 *
 * @param addresses of whom something is expected; none where a group is spoken to, and whoever has
 *     the key may answer
 * @param interval between two heartbeats of ours
 */
public record Terms(List<InetAddress> addresses, Duration interval) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int INTERVALS = 3;

  public Terms {
    addresses = List.copyOf(addresses);
  }

  boolean isGroup() {
    return addresses.isEmpty();
  }

  /** How long a difference has to last to be one. */
  Duration patience() {
    Duration some = interval.multipliedBy(INTERVALS);
    return some.compareTo(PATIENCE) > 0 ? some : PATIENCE;
  }
}
