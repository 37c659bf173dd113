// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.InKernel.ServerFigures;
import director.daemon.actions.state.ActionRecord;
import director.daemon.config.ChecksConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.plan.Allotment;
import director.daemon.plan.Allotment.Cause;
import director.daemon.plan.Instruction;
import director.daemon.plan.Instruction.Verb;
import director.ipvs.table.ServerCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What operators are told of one real server: what is believed of it, what follows from that, and
 * what the kernel has.
 */
record ServerReport(
    ServiceConfig service,
    RealServerConfig server,
    Belief belief,
    Allotment allotment,
    @Nullable Instruction instruction,
    List<ActionRecord> done) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** With the kernel's figures; empty when it does not have the server. */
  Server of(Optional<ServerFigures> there) {
    Optional<ChecksConfig> asked = service.checks(server);
    List<Check> checks =
        ServerChecks.of(
            belief.checks(), asked.map(ChecksConfig::each).orElse(Collections.emptySortedMap()));
    Optional<ServerCounters> counters = there.map(ServerFigures::counters);
    return new Server(
        server.name(),
        ServerAddress.of(service, server),
        state(),
        server.weight(),
        there.map(ServerFigures::weight).orElse(null),
        counters.map(ServerCounters::activeConnections).orElse(null),
        counters.map(ServerCounters::inactiveConnections).orElse(null),
        counters.map(ServerCounters::connections).orElse(null),
        counters.map(ServerCounters::inPackets).orElse(null),
        counters.map(ServerCounters::inBytes).orElse(null),
        counters.map(ServerCounters::outPackets).orElse(null),
        counters.map(ServerCounters::outBytes).orElse(null),
        ServerChecks.telling(checks),
        checks,
        since(),
        reason(),
        allotment.cause().name(),
        allotment.cause() == Cause.HELD,
        instruction == null ? null : order(instruction),
        done.stream().map(ServerReport::action).toList(),
        asked.map(all -> all.need().name().toLowerCase(Locale.ROOT)).orElse(null));
  }

  private static StatusReport.Action action(ActionRecord it) {
    return new StatusReport.Action(
        it.at(),
        it.action(),
        it.event(),
        it.outcome(),
        it.output(),
        it.took().toNanos() / NANOS_PER_MILLI);
  }

  private ServerState state() {
    return switch (allotment.cause()) {
      case DISABLED, DRAINED -> ServerState.DISABLED;
      case QUIESCED, DRAINING -> ServerState.DRAINING;
      default -> ServerState.valueOf(belief.state().name());
    };
  }

  private Instant since() {
    return isOrdered() && instruction != null ? instruction.asked() : belief.since();
  }

  private boolean isOrdered() {
    return state() == ServerState.DISABLED || state() == ServerState.DRAINING;
  }

  /** What was seen; and what was made of it, unless that goes without saying. */
  private String reason() {
    return switch (allotment.cause()) {
      case DISABLED, DRAINED, QUIESCED, DRAINING -> allotment.sentence();
      case HELD, RISING, WEIGHTED, REPLACED_BY_SORRY, ADVISED, SELF_DRAIN, SELF_MAINTENANCE ->
          belief.reason() + "; " + allotment.sentence();
      case NEW, FAILED, FAILED_QUIESCED ->
          instruction == null ? belief.reason() : belief.reason() + "; " + allotment.sentence();
      case HEALTHY, UNCHECKED -> belief.reason();
    };
  }

  private StatusReport.Instruction order(Instruction order) {
    return new StatusReport.Instruction(
        order.verb().name().toLowerCase(Locale.ROOT),
        order.verb() == Verb.WEIGHT ? order.weight() : null,
        order.asked(),
        order.verb() == Verb.DRAIN ? order.asked().plus(drainTime(order)) : null,
        order.who(),
        order.reason());
  }

  private Duration drainTime(Instruction drain) {
    return drain.until().map(until -> until.minus(drain.since())).orElse(service.drainTimeout());
  }
}
