// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a client loses when a master is stopped in order (SIGTERM). The limit is nothing at all; who
 * removes the address at once loses the successor's skew, 0.61 of an interval.
 */
public final class Handover {
  private static final int PROBE_EVERY = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** After that long a probe counts as lost. */
  private static final Duration DECIDED = Duration.ofMillis(700);

  private static final double MILLI = 1e6;

  /** Milliseconds. */
  private record Sample(
      long lost, double outage, double advertisement, double ended, double starved) {}

  private record Case(Daemon master, Daemon backup, List<Sample> samples, List<Load.Share> loads) {
    Case(Daemon master, Daemon backup) {
      this(master, backup, new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Options options;
  private final Report report;
  private final BenchLab lab;
  private final Probe probe;

  private Handover(Options options, BenchLab lab, Probe probe) {
    this.options = options;
    this.lab = lab;
    this.probe = probe;
    this.report =
        new Report(
            options,
            "handover",
            "interval",
            "stopped",
            "successor",
            "n",
            "no loss",
            "lost probes",
            "outage ms",
            "limit ms",
            "skew ms",
            "successor's advert ms",
            "ended ms",
            "steal",
            "others");
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments).allow("runs", "intervals", "java-options");
    try (BenchLab lab = new BenchLab();
        Probe probe = Probe.start(lab.client(), options.probe(), BenchLab.VIP, PROBE_EVERY)) {
      new Handover(options, lab, probe).run();
    }
    System.exit(0); // reapers of killed daemons may still be at work
  }

  private void run() throws IOException, InterruptedException {
    for (Duration interval : options.durations("intervals", "10ms,100ms,1s")) {
      measure(interval);
    }
    report.print();
    System.out.println(
        "Median / worst. The client asks every 0.25 ms. outage: the longest time without an answer."
            + " Times count from SIGTERM. skew: what is lost where the address is removed at once.");
  }

  private void measure(Duration interval) throws IOException, InterruptedException {
    Daemon ours = options.daemons("directord").get(0);
    Daemon theirs = new Keepalived(true);
    List<Case> cases =
        List.of(new Case(ours, ours), new Case(ours, theirs), new Case(theirs, theirs));
    for (int run = 1; run <= options.number("runs", 10); run++) {
      for (Case one : cases) {
        Load before = Load.now();
        Sample sample = sample(one, interval);
        one.samples().add(sample);
        one.loads().add(Load.now().since(before));
        keep(one, interval, run, sample);
      }
    }
    cases.forEach(one -> row(interval, one));
  }

  private Sample sample(Case one, Duration interval) throws IOException, InterruptedException {
    Pair pair = Pair.start(lab, probe, one.master(), one.backup(), interval);
    long asked = System.nanoTime();
    pair.master().terminate();
    Optional<Seen.Advertisement> first =
        probe.await(Seen.Advertisement.class, asked, a -> a.host() == 2, interval.plus(PATIENCE));
    boolean ended = pair.master().process().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    double end = ended ? (System.nanoTime() - asked) / MILLI : Double.NaN;
    Thread.sleep(DECIDED.toMillis());
    List<Seen.Loss> losses = probe.all(Seen.Loss.class, asked);
    if (!losses.isEmpty()) {
      Report.progress(probe.story(asked, losses.get(0).last() + 30_000_000));
    }
    return new Sample(
        losses.stream().mapToLong(Seen.Loss::count).sum(),
        losses.stream().mapToDouble(l -> (l.last() - l.at()) / MILLI).max().orElse(0),
        first.map(a -> (a.at() - asked) / MILLI).orElse(Double.NaN),
        end,
        probe.starved(asked, first.map(Seen::at).orElse(asked) + DECIDED.toNanos()));
  }

  private void keep(Case one, Duration interval, int run, Sample sample) throws IOException {
    ObjectNode line = Report.sample();
    line.put("stopped", one.master().name()).put("successor", one.backup().name());
    line.put("intervalMillis", interval.toMillis()).put("run", run);
    line.put("lost", sample.lost()).put("outage", sample.outage());
    line.put("advertisement", sample.advertisement()).put("ended", sample.ended());
    line.put("starved", sample.starved());
    report.keep(line);
    Report.progress(line.toString());
  }

  private void row(Duration interval, Case one) {
    List<Sample> samples = one.samples();
    Load.Share load = Load.Share.mean(one.loads());
    report.row(
        interval.toMillis() + " ms",
        one.master().name(),
        one.backup().name(),
        Integer.toString(samples.size()),
        samples.stream().filter(s -> s.lost() == 0).count() + "/" + samples.size(),
        Figures.of(samples, s -> (double) s.lost()).toString(),
        Figures.of(samples, Sample::outage).toString(),
        "0",
        Figures.text(Role.of(Role.BACKUP, interval).skew().toNanos() / MILLI),
        Figures.of(samples, Sample::advertisement).toString(),
        Figures.of(samples, Sample::ended).toString(),
        load.stealText(),
        load.othersText());
  }
}
