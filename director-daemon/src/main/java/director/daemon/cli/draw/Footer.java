// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Elector;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Ipvs;
import director.daemon.control.StatusReport.Tracked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The last lines of {@code status}: the machinery behind it. */
final class Footer {
  private static final int MOST_TRACKED = 3;
  private static final int MOST_FOREIGN = 3;
  private static final int LABEL_WIDTH = 9;

  private Footer() {}

  static List<String> draw(StatusReport report, Screen screen) {
    Instant now = report.director().time();
    List<String> lines = new ArrayList<>();
    lines.addAll(failing(report.vrrp().tracked(), now, screen));
    lines.addAll(
        labelled("elector:", elector(report.elector(), report.director().version(), now), screen));
    lines.addAll(labelled("ipvs:", ipvs(report.ipvs(), now), screen));
    lines.addAll(foreign(report.ipvs().foreign(), screen));
    report.vrrp().instances().stream()
        .filter(instance -> instance.rejectedInAll() > 0)
        .forEach(instance -> lines.addAll(labelled("vrrp:", rejected(instance), screen)));
    return lines;
  }

  /** What has failed and counts in elections; whether that is bad is for those to say. */
  private static List<String> failing(List<Tracked> tracked, Instant now, Screen screen) {
    List<Tracked> failed = tracked.stream().filter(it -> it.state().equals("FAILED")).toList();
    List<String> lines = new ArrayList<>();
    failed.stream()
        .limit(MOST_TRACKED)
        .forEach(it -> lines.addAll(labelled("tracked:", sentence(it, now), screen)));
    if (failed.size() > MOST_TRACKED) {
      String more = failed.size() - MOST_TRACKED + " more have FAILED: directorctl -o json status";
      lines.addAll(labelled("", more, screen));
    }
    return lines;
  }

  private static String sentence(Tracked tracked, Instant now) {
    return "%s: %s for %s, counts for %s"
        .formatted(
            tracked.reason(),
            tracked.state(),
            Amount.age(tracked.since(), now),
            String.join(", ", tracked.trackedBy()));
  }

  private static List<String> labelled(String label, String sentence, Screen screen) {
    return Words.paragraph(Words.left(label, LABEL_WIDTH), sentence, screen.width());
  }

  private static String elector(Elector elector, String director, Instant now) {
    String age = elector.since() == null ? "" : " for " + Amount.age(elector.since(), now);
    if (elector.connected()) {
      String connected = "connected" + age + ", pid " + Cell.of(elector.pid()).text();
      return elector.version() == null || elector.version().equals(director)
          ? connected
          : connected
              + ", of version "
              + elector.version()
              + ", the director is of "
              + director
              + ": systemctl restart directord-vrrp brings it up to date and keeps the role";
    }
    return "not connected" + age + ": " + Cell.of(elector.reason()).text();
  }

  private static String ipvs(Ipvs ipvs, Instant now) {
    String reconciled =
        ipvs.lastReconciled() == null
            ? "never reconciled"
            : "reconciled " + Amount.age(ipvs.lastReconciled(), now) + " ago";
    return "%s, %d requests, %d of them writes"
        .formatted(reconciled, ipvs.requests(), ipvs.writes());
  }

  private static List<String> foreign(List<String> foreign, Screen screen) {
    if (foreign.isEmpty()) {
      return List.of();
    }
    List<String> lines =
        new ArrayList<>(labelled("foreign:", ForeignLines.sentence(foreign), screen));
    String indent = " ".repeat(LABEL_WIDTH + Layout.GAP);
    lines.addAll(ForeignLines.draw(foreign, MOST_FOREIGN, indent, screen));
    return lines;
  }

  private static String rejected(Instance instance) {
    return "%s rejected %s: %s"
        .formatted(
            instance.name(),
            Amount.of(instance.rejectedInAll(), "advertisement"),
            instance.rejected().entrySet().stream()
                .map(Footer::counter)
                .collect(Collectors.joining(", ")));
  }

  private static String counter(Map.Entry<String, Long> entry) {
    return entry.getKey() + " " + entry.getValue();
  }
}
