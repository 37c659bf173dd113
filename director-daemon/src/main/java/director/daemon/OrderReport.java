// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatusReport;
import director.daemon.event.Target;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.plan.ServerKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What operators are told of orders in force. */
final class OrderReport {
  private OrderReport() {}

  /** The newest first. */
  static List<StatusReport.Order> of(
      DirectorConfig config, List<StandingOrder> servers, ElectorView elector, Moment now) {
    return Stream.concat(servers.stream(), elector.orders().stream())
        .sorted(Comparator.comparing((StandingOrder order) -> order.given().wall()).reversed())
        .map(order -> order(order, note(config, order, elector), now))
        .toList();
  }

  private static StatusReport.Order order(StandingOrder order, @Nullable String note, Moment now) {
    Instant until = order.fulfilledAfter() == null ? order.until(now).orElse(null) : null;
    return new StatusReport.Order(
        order.target().toString(),
        order.words(),
        order.given().wall(),
        until,
        order.by(),
        order.reason(),
        order.persist(),
        note);
  }

  private static @Nullable String note(
      DirectorConfig config, StandingOrder order, ElectorView elector) {
    if (!isConfigured(config, order)) {
      return "not configured: in force when it is again";
    }
    if (order.fulfilledAfter() != null) {
      return "done: it is out until it is enabled";
    }
    boolean stale = order.target().kind() != Target.Kind.SERVER && !elector.connected();
    return stale ? "as of when the elector was last heard" : null;
  }

  private static boolean isConfigured(DirectorConfig config, StandingOrder order) {
    return switch (order.target().kind()) {
      case SERVER -> {
        ServerKey key = ServerOrders.key(order);
        ServiceConfig service = config.services().get(key.service());
        yield service != null && service.realServers().containsKey(key.server());
      }
      case VIP -> config.instances().containsKey(order.target().name());
      default -> true;
    };
  }
}
