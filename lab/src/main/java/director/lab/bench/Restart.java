// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A restart of the daemon of the master, as systemd does it: ours leaves by SIGUSR1 and keeps the
 * role, keepalived stops by SIGTERM and gives it away, and takes it back. The limit is that nobody
 * else ever speaks; beside it, how long nobody of the master's did, of what a backup waits for one
 * that says nothing before.
 */
public final class Restart {
  private static final int PROBE_EVERY = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final double MILLI = 1e6;

  /** Milliseconds. */
  private record Sample(double silence, long takeovers, long lost, double outage) {}

  private record Case(Daemon master, Daemon backup, List<Sample> samples, List<Load.Share> loads) {
    Case(Daemon master, Daemon backup) {
      this(master, backup, new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Options options;
  private final Report report;
  private final BenchLab lab;
  private final Probe probe;

  private Restart(Options options, BenchLab lab, Probe probe) {
    this.options = options;
    this.lab = lab;
    this.probe = probe;
    this.report =
        new Report(
            options,
            "restart",
            "interval",
            "restarted",
            "backup",
            "n",
            "no takeover",
            "silence ms",
            "backup waits ms",
            "lost probes",
            "outage ms",
            "steal",
            "others");
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments).allow("runs", "intervals", "java-options");
    try (BenchLab lab = new BenchLab();
        Probe probe = Probe.start(lab.client(), options.probe(), BenchLab.VIP, PROBE_EVERY)) {
      new Restart(options, lab, probe).run();
    }
    System.exit(0); // reapers of killed daemons may still be at work
  }

  private void run() throws IOException, InterruptedException {
    for (Duration interval : options.durations("intervals", "100ms,1s")) {
      measure(interval);
    }
    report.print();
    System.out.println(
        "Median / worst. silence: from the last advertisement of the master before its restart to its"
            + " first after it. backup waits: three intervals and its skew, had nothing been said.");
  }

  private void measure(Duration interval) throws IOException, InterruptedException {
    Daemon ours = options.daemons("directord").get(0);
    Daemon theirs = new Keepalived(true);
    List<Case> cases =
        List.of(new Case(ours, ours), new Case(ours, theirs), new Case(theirs, theirs));
    for (int run = 1; run <= options.number("runs", 5); run++) {
      for (Case one : cases) {
        Load before = Load.now();
        Sample sample = sample(one, one.master() == ours, interval);
        one.samples().add(sample);
        one.loads().add(Load.now().since(before));
        keep(one, interval, run, sample);
      }
    }
    cases.forEach(one -> row(interval, one));
  }

  private Sample sample(Case one, boolean leaves, Duration interval)
      throws IOException, InterruptedException {
    Pair pair = Pair.start(lab, probe, one.master(), one.backup(), interval);
    long asked = System.nanoTime();
    if (leaves) {
      pair.master().leave();
    } else {
      pair.master().terminate();
    }
    if (!pair.master().process().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException(one.master().name() + " does not end");
    }
    long ended = System.nanoTime();
    one.master().start(lab.first(), Role.of(Role.MASTER, interval));
    double silence =
        probe
            .await(Seen.Advertisement.class, ended, a -> a.host() == 1, PATIENCE)
            .map(first -> (first.at() - last(ended)) / MILLI)
            .orElse(Double.NaN);
    // Whoever took over meanwhile has spoken by now, and given back.
    Thread.sleep(interval.multipliedBy(2).plusMillis(700).toMillis());
    List<Seen.Loss> losses = probe.all(Seen.Loss.class, asked);
    return new Sample(
        silence,
        probe.all(Seen.Advertisement.class, asked).stream().filter(a -> a.host() == 2).count(),
        losses.stream().mapToLong(Seen.Loss::count).sum(),
        losses.stream().mapToDouble(l -> (l.last() - l.at()) / MILLI).max().orElse(0));
  }

  private long last(long until) {
    return probe.all(Seen.Advertisement.class, 0).stream()
        .filter(a -> a.host() == 1 && a.at() < until)
        .mapToLong(Seen.Advertisement::at)
        .max()
        .orElse(until);
  }

  private void keep(Case one, Duration interval, int run, Sample sample) throws IOException {
    ObjectNode line = Report.sample();
    line.put("restarted", one.master().name()).put("backup", one.backup().name());
    line.put("intervalMillis", interval.toMillis()).put("run", run);
    line.put("silence", sample.silence()).put("takeovers", sample.takeovers());
    line.put("lost", sample.lost()).put("outage", sample.outage());
    report.keep(line);
    Report.progress(line.toString());
  }

  private void row(Duration interval, Case one) {
    List<Sample> samples = one.samples();
    Load.Share load = Load.Share.mean(one.loads());
    Duration waits = Role.of(Role.BACKUP, interval).skew().plus(interval.multipliedBy(3));
    report.row(
        interval.toMillis() + " ms",
        one.master().name(),
        one.backup().name(),
        Integer.toString(samples.size()),
        samples.stream().filter(s -> s.takeovers() == 0).count() + "/" + samples.size(),
        Figures.of(samples, Sample::silence).toString(),
        Figures.text(waits.toNanos() / MILLI),
        Figures.of(samples, s -> (double) s.lost()).toString(),
        Figures.of(samples, Sample::outage).toString(),
        load.stealText(),
        load.othersText());
  }
}
