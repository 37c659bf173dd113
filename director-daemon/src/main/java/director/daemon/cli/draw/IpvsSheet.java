// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Drift;
import director.daemon.control.StatusReport.Ipvs;
import director.daemon.control.StatusReport.SyncDaemon;
import director.daemon.control.StatusReport.Sysctl;
import director.daemon.control.StatusReport.Timeouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ipvs show}: what concerns IPVS as a whole. */
public final class IpvsSheet {
  private static final List<Column> COLUMNS =
      List.of(Column.text("SETTING"), Column.text("KERNEL"), Column.text("CONFIG"));

  private static final int MOST_CHANGES = 5;

  private IpvsSheet() {}

  public static String draw(StatusReport report, Screen screen) {
    Ipvs ipvs = report.ipvs();
    Instant now = report.director().time();
    Sheet sheet = new Sheet(new ArrayList<>(), screen);
    Problems.of(ipvs, now).forEach(problem -> sheet.paragraph("!! ", problem, Tone.BAD));
    sheet.line("compared:", compared(ipvs, now));
    sheet.line("requests:", ipvs.requests() + " since start, " + ipvs.writes() + " of them writes");
    drift(ipvs.drift(), now, sheet);
    sheet.line("timeouts:", timeouts(ipvs));
    sheet.line("table:", ipvs.connTabSize() == null ? "" : ipvs.connTabSize() + " buckets");
    sync(ipvs.syncDaemons(), sheet);
    if (!ipvs.sysctls().isEmpty()) {
      sheet.lines().add("");
      sheet.lines().addAll(sysctls(ipvs.sysctls(), screen));
    }
    sheet.lines().add("");
    sheet
        .lines()
        .addAll(
            ipvs.foreign().isEmpty()
                ? List.of("every service in the kernel is from directord")
                : ForeignLines.draw(ipvs.foreign(), screen));
    return String.join("\n", sheet.lines()) + "\n";
  }

  private static String compared(Ipvs ipvs, Instant now) {
    String every = "every " + Amount.span(ipvs.reconcileIntervalSeconds() * 1000);
    if (ipvs.lastReconciled() == null) {
      return "never yet; " + every + " from now on";
    }
    String took =
        ipvs.reconcileMillis() == null ? "" : " in " + Amount.latency(ipvs.reconcileMillis());
    return Amount.age(ipvs.lastReconciled(), now) + " ago" + took + ", " + every;
  }

  private static void drift(Drift drift, Instant now, Sheet sheet) {
    if (drift.lastSeen() == null) {
      sheet.line("drift:", "nobody else changed our part of the table");
      return;
    }
    sheet.line(
        "drift:",
        "seen %s ago and put right by %s, %d in all since start:"
            .formatted(
                Amount.age(drift.lastSeen(), now),
                Amount.of(drift.count(), "change"),
                drift.total()));
    drift.changes().stream().limit(MOST_CHANGES).forEach(it -> sheet.line("", "  " + it));
    if (drift.count() > MOST_CHANGES) {
      sheet.line("", "  and %d more".formatted(drift.count() - MOST_CHANGES));
    }
  }

  private static String timeouts(Ipvs ipvs) {
    Timeouts timeouts = ipvs.timeouts();
    return timeouts == null
        ? ""
        : "tcp %d s, tcp-fin %d s, udp %d s"
            .formatted(timeouts.tcpSeconds(), timeouts.tcpFinSeconds(), timeouts.udpSeconds());
  }

  private static void sync(List<SyncDaemon> daemons, Sheet sheet) {
    sheet.line(
        "sync:",
        daemons.isEmpty()
            ? new String[] {"no sync daemon runs: connections do not survive a failover"}
            : daemons.stream().map(IpvsSheet::daemon).toArray(String[]::new));
  }

  private static String daemon(SyncDaemon daemon) {
    return "%s on %s, id %d, %s port %d, ttl %d"
        .formatted(
            daemon.role(),
            daemon.networkInterface(),
            daemon.id(),
            daemon.group(),
            daemon.port(),
            daemon.ttl());
  }

  /** The kernel separates numbers by a tab. */
  private static @Nullable String plain(@Nullable String value) {
    return value == null ? null : value.strip().replace('\t', ' ');
  }

  private static List<String> sysctls(List<Sysctl> sysctls, Screen screen) {
    List<Row> rows =
        sysctls.stream()
            .map(
                it ->
                    Row.of(
                            Cell.of(it.name()),
                            Cell.of(plain(it.value()), it.differs() ? Tone.BAD : Tone.PLAIN),
                            Cell.of(it.wanted()))
                        .alarmIf(it.differs())
                        .noting(it.advice() == null ? List.of() : List.of(it.advice())))
            .toList();
    return TextTable.of(COLUMNS, rows, screen).draw(rows);
  }
}
