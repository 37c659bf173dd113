// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatsReport.Counters;
import director.daemon.control.StatsReport.Rates;
import director.daemon.control.StatsReport.Server;
import director.daemon.control.StatsReport.Service;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of a service as a whole, or of one server.
 *
 * @param weight null for a service
 * @param before what was counted at the screen before; null when there was none, or nothing counted
 */
record StatsRow(
    String name,
    @Nullable Integer weight,
    @Nullable Long active,
    @Nullable Long inactive,
    @Nullable Counters counters,
    @Nullable Rates rates,
    @Nullable Counters before) {

  static StatsRow of(Service service, @Nullable Service before) {
    return new StatsRow(
        service.name(),
        null,
        sum(service, Server::activeConnections),
        sum(service, Server::inactiveConnections),
        service.counters(),
        service.rates(),
        before == null ? null : before.counters());
  }

  static StatsRow of(Server server, @Nullable Server before) {
    return new StatsRow(
        "  " + server.name(),
        server.weight(),
        server.activeConnections(),
        server.inactiveConnections(),
        server.counters(),
        server.rates(),
        before == null ? null : before.counters());
  }

  /** Null when the kernel has none of the servers. */
  private static @Nullable Long sum(Service service, Function<Server, @Nullable Long> counter) {
    return Stream.concat(service.servers().stream(), Stream.ofNullable(service.sorry()))
        .map(counter)
        .filter(Objects::nonNull)
        .reduce(Long::sum)
        .orElse(null);
  }

  private static Counters sum(Counters a, Counters b) {
    return new Counters(
        a.connections() + b.connections(),
        a.inPackets() + b.inPackets(),
        a.inBytes() + b.inBytes(),
        a.outPackets() + b.outPackets(),
        a.outBytes() + b.outBytes());
  }

  private static Rates sum(Rates a, Rates b) {
    return new Rates(
        a.connections() + b.connections(),
        a.inPackets() + b.inPackets(),
        a.inBytes() + b.inBytes(),
        a.outPackets() + b.outPackets(),
        a.outBytes() + b.outBytes());
  }

  boolean countsAnswers() {
    return counters != null && (counters.outPackets() > 0 || counters.outBytes() > 0);
  }

  long busyness() {
    return rates == null ? -1 : rates.connections();
  }

  /** Of services, in a row of its own; has grown only if nothing in it began anew. */
  static StatsRow sum(List<StatsRow> services) {
    List<StatsRow> counted = services.stream().filter(it -> it.counters() != null).toList();
    boolean grown = counted.stream().allMatch(it -> it.before() != null && !it.beganAnew());
    return new StatsRow(
        "(all)",
        null,
        sumOf(services, StatsRow::active, Long::sum),
        sumOf(services, StatsRow::inactive, Long::sum),
        sumOf(counted, StatsRow::counters, StatsRow::sum),
        sumOf(counted, StatsRow::rates, StatsRow::sum),
        grown ? sumOf(counted, StatsRow::before, StatsRow::sum) : null);
  }

  private static <T> @Nullable T sumOf(
      List<StatsRow> rows, Function<StatsRow, @Nullable T> which, BinaryOperator<T> sum) {
    return rows.stream().map(which).filter(Objects::nonNull).reduce(sum).orElse(null);
  }

  /**
   * What was counted since the screen before. Counters that are less than they were began anew: a
   * difference would be a lie.
   *
   * @return empty when nothing was counted then or now
   */
  Optional<String> grown() {
    if (counters == null || before == null) {
      return Optional.empty();
    }
    long more = counters.connections() - before.connections();
    return Optional.of(beganAnew() ? "new" : "+" + Amount.shortly(more));
  }

  private boolean beganAnew() {
    return counters != null
        && before != null
        && (counters.connections() < before.connections()
            || counters.inPackets() < before.inPackets());
  }
}
