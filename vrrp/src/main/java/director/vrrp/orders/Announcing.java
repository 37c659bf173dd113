// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.time.Duration;

/**
 * How a MASTER tells its neighbours where the addresses are (gratuitous ARP, neighbour
 * advertisements).
 *
 * @param burst how often each address in a row, 1..100
 * @param again when the burst is repeated once; 0 = never
 * @param refresh how often it is told for ever after; 0 = never
 * @param pace the time between two frames of one interface; 0 = as fast as it goes
 */
public record Announcing(int burst, Duration again, Duration refresh, Duration pace) {
  public static final Announcing DEFAULT =
      new Announcing(5, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ZERO);
}
