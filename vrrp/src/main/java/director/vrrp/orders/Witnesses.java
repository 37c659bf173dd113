// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Who is asked after a takeover whether it finds the virtual addresses here.
 *
 * @param gateway whether the gateway of the default route is asked too, where there is one
 * @param addresses further neighbours
 * @param every how often they are asked again once they have answered, so that a neighbour which
 *     learnt another director's hardware address meanwhile is found out; 0 = never
 */
public record Witnesses(boolean gateway, List<InetAddress> addresses, Duration every) {
  public static final Witnesses NONE = new Witnesses(false, List.of(), Duration.ZERO);

  public Witnesses {
    addresses = List.copyOf(addresses);
  }
}
