// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.control.StatusReport.Checker;
import director.healthcheck.CheckOrder;
import director.healthcheck.CheckerLoad;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What operators are told of how the health checks keep up. */
final class CheckerReport {
  private static final double NANOS_PER_MILLI = 1e6;

  private CheckerReport() {}

  static Checker of(CheckerLoad load, Collection<CheckOrder> orders) {
    Optional<Duration> shortest =
        orders.stream().map(order -> order.timing().interval()).min(Comparator.naturalOrder());
    return new Checker(
        load.targets(),
        load.inFlight(),
        load.waiting(),
        millis(load.lag()),
        millis(load.late()),
        shortest.map(CheckerReport::millis).orElse(null),
        load.starved().orElse(null),
        load.withheld());
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }
}
