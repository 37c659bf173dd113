// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.InstanceOrders;
import java.time.Duration;
import java.util.List;

/**
 * What a MASTER leaves behind when its process is started anew: for so long nobody takes over.
 *
 * @param name of the virtual router
 * @param virtualRouterId 1..255
 * @param version 2 or 3
 * @param addresses as they are written in the orders
 * @param rest from the moment this was asked for, more than 0
 */
public record Farewell(
    String name,
    String interfaceName,
    String device,
    int virtualRouterId,
    int version,
    List<String> addresses,
    Duration rest) {
  public Farewell {
    addresses = List.copyOf(addresses);
  }

  static Farewell of(InstanceOrders orders, Duration rest) {
    return new Farewell(
        orders.name(),
        orders.interfaceName(),
        orders.device(),
        orders.virtualRouterId(),
        orders.router().version(),
        addresses(orders),
        rest);
  }

  /** The same a while later; its rest may be negative then. */
  public Farewell after(Duration away) {
    return new Farewell(
        name, interfaceName, device, virtualRouterId, version, addresses, rest.minus(away));
  }

  /** Whether it is of the virtual router that these orders are about, as the others know it. */
  boolean isOf(InstanceOrders orders) {
    return equals(of(orders, rest));
  }

  private static List<String> addresses(InstanceOrders orders) {
    return orders.allAddresses().stream().map(Object::toString).toList();
  }
}
