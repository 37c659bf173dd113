// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import java.time.Duration;

/**
 * How often a MASTER tells where its addresses are.
 *
 * @param burst times in a row, at least 1
 * @param again when the burst is repeated; 0 = never
 * @param refresh how often it is told once more for ever after; 0 = never
 */
public record Announcements(int burst, Duration again, Duration refresh) {
  public static final Announcements DEFAULT =
      new Announcements(5, Duration.ofSeconds(5), Duration.ofSeconds(60));
}
