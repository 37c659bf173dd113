// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.net.InetAddress;
import java.util.List;

/**
 * Who is asked after a takeover whether it finds the virtual addresses here.
 *
 * @param gateway whether the gateway of the default route is asked too, where there is one
 * @param addresses further neighbours
 */
public record Witnesses(boolean gateway, List<InetAddress> addresses) {
  public static final Witnesses NONE = new Witnesses(false, List.of());

  public Witnesses {
    addresses = List.copyOf(addresses);
  }
}
