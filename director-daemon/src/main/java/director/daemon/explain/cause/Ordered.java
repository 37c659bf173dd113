// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Order;
import director.daemon.event.Target;
import java.time.Instant;
import java.util.List;

/** What operators ordered about something, as far as it is in force. */
record Ordered(StatusReport report, Times times) {

  /** Says who ordered what and when it ends; nothing if nobody did. */
  boolean into(Draft draft, List<Target> targets) {
    List<String> names = targets.stream().map(Target::toString).toList();
    List<Order> orders =
        report.orders().stream().filter(order -> names.contains(order.target())).toList();
    orders.forEach(
        order -> {
          draft.seen(told(order));
          draft.next(end(order));
          if (order.note() != null) {
            draft.also(Harmless.text(order.note()));
          }
        });
    return !orders.isEmpty();
  }

  private String told(Order order) {
    return "%s ordered %s %s%s"
        .formatted(
            Harmless.text(order.by()),
            Harmless.text(order.order()),
            times.at(order.since()),
            order.reason().isEmpty() ? "" : ": " + Harmless.text(order.reason()));
  }

  private String end(Order order) {
    Instant until = order.until();
    String restart =
        order.persist() ? "; it outlives a restart" : "; a restart of directord ends it, too";
    return Harmless.text(order.order())
        + (until == null
            ? " holds until it is undone"
            : " ends by itself at " + times.atLater(until))
        + restart;
  }
}
