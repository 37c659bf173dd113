// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.lab.site.TlsKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Whether a million checks leave descriptors, threads or memory behind. */
public final class ChecksMillion {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private ChecksMillion() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments).allow("checks", "servers", "tls", "java-options");
    long wanted = options.number("checks", 1_000_000);
    CheckWork work =
        CheckWork.of(options.number("servers", 10_000), Duration.ofSeconds(1))
            .at(options.has("tls") ? CheckedServers.TLS13 : CheckedServers.PLAIN);
    Report report =
        new Report(
            options,
            "checks-million",
            "checks",
            "failed",
            "void",
            "s",
            "descriptors",
            "threads",
            "resident MB",
            "steal",
            "others");
    try (CheckHost host = new CheckHost();
        CheckedServers servers =
            CheckedServers.start(host, TlsKeys.generate(host.host(), "photos.example.com"));
        OurChecker.Running checking =
            new OurChecker(options).start(host, work, CheckHost.PREFERRED, CheckHost.CHECKER)) {
      long begin = System.nanoTime();
      long done = 0;
      long failed = 0;
      long voids = 0;
      long next = 0;
      Load load = Load.now();
      while (done < wanted) {
        Thread.sleep(LOOK.toMillis());
        JsonNode told = checking.told();
        done += told.get("checks").asLong();
        failed += told.get("failed").asLong();
        voids += told.get("void").asLong();
        if (done >= next || done >= wanted) {
          next = done - done % (wanted / 10) + wanted / 10;
          Load.Share share = Load.now().since(load);
          Report.progress("nginx has answered " + servers.requests());
          row(report, checking, done, failed, voids, (System.nanoTime() - begin) / 1e9, share);
        }
      }
    }
    report.print();
    System.out.println(
        (options.has("tls") ? "HTTPS" : "Plain HTTP")
            + ", a connection each, "
            + work.perSecond()
            + " asked a second. Descriptors: those of the checks under way, at most 256,"
            + " and the JVM's own.\ndirectord: its health checker alone, in a JVM with the flags of bin/directord.");
    System.exit(0); // reapers of killed processes may still be at work
  }

  private static void row(
      Report report,
      Checking checking,
      long done,
      long failed,
      long voids,
      double seconds,
      Load.Share load)
      throws IOException {
    Path process = Path.of("/proc", Long.toString(checking.processes().get(0).pid()));
    long descriptors = entries(process.resolve("fd"));
    long threads = entries(process.resolve("task"));
    double resident = Spent.of(checking.processes()).resident();
    ObjectNode line = Report.sample();
    line.put("checks", done).put("failed", failed).put("void", voids).put("seconds", seconds);
    line.put("descriptors", descriptors).put("threads", threads).put("resident", resident);
    report.keep(line);
    List<String> cells =
        List.of(
            Long.toString(done),
            Long.toString(failed),
            Long.toString(voids),
            Figures.text(seconds),
            Long.toString(descriptors),
            Long.toString(threads),
            Figures.text(resident),
            load.stealText(),
            load.othersText());
    Report.progress("  " + String.join("  ", cells));
    report.row(cells.toArray(String[]::new));
  }

  private static long entries(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.count();
    }
  }
}
