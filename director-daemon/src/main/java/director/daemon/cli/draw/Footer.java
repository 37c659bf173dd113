// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Elector;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Ipvs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The last lines of {@code status}: the machinery behind it. */
final class Footer {
  private static final int MOST_FOREIGN = 3;

  private Footer() {}

  static List<String> draw(StatusReport report, Screen screen) {
    Instant now = report.director().time();
    List<String> sentences = new ArrayList<>();
    sentences.add(elector(report.elector(), now));
    sentences.add(ipvs(report.ipvs(), now));
    if (!report.ipvs().foreign().isEmpty()) {
      sentences.add(foreign(report.ipvs().foreign()));
    }
    report.vrrp().instances().stream()
        .filter(instance -> instance.rejectedInAll() > 0)
        .map(Footer::rejected)
        .forEach(sentences::add);
    List<String> lines = new ArrayList<>();
    sentences.forEach(
        sentence -> {
          int head = sentence.indexOf(": ") + 2;
          String label = Words.left(sentence.substring(0, head), 9);
          lines.addAll(Words.paragraph(label, sentence.substring(head), screen.width()));
        });
    return lines;
  }

  private static String elector(Elector elector, Instant now) {
    String age = elector.since() == null ? "" : " for " + Amount.age(elector.since(), now);
    if (elector.connected()) {
      return "elector: connected" + age + ", pid " + Cell.of(elector.pid()).text();
    }
    return "elector: not connected" + age + ": " + Cell.of(elector.reason()).text();
  }

  private static String ipvs(Ipvs ipvs, Instant now) {
    String reconciled =
        ipvs.lastReconciled() == null
            ? "never reconciled"
            : "reconciled " + Amount.age(ipvs.lastReconciled(), now) + " ago";
    return "ipvs: %s, %d requests, %d of them writes"
        .formatted(reconciled, ipvs.requests(), ipvs.writes());
  }

  private static String foreign(List<String> foreign) {
    String first = String.join(", ", foreign.subList(0, Math.min(MOST_FOREIGN, foreign.size())));
    int more = foreign.size() - MOST_FOREIGN;
    return "foreign: not made by directord, left alone: "
        + first
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String rejected(Instance instance) {
    return "vrrp: %s rejected %s: %s"
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
