// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What 255 virtual routers between the same two interfaces cost, to the master and its backup. */
public final class Many {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Long enough for a JVM to compile what it needs, and for repeated announcements. */
  private static final Duration SETTLE = Duration.ofSeconds(7);

  private Many() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments)
            .allow("seconds", "instances", "interval", "daemons", "java-options");
    Report report =
        new Report(
            options,
            "many",
            "daemon",
            "instances",
            "interval",
            "master CPU",
            "backup CPU",
            "ratio",
            "master MB (PSS)",
            "backup MB (PSS)",
            "adverts/s",
            "of",
            "strangers",
            "steal",
            "others");
    try (BenchLab lab = new BenchLab();
        Probe probe = Probe.start(lab.client(), options.probe(), BenchLab.VIP, 0)) {
      double ours = Double.NaN;
      for (Daemon daemon : options.daemons("directord,keepalived-rt")) {
        double share = measure(options, report, lab, probe, daemon, ours);
        ours = Double.isNaN(ours) ? share : ours;
      }
    }
    report.print();
    System.out.println(
        "CPU: of one processor, the rest of the JVM included. ratio: of both hosts' CPU to ours."
            + " of: adverts/s if none were late. strangers: adverts of the backup.");
    System.exit(0); // reapers of killed daemons may still be at work
  }

  private static double measure(
      Options options, Report report, BenchLab lab, Probe probe, Daemon daemon, double ours)
      throws IOException, InterruptedException {
    int instances = options.number("instances", 255);
    Duration interval = options.durations("interval", "100ms").get(0);
    lab.reset();
    probe.forget();
    Running master = daemon.start(lab.first(), Role.of(Role.MASTER, interval, instances));
    awaitAll(lab, options, probe, instances);
    Running backup = daemon.start(lab.second(), Role.of(Role.BACKUP, interval, instances));
    backup.awaitBackup(daemon.lastWord(), PATIENCE);
    Thread.sleep(SETTLE.toMillis());

    probe.forget();
    long begin = System.nanoTime();
    Load before = Load.now();
    Consumption masterBefore = Consumption.of(master.host());
    Consumption backupBefore = Consumption.of(backup.host());
    Thread.sleep(options.number("seconds", 10) * 1000L);
    Consumption masterAfter = Consumption.of(master.host());
    Consumption backupAfter = Consumption.of(backup.host());
    Load.Share load = Load.now().since(before);
    double seconds = (System.nanoTime() - begin) / 1e9;
    List<Seen.Advertisement> adverts = probe.all(Seen.Advertisement.class, begin);
    double heard = adverts.stream().filter(a -> a.host() == 1).count() / seconds;
    long strangers = adverts.stream().filter(a -> a.host() != 1).count();
    lab.reset();

    double first = masterAfter.share(masterBefore);
    double second = backupAfter.share(backupBefore);
    ObjectNode line = Report.sample();
    line.put("daemon", daemon.name()).put("instances", instances);
    line.put("masterCpu", first).put("backupCpu", second);
    line.put("masterRss", masterAfter.resident()).put("backupRss", backupAfter.resident());
    line.put("advertsPerSecond", heard).put("strangers", strangers);
    line.put("steal", load.steal()).put("others", load.others());
    report.keep(line);
    report.row(
        daemon.name(),
        Integer.toString(instances),
        interval.toMillis() + " ms",
        Figures.percent(first),
        Figures.percent(second),
        Figures.text(Double.isNaN(ours) ? 1 : (first + second) / ours),
        memory(masterAfter),
        memory(backupAfter),
        Figures.text(heard),
        Figures.text(instances * 1000.0 / interval.toMillis()),
        Long.toString(strangers),
        load.stealText(),
        load.othersText());
    return first + second;
  }

  private static String memory(Consumption at) {
    return Figures.text(at.resident()) + " (" + Figures.text(at.proportional()) + ")";
  }

  /** Until each of them is advertised by the first director. */
  private static void awaitAll(BenchLab lab, Options options, Probe probe, int instances)
      throws IOException, InterruptedException {
    for (int id : IntStream.rangeClosed(1, instances).toArray()) {
      if (probe
          .await(
              Seen.Advertisement.class,
              0,
              a -> a.host() == 1 && a.virtualRouterId() == id,
              PATIENCE)
          .isEmpty()) {
        Path evidence = options.results().resolve("evidence-many");
        lab.copyFilesTo(evidence);
        throw new IOException(
            "virtual router " + id + " has no master; what was said is in " + evidence);
      }
    }
  }
}
