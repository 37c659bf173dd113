// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a master keeps its rhythm while its machine is busy: the time between advertisements, as
 * the wire has it, and whether its backup, on the same machine, ever thinks it gone.
 */
public final class Rhythm {
  /** Often enough to see who answers. */
  private static final int PROBE_EVERY = 10_000;

  private static final Duration WARM = Duration.ofSeconds(8);
  private static final double MILLI = 1e6;

  private final Options options;
  private final Report report;
  private final BenchLab lab;
  private final Probe probe;

  private Rhythm(Options options, BenchLab lab, Probe probe) {
    this.options = options;
    this.lab = lab;
    this.probe = probe;
    this.report =
        new Report(
            options,
            "rhythm",
            "interval",
            "daemon",
            "n",
            "mean ms",
            "p50 late",
            "p99 late",
            "worst late",
            "clean p99",
            "clean worst",
            "false takeovers",
            "CPU",
            "RSS MB",
            "withheld",
            "steal",
            "others");
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments)
            .allow("seconds", "intervals", "daemons", "servers", "idle", "java-options");
    try (BenchLab lab = new BenchLab();
        Probe probe = Probe.start(lab.client(), options.probe(), BenchLab.VIP, PROBE_EVERY)) {
      new Rhythm(options, lab, probe).run();
    }
    System.exit(0); // reapers of killed daemons may still be at work
  }

  private void run() throws IOException, InterruptedException {
    for (Duration interval : options.durations("intervals", "10ms")) {
      for (Daemon daemon : options.daemons("directord,keepalived-rt,keepalived")) {
        measure(daemon, interval);
      }
    }
    report.print();
    System.out.println(
        "late: the time between two advertisements beyond the interval, ms; the limit is 0, the mean"
            + " is the interval.\nclean: leaves out those during which a processor was withheld from"
            + " real-time threads. CPU, RSS: of the master's daemon.");
  }

  private void measure(Daemon daemon, Duration interval) throws IOException, InterruptedException {
    Pair pair = Pair.start(lab, probe, daemon, interval);
    int servers = options.number("servers", 1000);
    // Beside the client: neither host's processes are those of its daemon alone otherwise.
    try (Burden burden = Burden.on(lab.client(), options, servers, !options.has("idle"))) {
      Thread.sleep(WARM.toMillis());
      probe.forget();
      Load before = Load.now();
      Consumption used = Consumption.of(lab.first());
      long begin = System.nanoTime();
      Thread.sleep(options.number("seconds", 60) * 1000L);
      Consumption now = Consumption.of(lab.first());
      Load.Share load = Load.now().since(before);
      judge(daemon, interval, begin, load, now, now.share(used));
      Report.progress(daemon.name() + ": checked beside it: " + burden.rate());
    }
    pair.lab().reset();
  }

  private void judge(
      Daemon daemon,
      Duration interval,
      long begin,
      Load.Share load,
      Consumption consumption,
      double processor)
      throws IOException {
    List<Seen.Advertisement> adverts = probe.all(Seen.Advertisement.class, begin);
    List<Long> times =
        adverts.stream().filter(a -> a.host() == 1).map(Seen.Advertisement::at).toList();
    long strangers = adverts.stream().filter(a -> a.host() == 2).count();
    List<Double> late = new ArrayList<>();
    List<Double> clean = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      double lateness = (times.get(i) - times.get(i - 1) - interval.toNanos()) / MILLI;
      late.add(lateness);
      if (probe.starved(times.get(i - 1), times.get(i)) == 0) {
        clean.add(lateness);
      }
    }
    Figures all = new Figures(late);
    Figures good = new Figures(clean);
    double mean =
        (times.get(times.size() - 1) - times.get(0)) / MILLI / Math.max(1, times.size() - 1);
    double withheld =
        probe.all(Seen.Starvation.class, begin).stream()
            .mapToDouble(s -> s.until() - s.at())
            .max()
            .orElse(0);
    report.keep(
        line(daemon, interval, load)
            .put("mean", mean)
            .put("p99", all.at(0.99))
            .put("worst", all.worst())
            .put("cleanP99", good.at(0.99))
            .put("cleanWorst", good.worst())
            .put("strangers", strangers));
    report.row(
        interval.toMillis() + " ms",
        daemon.name(),
        Integer.toString(all.count()),
        Figures.text(mean),
        Figures.text(all.median()),
        Figures.text(all.at(0.99)),
        Figures.text(all.worst()),
        Figures.text(good.at(0.99)),
        Figures.text(good.worst()) + " (n=" + good.count() + ")",
        Long.toString(strangers),
        Figures.percent(processor),
        Figures.text(consumption.resident()),
        Figures.text(withheld / MILLI),
        load.stealText(),
        load.othersText());
  }

  private static ObjectNode line(Daemon daemon, Duration interval, Load.Share load) {
    ObjectNode line = Report.sample();
    line.put("daemon", daemon.name()).put("intervalMillis", interval.toMillis());
    return line.put("steal", load.steal()).put("others", load.others());
  }
}
