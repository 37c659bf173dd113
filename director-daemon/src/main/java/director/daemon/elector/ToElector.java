// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.orders.state.StandingOrder;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Orders;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the director says. */
sealed interface ToElector {
  /** What electors of old do not hear; they end a line on which it is said. */
  String ADJUST = "adjust";

  String HAND_OVER = "hand-over";
  String STANDBY = "standby";

  /** These virtual routers, and no others. */
  record Order(Orders orders) implements ToElector {}

  /**
   * What tracking makes of priorities, in place of all that was said of it before.
   *
   * @param adjustments by the name of the virtual router; who is missing is not adjusted
   */
  record Adjust(SortedMap<String, Adjustment> adjustments) implements ToElector {
    public Adjust {
      adjustments = Collections.unmodifiableSortedMap(new TreeMap<>(adjustments));
    }
  }

  /**
   * Let somebody else be MASTER.
   *
   * @param request to be repeated in the answer
   * @param order to be kept; electors of old keep none, and directors of old send none
   */
  record HandOver(String instance, String reason, long request, @Nullable StandingOrder order)
      implements ToElector {}

  /**
   * Stay behind in every election, or no more.
   *
   * @param request to be repeated in the answer; 0 when nobody waits for one
   * @param order to be kept, when it is on; as with {@link HandOver}
   */
  record Standby(boolean on, String reason, long request, @Nullable StandingOrder order)
      implements ToElector {}

  /** Resign everywhere, remove the addresses, and end. */
  record Stop(String reason) implements ToElector {}
}
