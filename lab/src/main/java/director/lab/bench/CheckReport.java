// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A table in which ours stands beside keepalived's: medians, and between which bounds all windows
 * lie.
 */
final class CheckReport {
  private final Report report;

  CheckReport(Options options, String bench) {
    report =
        new Report(
            options,
            bench,
            "what",
            "directord",
            "keepalived",
            "ratio",
            "target",
            "met",
            "steal",
            "others");
  }

  void keep(ObjectNode sample) throws IOException {
    report.keep(sample);
  }

  /** The same figure of ours and theirs. */
  void row(
      String what,
      CheckTurns turns,
      ToDoubleFunction<CheckWindow> figure,
      Optional<Target> target) {
    row(what, turns.ours(figure), turns.theirs(figure), target, turns.loads());
  }

  /** By the medians; {@code theirs} may be empty, and so may the target. */
  void row(
      String what, Figures ours, Figures theirs, Optional<Target> target, List<Load.Share> loads) {
    Load.Share load = Load.Share.mean(loads);
    double ratio = ours.median() / theirs.median();
    report.row(
        what,
        spread(ours),
        spread(theirs),
        Figures.text(Double.isFinite(ratio) ? ratio : Double.NaN),
        target.map(Target::toString).orElse(""),
        target.map(t -> t.met(ours.median(), theirs.median()) ? "yes" : "NO").orElse(""),
        load.stealText(),
        load.othersText());
  }

  private static String spread(Figures figures) {
    String median = Figures.text(figures.median());
    return figures.count() < 2
        ? median
        : median
            + " ("
            + Figures.text(figures.least())
            + ".."
            + Figures.text(figures.worst())
            + ")";
  }

  void print(String... notes) {
    report.print();
    for (String note : notes) {
      System.out.println(note);
    }
    System.out.println(
        """
        directord: its health checker alone, in a JVM with the flags of bin/directord, since the kernel has no IPVS.
        keepalived: Debian's binary; a preloaded library (noipvs.c) answers its IPVS requests in the kernel's place.
        Median (least..most) of windows in turn. steal: taken by the hypervisor; others: processes outside of the bench; both of all processors.""");
  }
}
