// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What 10,000 packets a second that a director must not care about do to it: the processor time of
 * the master and its backup, the master's rhythm, false takeovers, counters and log lines.
 */
public final class Flood {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PROBE_EVERY = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final double MILLI = 1e6;

  private Flood() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments).allow("seconds", "rate", "interval", "daemons", "java-options");
    Report report =
        new Report(
            options,
            "flood",
            "daemon",
            "packets",
            "master CPU",
            "backup CPU",
            "us/packet",
            "p99 late ms",
            "worst late ms",
            "false takeovers",
            "log lines",
            "counted",
            "steal",
            "others");
    try (BenchLab lab = new BenchLab();
        Probe probe = Probe.start(lab.client(), options.probe(), BenchLab.VIP, PROBE_EVERY)) {
      for (Daemon daemon : options.daemons("directord,keepalived-rt")) {
        measure(options, report, lab, probe, daemon);
      }
    }
    report.print();
    System.out.println(
        "Four kinds in turn: an unknown virtual router, too short, a wrong checksum, from afar."
            + " us/packet: processor time of both daemons. counted: by the master, by reason.");
    System.exit(0); // reapers of killed daemons may still be at work
  }

  private static void measure(
      Options options, Report report, BenchLab lab, Probe probe, Daemon daemon)
      throws IOException, InterruptedException {
    Duration interval = options.durations("interval", "100ms").get(0);
    Pair pair = Pair.start(lab, probe, daemon, interval);
    probe.forget();
    int linesBefore = lines(pair.master()) + lines(pair.backup());
    Load before = Load.now();
    Consumption first = Consumption.of(lab.first());
    Consumption second = Consumption.of(lab.second());
    long begin = System.nanoTime();
    String sent =
        lab.client()
            .run(
                options.results().resolve("flood").toString(),
                "eth0",
                options.text("rate", "10000"),
                options.text("seconds", "10"),
                Integer.toString(Role.ID))
            .orThrow()
            .strip();
    Consumption firstAfter = Consumption.of(lab.first());
    Consumption secondAfter = Consumption.of(lab.second());
    Load.Share load = Load.now().since(before);
    int said = lines(pair.master()) + lines(pair.backup()) - linesBefore;
    String counted = counters(lab);

    Figures late = lateness(probe, begin, interval);
    long strangers =
        probe.all(Seen.Advertisement.class, begin).stream().filter(a -> a.host() == 2).count();
    double used = firstAfter.seconds() - first.seconds() + secondAfter.seconds() - second.seconds();
    ObjectNode line = Report.sample();
    line.put("daemon", daemon.name()).put("packets", sent).put("seconds", used);
    line.put("p99", late.at(0.99)).put("worst", late.worst()).put("strangers", strangers);
    report.keep(line.put("logLines", said).put("counted", counted));
    report.row(
        daemon.name(),
        sent,
        Figures.percent(firstAfter.share(first)),
        Figures.percent(secondAfter.share(second)),
        Figures.text(used * 1e6 / Long.parseLong(sent)),
        Figures.text(late.at(0.99)),
        Figures.text(late.worst()),
        Long.toString(strangers),
        Integer.toString(said),
        counted,
        load.stealText(),
        load.othersText());
    lab.reset();
  }

  private static Figures lateness(Probe probe, long begin, Duration interval) {
    List<Long> times =
        probe.all(Seen.Advertisement.class, begin).stream()
            .filter(a -> a.host() == 1)
            .map(Seen.Advertisement::at)
            .toList();
    List<Double> late = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      late.add((times.get(i) - times.get(i - 1) - interval.toNanos()) / MILLI);
    }
    return new Figures(late);
  }

  private static int lines(Running daemon) throws IOException {
    return Files.readAllLines(daemon.log()).size();
  }

  /** What our elector reports each second to whoever is connected; "-" for another daemon. */
  private static String counters(BenchLab lab) throws IOException {
    Path socket = lab.first().directory().resolve("elector.sock");
    if (lab.first().processes().isEmpty() || !Files.exists(socket)) {
      return "-";
    }
    StringBuilder text = new StringBuilder();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      line.connect(UnixDomainSocketAddress.of(socket));
      line.configureBlocking(false);
      ByteBuffer piece = ByteBuffer.allocate(1 << 16);
      while (System.nanoTime() < end) {
        int read = line.read(piece.clear());
        text.append(StandardCharsets.UTF_8.decode(piece.flip()));
        JsonNode standing = read > 0 ? standing(text.toString()) : JSON.missingNode();
        if (!standing.isMissingNode()) {
          return standing.path("rejected") + " " + standing.path("segmentRejected");
        }
      }
    } catch (IOException e) {
      return "-"; // a daemon of another kind has left its socket
    }
    return "not told";
  }

  private static JsonNode standing(String text) throws IOException {
    for (String line : text.split("\n", -1)) {
      if (line.contains("\"standing\"") && line.endsWith("}")) {
        return JSON.readTree(line).path("instances").path(0).path("statistics");
      }
    }
    return JSON.missingNode();
  }
}
