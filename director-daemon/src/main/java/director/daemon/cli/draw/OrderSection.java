// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What operators have ordered and nobody has undone, as {@code status} shows it: who wonders why a
 * server is out at night wants to know who took it out last week.
 */
final class OrderSection {
  private static final int MOST = 10;
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("ORDERED").cutTo(10),
          Column.text("FOR").cutTo(16),
          Column.number("SINCE"),
          Column.text("ENDS"));

  private OrderSection() {}

  /** Nothing at all without orders. */
  static List<String> draw(StatusReport report, Screen screen) {
    List<Order> orders = report.orders();
    if (orders.isEmpty()) {
      return List.of();
    }
    Instant now = report.director().time();
    List<Row> rows = orders.stream().limit(MOST).map(order -> row(order, now)).toList();
    List<String> lines = new ArrayList<>(TextTable.of(COLUMNS, rows, screen).draw(rows));
    if (orders.size() > MOST) {
      String more = Amount.of(orders.size() - MOST, "more order");
      lines.add("   " + more + ": directorctl -o json status");
    }
    lines.add("");
    return lines;
  }

  private static Row row(Order order, Instant now) {
    String ends = order.until() == null ? null : "in " + Amount.age(now, order.until());
    return Row.of(
            Cell.of(order.order(), Tone.ODD),
            Cell.of(order.target()),
            Cell.of(Amount.age(order.since(), now)),
            Cell.of(ends))
        .adding(Stream.of(why(order), note(order)).flatMap(Optional::stream).toList());
  }

  private static Optional<Cell> why(Order order) {
    String lasting = order.persist() ? "outlives a restart" : "a restart ends it";
    String reason = order.reason().isEmpty() ? "" : ": " + order.reason();
    return Optional.of(Cell.of("by " + order.by() + reason + " (" + lasting + ")"));
  }

  private static Optional<Cell> note(Order order) {
    return Optional.ofNullable(order.note()).map(note -> Cell.of(note, Tone.ODD));
  }
}
