// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long after a master's last advertisement its backup is master, beyond the three intervals and
 * the skew that the protocol asks for: its first advertisement, its first gratuitous ARP, and the
 * first answer that the client gets from it.
 *
 * <p>Each sample is of two daemons that were started for it, so that each takeover is the first in
 * a backup's life, as it is in practice; {@code --warm} lets it take over once before.
 */
public final class Takeover {
  /** The client's resolution, in microseconds. */
  private static final int PROBE_EVERY = 250;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A processor that was withheld so long before an event may have moved it. */
  private static final long BEFORE = 2_000_000;

  private static final double MILLI = 1e6;

  /** How a master is lost. */
  private enum Fault {
    KILL("SIGKILL"),
    STOP("SIGSTOP"),
    LINK("link loss");

    private final String title;

    Fault(String title) {
      this.title = title;
    }

    void strike(Pair pair) throws IOException, InterruptedException {
      switch (this) {
        case KILL -> pair.master().kill();
        case STOP -> pair.master().freeze();
        case LINK -> pair.lab().first().cutLink();
      }
    }
  }

  /** Milliseconds; NaN for what did not happen. */
  private record Sample(
      double limit, double advertisement, double announcement, double client, double starved) {
    boolean isClean() {
      return starved == 0;
    }
  }

  private record Case(Daemon daemon, List<Sample> samples, List<Load.Share> loads) {
    Case(Daemon daemon) {
      this(daemon, new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Options options;
  private final Report report;
  private final BenchLab lab;
  private final Probe probe;

  private Takeover(Options options, BenchLab lab, Probe probe) {
    this.options = options;
    this.lab = lab;
    this.probe = probe;
    this.report =
        new Report(
            options,
            "takeover",
            "interval",
            "fault",
            "daemon",
            "n",
            "limit ms",
            "+advert",
            "+GARP",
            "+client",
            "ratio",
            "clean n",
            "+client, clean",
            "steal",
            "others");
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments)
            .allow("runs", "intervals", "faults", "daemons", "java-options", "warm");
    try (BenchLab lab = new BenchLab();
        Probe probe = Probe.start(lab.client(), options.probe(), BenchLab.VIP, PROBE_EVERY)) {
      new Takeover(options, lab, probe).run();
    }
    System.exit(0); // reapers of killed daemons may still be at work
  }

  private void run() throws IOException, InterruptedException {
    for (Duration interval : options.durations("intervals", "10ms,100ms,1s")) {
      for (String fault : options.list("faults", "kill,stop,link")) {
        measure(interval, Fault.valueOf(fault.toUpperCase(Locale.ROOT)));
      }
    }
    report.print();
    System.out.println(
        "limit: from the last advertisement, 3 intervals + skew. Median / worst in ms above it."
            + " The client asks every 0.25 ms. ratio: median of +client to ours.\n"
            + "clean: samples while no processor was withheld from real-time threads."
            + " steal, others: processor time taken by the hypervisor and by others here.");
  }

  /** One after the other in turn, so that all have the same luck with the machine. */
  private void measure(Duration interval, Fault fault) throws IOException, InterruptedException {
    List<Case> cases = options.daemons("directord,keepalived-rt").stream().map(Case::new).toList();
    for (int run = 1; run <= options.number("runs", 20); run++) {
      for (Case one : cases) {
        Load before = Load.now();
        Sample sample = sample(one.daemon(), interval, fault);
        Load.Share load = Load.now().since(before);
        one.samples().add(sample);
        one.loads().add(load);
        keep(one.daemon(), interval, fault, run, sample, load);
      }
    }
    double ours = Figures.of(cases.get(0).samples(), Sample::client).median();
    cases.forEach(one -> row(interval, fault, one, ours));
  }

  private Sample sample(Daemon daemon, Duration interval, Fault fault)
      throws IOException, InterruptedException {
    Pair pair = Pair.start(lab, probe, daemon, interval);
    if (options.has("warm")) {
      pair.rehearse();
    }
    Thread.sleep(0, ThreadLocalRandom.current().nextInt(999_999));
    Thread.sleep(ThreadLocalRandom.current().nextLong(1000 + interval.toMillis()));
    long struck = System.nanoTime();
    fault.strike(pair);
    Duration patience = pair.backupRole().masterDown().plus(PATIENCE);
    Optional<Seen.Advertisement> first =
        probe.await(Seen.Advertisement.class, struck, a -> a.host() == 2, patience);
    Optional<Seen.Answer> answer =
        probe.await(Seen.Answer.class, struck, a -> a.host() == 2, PATIENCE);
    Optional<Seen.Announcement> announcement =
        probe.await(Seen.Announcement.class, struck, a -> a.host() == 2, PATIENCE);
    if (answer.isEmpty()) {
      Path evidence = options.results().resolve("evidence-" + struck);
      Report.progress("nobody took over; see " + evidence);
      lab.copyFilesTo(evidence);
    }
    long last = pair.lastOfMaster(first.map(Seen::at).orElse(Long.MAX_VALUE)).at();
    long due = last + pair.backupRole().masterDown().toNanos();
    long end = answer.map(Seen::at).orElse(due);
    return new Sample(
        (due - struck) / MILLI,
        above(first, due),
        above(announcement, due),
        above(answer, due),
        probe.starved(due - BEFORE, end));
  }

  private static double above(Optional<? extends Seen> event, long due) {
    return event.map(seen -> (seen.at() - due) / MILLI).orElse(Double.NaN);
  }

  private void keep(
      Daemon daemon, Duration interval, Fault fault, int run, Sample sample, Load.Share load)
      throws IOException {
    ObjectNode line = Report.sample();
    line.put("daemon", daemon.name()).put("intervalMillis", interval.toMillis());
    line.put("fault", fault.title).put("run", run).put("limitFromFault", sample.limit());
    line.put("advertisement", sample.advertisement()).put("announcement", sample.announcement());
    line.put("client", sample.client()).put("starved", sample.starved());
    line.put("steal", load.steal()).put("others", load.others());
    report.keep(line);
    Report.progress(line.toString());
  }

  private void row(Duration interval, Fault fault, Case one, double ours) {
    List<Sample> samples = one.samples();
    List<Sample> clean = samples.stream().filter(Sample::isClean).toList();
    Figures client = Figures.of(samples, Sample::client);
    Load.Share load = Load.Share.mean(one.loads());
    report.row(
        interval.toMillis() + " ms",
        fault.title,
        one.daemon().name(),
        client.count() + "/" + samples.size(),
        Figures.text(Role.of(Role.BACKUP, interval).masterDown().toNanos() / MILLI),
        Figures.of(samples, Sample::advertisement).toString(),
        Figures.of(samples, Sample::announcement).toString(),
        client.toString(),
        Figures.text(client.median() / ours),
        Integer.toString(clean.size()),
        Figures.of(clean, Sample::client).toString(),
        load.stealText(),
        load.othersText());
  }
}
