// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.orders.state.StandingOrder;
import director.vrrp.ElectionListener.Change;
import director.vrrp.HandoverOutcome;
import director.vrrp.InstanceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the elector says. */
sealed interface FromElector {

  /**
   * The first line of each connection.
   *
   * @param hears the kinds of messages that it knows; electors of old do not say, and know only
   *     "order" and "stop"
   * @param keepsOrders whether it keeps standby and handovers, and ends them when their time is
   *     over; null of electors of old, which do not
   */
  record Hello(
      long pid, String version, @Nullable List<String> hears, @Nullable Boolean keepsOrders)
      implements FromElector {
    public Hello {
      hears = hears == null ? null : List.copyOf(hears);
    }

    boolean keeps() {
      return keepsOrders != null && keepsOrders;
    }

    boolean hears(String kind) {
      return hears != null && hears.contains(kind);
    }
  }

  /** At once when it happens. */
  record Changed(Change change) implements FromElector {}

  /**
   * After each change, and every second.
   *
   * @param orders standby and handovers that are in force; null where they are not kept
   * @param problem why they cannot be kept over a restart; null when they can
   */
  record Standing(
      List<InstanceStatus> instances,
      @Nullable List<StandingOrder> orders,
      @Nullable String problem)
      implements FromElector {}

  /**
   * What became of a wish.
   *
   * @param request as it was numbered
   */
  record Answer(long request, HandoverOutcome outcome) implements FromElector {}
}
