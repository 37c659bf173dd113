// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import director.lab.bench.Checking.Removal;
import director.lab.bench.Mortals.Death;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long a dead server stays in service: four kinds of death, 20 servers of 200 each. */
public final class ChecksDetect {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int FALL = 3;

  /** What keepalived waits after a failure; the same for both is the fair comparison. */
  private static final Duration EQUAL = Duration.ofSeconds(1);

  private ChecksDetect() {}

  /**
   * What became of one daemon.
   *
   * @param took seconds from each death to each removal
   */
  private record Outcome(Map<Death, Figures> took, int falseRemovals, Load.Share load) {
    Figures of(Death death) {
      return took.getOrDefault(death, new Figures(List.of()));
    }
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments).allow("fast-intervals", "settle", "java-options");
    CheckReport report = new CheckReport(options, "checks-detect");
    Outcome theirs = run(options, report, new KeepalivedChecker(options), EQUAL);
    for (Duration fast : options.durations("fast-intervals", "1s,500ms,200ms")) {
      rows(report, run(options, report, new OurChecker(options), fast), theirs, fast);
    }
    report.print(
        "Seconds from death to removal: median (least..most) of 20 servers. Interval 2 s, timeout 2 s, 3 failures.",
        "keepalived: delay_loop 2, connect_timeout 2, retry 2, delay_before_retry 1. Fast: our fast-interval.",
        "Theory, ours | keepalived's: 0 to 2 s until the first check, then two more, each begun fast after the start of the",
        "one before or at its end if that is later (keepalived: 1 s after its end), and the time that the last one takes,",
        "which is the timeout where nobody answers.");
    System.exit(0); // reapers of killed processes may still be at work
  }

  private static Outcome run(Options options, CheckReport report, CheckDaemon daemon, Duration fast)
      throws IOException, InterruptedException {
    Report.progress(daemon.name() + ", fast interval " + fast.toMillis() + " ms");
    CheckWork work = new CheckWork(Mortals.all(), INTERVAL, fast, TIMEOUT, FALL, 1, true);
    try (CheckHost host = new CheckHost();
        Mortals mortals = Mortals.on(host);
        Checking checking = daemon.start(host, work, CheckHost.PREFERRED, CheckHost.CHECKER)) {
      Thread.sleep(options.number("settle", 5) * 1000L);
      Load before = Load.now();
      Map<Death, Long> times = new EnumMap<>(Death.class);
      // One after the other: many at once are another question, which ours answers otherwise.
      for (Death death : Death.values()) {
        times.put(death, System.nanoTime());
        death.strike(mortals);
        Thread.sleep(death.patience().toMillis());
      }
      Map<Death, Figures> took = new EnumMap<>(Death.class);
      for (var struck : times.entrySet()) {
        Figures seconds = took(checking.removals(), struck.getKey(), struck.getValue());
        took.put(struck.getKey(), seconds);
        keep(report, daemon, fast, struck.getKey(), seconds);
      }
      int right = took.values().stream().mapToInt(Figures::count).sum();
      return new Outcome(took, checking.removals().size() - right, Load.now().since(before));
    }
  }

  private static Figures took(List<Removal> removals, Death death, long since) {
    List<String> servers = death.servers().stream().map(s -> s.replace(' ', ':')).toList();
    return new Figures(
        removals.stream()
            .filter(removal -> servers.contains(removal.server()) && removal.at() > since)
            .map(removal -> (removal.at() - since) / 1e9)
            .toList());
  }

  private static void rows(CheckReport report, Outcome ours, Outcome theirs, Duration fast) {
    String settings = "fast " + fast.toMillis() + " ms, ";
    List<Load.Share> loads = List.of(ours.load(), theirs.load());
    for (Death death : Death.values()) {
      report.row(
          settings + death + ", theory " + theory(death, fast) + " | " + theirTheory(death),
          ours.of(death),
          theirs.of(death),
          Optional.empty(),
          loads);
    }
    report.row(
        settings + "dead and not removed",
        count(missed(ours)),
        count(missed(theirs)),
        Optional.of(Target.atMost(0)),
        loads);
    report.row(
        settings + "false removals",
        count(ours.falseRemovals()),
        count(theirs.falseRemovals()),
        Optional.of(Target.atMost(0)),
        loads);
  }

  private static int missed(Outcome outcome) {
    int found = outcome.took().values().stream().mapToInt(Figures::count).sum();
    return Death.values().length * Mortals.EACH - found;
  }

  private static Figures count(int number) {
    return new Figures(List.of((double) number));
  }

  private static String theory(Death death, Duration fast) {
    double lasts = death.silent() ? seconds(TIMEOUT) : 0;
    return range((FALL - 1) * Math.max(lasts, seconds(fast)) + lasts);
  }

  private static String theirTheory(Death death) {
    double lasts = death.silent() ? seconds(TIMEOUT) : 0;
    return range((FALL - 1) * (lasts + seconds(EQUAL)) + lasts);
  }

  private static String range(double least) {
    return Figures.text(least) + ".." + Figures.text(least + seconds(INTERVAL));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static void keep(
      CheckReport report, CheckDaemon daemon, Duration fast, Death death, Figures took)
      throws IOException {
    ObjectNode line = Report.sample();
    line.put("daemon", daemon.name()).put("fastMs", fast.toMillis());
    line.put("death", death.toString());
    took.values().forEach(line.putArray("seconds")::add);
    report.keep(line);
    Report.progress(
        "  " + death + ": " + took.count() + " of " + Mortals.EACH + ", " + took + " s");
  }
}
