// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import director.vrrp.orders.Orders;

/** What the director says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "say")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToElector.Order.class, name = "order"),
  @JsonSubTypes.Type(value = ToElector.Stop.class, name = "stop")
})
sealed interface ToElector {

  /** These virtual routers, and no others. */
  record Order(Orders orders) implements ToElector {}

  /** Resign everywhere, remove the addresses, and end. */
  record Stop(String reason) implements ToElector {}
}
