// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a client gets after a master was paused or cut off, and is back: how long the VIP does not
 * answer from then on, and how much both directors say about it.
 */
public final class Pause {
  private static final int PROBE_EVERY = 250;

  /** A VIP that does not answer for so long is dead: whatever revives it is not VRRP. */
  private static final Duration DEAD = Duration.ofSeconds(4);

  /** keepalived announces once more 5 s after it became master; that must be over. */
  private static final Duration SETTLE = Duration.ofMillis(5500);

  private static final long SOON = 50_000_000;
  private static final double MILLI = 1e6;

  /** How the master was away. */
  private enum Kind {
    LOST("paused, frames lost", true, true),
    PARTITION("partition", false, true),
    QUEUED("paused, frames queued", true, false);

    private final String title;
    private final boolean freezes;
    private final boolean isolates;

    Kind(String title, boolean freezes, boolean isolates) {
      this.title = title;
      this.freezes = freezes;
      this.isolates = isolates;
    }

    void begin(Pair pair) throws IOException, InterruptedException {
      if (isolates) {
        pair.lab().isolate(pair.lab().first());
      }
      if (freezes) {
        pair.master().freeze();
      }
    }

    void end(Pair pair) throws IOException, InterruptedException {
      if (isolates) {
        pair.lab().admit(pair.lab().first());
      }
      if (freezes) {
        pair.master().thaw();
      }
    }
  }

  /**
   * @param outage the time without answers after the return, ms; infinite when it stays dead
   * @param until the end of the last loss, ms after the return
   * @param adverts of both directors within 50 ms
   * @param announcements likewise
   */
  private record Sample(
      double outage,
      double until,
      double adverts,
      double announcements,
      double later,
      double starved) {}

  private record Case(Daemon daemon, List<Sample> samples, List<Load.Share> loads) {
    Case(Daemon daemon) {
      this(daemon, new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Options options;
  private final Report report;
  private final BenchLab lab;
  private final Probe probe;

  private Pause(Options options, BenchLab lab, Probe probe) {
    this.options = options;
    this.lab = lab;
    this.probe = probe;
    this.report =
        new Report(
            options,
            "pause",
            "interval",
            "what",
            "daemon",
            "n",
            "dead > 4 s",
            "no answer ms",
            "until ms",
            "limit ms",
            "adverts in 50 ms",
            "GARPs in 50 ms",
            "GARPs in 4 s",
            "steal",
            "others");
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments).allow("runs", "intervals", "what", "daemons", "java-options");
    try (BenchLab lab = new BenchLab();
        Probe probe = Probe.start(lab.client(), options.probe(), BenchLab.VIP, PROBE_EVERY)) {
      new Pause(options, lab, probe).run();
    }
    System.exit(0); // reapers of killed daemons may still be at work
  }

  private void run() throws IOException, InterruptedException {
    for (Duration interval : options.durations("intervals", "100ms,500ms")) {
      for (String what : options.list("what", "lost,partition,queued")) {
        measure(interval, Kind.valueOf(what.toUpperCase(Locale.ROOT)));
      }
    }
    report.print();
    System.out.println(
        "Median / worst. no answer: in all, after the return of the first director (higher priority);"
            + " until: the end of it. limit: one interval. Counted: what both directors send.");
  }

  /** All of one daemon after each other: one settling serves them. */
  private void measure(Duration interval, Kind kind) throws IOException, InterruptedException {
    for (Daemon daemon : options.daemons("directord,keepalived-rt")) {
      Case one = new Case(daemon);
      Pair pair = Pair.start(lab, probe, daemon, interval);
      Thread.sleep(SETTLE.toMillis());
      for (int run = 1; run <= options.number("runs", 10); run++) {
        Load before = Load.now();
        Sample sample = sample(pair, kind);
        one.samples().add(sample);
        one.loads().add(Load.now().since(before));
        keep(daemon, interval, kind, run, sample);
        if (Double.isInfinite(sample.outage())) {
          pair = Pair.start(lab, probe, daemon, interval);
          Thread.sleep(SETTLE.toMillis());
        }
      }
      row(interval, kind, one);
    }
  }

  private Sample sample(Pair pair, Kind kind) throws IOException, InterruptedException {
    Duration interval = pair.backupRole().interval();
    probe.forget();
    Thread.sleep(ThreadLocalRandom.current().nextLong(interval.toMillis()));
    long away = System.nanoTime();
    kind.begin(pair);
    pair.awaitAnswer(2, away);
    Thread.sleep(
        interval.toMillis() * 2 + ThreadLocalRandom.current().nextLong(interval.toMillis()));
    long back = System.nanoTime();
    kind.end(pair);
    Thread.sleep(DEAD.toMillis() + SETTLE.toMillis() / 4);
    List<Seen.Loss> losses = probe.all(Seen.Loss.class, back);
    double outage = losses.stream().mapToLong(Seen.Loss::count).sum() * PROBE_EVERY / 1e3;
    double until = losses.stream().mapToDouble(l -> (l.last() - back) / MILLI).max().orElse(0);
    if (!losses.isEmpty()) {
      Report.progress(probe.story(back, back + 3 * interval.toNanos()));
    }
    Optional<Seen.Answer> answer =
        probe.await(Seen.Answer.class, back, a -> a.host() == 1, Duration.ZERO);
    if (answer.isEmpty() || outage > DEAD.toMillis() / 2.0) {
      outage = Double.POSITIVE_INFINITY;
    }
    return new Sample(
        outage,
        until,
        count(Seen.Advertisement.class, back, back + SOON),
        count(Seen.Announcement.class, back, back + SOON),
        count(Seen.Announcement.class, back, back + DEAD.toNanos()),
        probe.starved(back, back + SOON));
  }

  private double count(Class<? extends Seen> kind, long from, long until) {
    return probe.all(kind, from).stream().filter(s -> s.at() < until).count();
  }

  private void keep(Daemon daemon, Duration interval, Kind kind, int run, Sample sample)
      throws IOException {
    ObjectNode line = Report.sample();
    line.put("daemon", daemon.name()).put("intervalMillis", interval.toMillis());
    line.put("what", kind.title).put("run", run).put("outage", sample.outage());
    line.put("until", sample.until());
    line.put("adverts", sample.adverts()).put("announcements", sample.announcements());
    line.put("announcementsLater", sample.later()).put("starved", sample.starved());
    report.keep(line);
    Report.progress(line.toString());
  }

  private void row(Duration interval, Kind kind, Case one) {
    Load.Share load = Load.Share.mean(one.loads());
    List<Sample> samples = one.samples();
    report.row(
        interval.toMillis() + " ms",
        kind.title,
        one.daemon().name(),
        Integer.toString(samples.size()),
        Long.toString(samples.stream().filter(s -> Double.isInfinite(s.outage())).count()),
        Figures.of(samples, Sample::outage).toString(),
        Figures.of(samples, Sample::until).toString(),
        Figures.text(interval.toNanos() / MILLI),
        Figures.of(samples, Sample::adverts).toString(),
        Figures.of(samples, Sample::announcements).toString(),
        Figures.of(samples, Sample::later).toString(),
        load.stealText(),
        load.othersText());
  }
}
