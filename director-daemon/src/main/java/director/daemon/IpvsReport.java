// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.control.StatusReport;
import director.daemon.sysctl.IpvsParameters.Look;
import director.daemon.sysctl.Parameter;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.netlink.text.AddressText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What operators are told of IPVS beside its services. */
final class IpvsReport {
  /** What is told of a kernel that cannot be read. */
  static final IpvsSnapshot NOTHING_READ =
      new IpvsSnapshot(
          IpvsTable.EMPTY,
          new IpvsSettings(
              new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO),
              Collections.emptySortedMap()),
          new IpvsStatistics(Collections.emptySortedMap()),
          List.of());

  private IpvsReport() {}

  static StatusReport.Ipvs of(
      IpvsKeeper keeper,
      Reconciliation reconciliation,
      Look parameters,
      IpvsSnapshot kernel,
      List<String> foreign) {
    Drift drift = reconciliation.drift();
    return new StatusReport.Ipvs(
        keeper.requests(),
        keeper.writes(),
        reconciliation.last(),
        reconciliation.lastTook().toNanos() / 1e6,
        reconciliation.interval().toMillis() / 1e3,
        foreign,
        new StatusReport.Drift(drift.lastSeen(), drift.total(), drift.count(), drift.changes()),
        timeouts(kernel.settings().timeouts()),
        kernel.settings().daemons().values().stream().map(IpvsReport::daemon).toList(),
        parameters.parameters().stream().map(IpvsReport::parameter).toList(),
        buckets(parameters));
  }

  private static StatusReport.@Nullable Timeouts timeouts(Timeouts is) {
    return is.equals(NOTHING_READ.settings().timeouts())
        ? null
        : new StatusReport.Timeouts(
            is.tcp().toSeconds(), is.tcpFin().toSeconds(), is.udp().toSeconds());
  }

  private static StatusReport.SyncDaemon daemon(SyncDaemon is) {
    return new StatusReport.SyncDaemon(
        is.role().name().toLowerCase(Locale.ROOT),
        is.networkInterface(),
        is.id(),
        AddressText.of(is.group()),
        is.port(),
        is.ttl(),
        is.maxLength());
  }

  private static StatusReport.Sysctl parameter(Parameter is) {
    return new StatusReport.Sysctl(
        is.inModule() ? "ip_vs." + is.name() : "net.ipv4.vs." + is.name(),
        is.value().orElse(null),
        is.wanted().orElse(null),
        is.advice().orElse(null),
        is.refusal().orElse(null));
  }

  private static @Nullable Long buckets(Look parameters) {
    return parameters.parameters().stream()
        .filter(Parameter::inModule)
        .flatMap(bits -> bits.value().stream())
        .map(bits -> 1L << Integer.parseInt(bits))
        .findFirst()
        .orElse(null);
  }
}
