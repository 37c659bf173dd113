// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.lab.site.ControlSocket;
import director.lab.site.Signal;
import director.lab.watch.Observer;
import director.lab.watch.Sighting.Advertisement;
import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reload that changes one weight among 40,000 real servers: how long it takes, what it writes to
 * the kernel, and how late an advertisement of a 100 ms instance is meanwhile; beside a reload of
 * keepalived with the same table.
 */
public final class IpvsReload {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** For the just-in-time compiler; they are told apart. */
  private static final int COLD = 3;

  private final Options options;
  private final int services;
  private final int servers;
  private final Report report;

  private IpvsReload(Options options) {
    this.options = options;
    this.services = options.number("services", 2000);
    this.servers = options.number("servers", 20);
    this.report =
        new Report(
            options,
            "ipvs-reload",
            "daemon",
            "reloads",
            "first ms",
            "median ms",
            "worst ms",
            "of it reading the file ms",
            "writes each",
            "worst advert gap ms",
            "table loaded after s",
            "RSS MB",
            "RSS MB, 1 server");
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments).allow("runs", "services", "servers", "keepalived", "java-options");
    IpvsReload bench = new IpvsReload(options);
    boolean kept;
    try (Lab lab = new Lab();
        Observer observer = new Observer(Lab.SWITCH)) {
      kept = bench.ours(lab.host("d1", 11), observer);
      if (!options.text("keepalived", "yes").equals("no")) {
        bench.keepaliveds(lab.host("k1", 12));
      }
    }
    bench.report.print();
    System.exit(kept ? 0 : 1);
  }

  /** False if a promise was broken. */
  private boolean ours(Host host, Observer observer) throws IOException, InterruptedException {
    Path config = host.directory().resolve("director.conf");
    Path socket = host.directory().resolve("control.sock");
    Files.writeString(config, ourConfig(1, 1, 1));
    Process director = start(host, config, socket);
    awaitTable(socket, 1);
    double small = Consumption.of(host).resident();
    Files.writeString(config, ourConfig(services, servers, 1));
    long began = System.nanoTime();
    reload(socket);
    double loaded = (System.nanoTime() - began) / 1e9;
    awaitTable(socket, services);

    List<Double> took = new ArrayList<>();
    Instant since = Instant.now();
    long writes = writes(socket);
    int runs = options.number("runs", 10);
    for (int run = 0; run < COLD + runs; run++) {
      Files.writeString(config, ourConfig(services, servers, 2 + run));
      long begin = System.nanoTime();
      reload(socket);
      took.add((System.nanoTime() - begin) / 1e6);
      Report.progress("directord: reload " + run + ": " + took.get(run) + " ms");
    }
    double gap = worstGap(observer.advertisements(host, since));
    double writesEach = (writes(socket) - writes) / (double) (COLD + runs);
    double large = Consumption.of(host).resident();
    double reading = medianReading(host);
    row("directord", took, reading, writesEach, gap, loaded, large, small);
    director.destroy();
    director.waitFor();
    host.killAll();
    return writesEach == 1 && gap <= 1.5 * INTERVAL.toMillis();
  }

  /** From its own words: "reload: read within 812 ms, in force after 340 ms more". */
  private static double medianReading(Host host) throws IOException {
    List<Double> all = new ArrayList<>();
    Matcher words =
        Pattern.compile("reload: read within ([0-9]+) ms")
            .matcher(Files.readString(host.directory().resolve("director.log")));
    while (words.find()) {
      all.add(Double.parseDouble(words.group(1)));
    }
    return new Figures(all.subList(Math.min(COLD + 1, all.size()), all.size())).median();
  }

  private Process start(Host host, Path config, Path socket)
      throws IOException, InterruptedException {
    return host.start(
        host.directory().resolve("director.log"),
        List.of(
            options.distribution().resolve("bin/directord").toString(),
            "--config",
            config.toString(),
            "--state-dir",
            host.directory().resolve("state").toString(),
            "--control-socket",
            socket.toString()));
  }

  private static void reload(Path socket) throws IOException {
    ControlSocket.post(socket, "/v1/reload", "");
  }

  private static long writes(Path socket) throws IOException {
    return status(socket).path("ipvs").path("writes").asLong();
  }

  private static JsonNode status(Path socket) throws IOException {
    return JSON.readTree(ControlSocket.get(socket, "/v1/status"));
  }

  private static void awaitTable(Path socket, int services)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        JsonNode status = status(socket);
        boolean master =
            status.path("vrrp").path("instances").path(0).path("state").asText().equals("MASTER");
        JsonNode last = status.path("services").path(services - 1).path("servers").path(0);
        if (master && last.path("weight").isInt()) {
          return;
        }
      } catch (SocketException e) {
        Report.progress("directord does not answer yet");
      }
      Thread.sleep(500);
    }
    throw new IOException("no table of " + services + " services within " + PATIENCE);
  }

  private static double worstGap(List<Advertisement> advertisements) {
    return Observer.rhythm(advertisements).stream()
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO)
            .toNanos()
        / 1e6;
  }

  private void keepaliveds(Host host) throws IOException, InterruptedException {
    Path config = host.directory().resolve("keepalived.conf");
    Files.writeString(config, theirConfig(1));
    Process keepalived =
        host.start(
            host.directory().resolve("keepalived.log"),
            List.of(
                "keepalived",
                "--dont-fork",
                "--check",
                "--log-console",
                "--no-syslog",
                "--use-file=" + config,
                "--pid=" + host.directory().resolve("keepalived.pid"),
                "--checkers_pid=" + host.directory().resolve("checkers.pid")));
    long began = System.nanoTime();
    awaitWeight(host, services - 1, servers - 1, 1);
    double loaded = (System.nanoTime() - began) / 1e9;
    List<Double> took = new ArrayList<>();
    for (int run = 0; run < Math.min(3, options.number("runs", 10)); run++) {
      Files.writeString(config, theirConfig(2 + run));
      long begin = System.nanoTime();
      Signal.HUP.to(List.of(keepalived.toHandle()));
      awaitWeight(host, 0, 0, 2 + run);
      took.add((System.nanoTime() - begin) / 1e6);
      Report.progress("keepalived: reload " + run + ": " + took.get(run) + " ms");
    }
    row(
        "keepalived",
        took,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        loaded,
        Consumption.of(host).resident(),
        Double.NaN);
    keepalived.destroy();
    keepalived.waitFor();
    host.killAll();
  }

  /** Asked for one service only: the whole table takes seconds to print. */
  private static void awaitWeight(Host host, int service, int server, int weight)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String line = " *-> " + server(server).replace(".", "\\.") + ":443 +Route +" + weight + " .*";
    while (System.nanoTime() < deadline) {
      String table = host.run("ipvsadm", "-Ln", "-t", virtual(service) + ":443").out();
      if (table.lines().anyMatch(each -> each.matches(line))) {
        return;
      }
      Thread.sleep(10);
    }
    throw new IOException("no weight " + weight + " of " + server(server) + " within " + PATIENCE);
  }

  private void row(
      String daemon,
      List<Double> took,
      double reading,
      double writes,
      double gap,
      double loaded,
      double large,
      double small)
      throws IOException {
    List<Double> warm = took.subList(Math.min(COLD, took.size() - 1), took.size());
    ObjectNode sample = Report.sample().put("daemon", daemon).put("worstGap", gap);
    took.forEach(sample.putArray("took")::add);
    sample
        .put("reading", reading)
        .put("writesEach", writes)
        .put("loaded", loaded)
        .put("rss", large)
        .put("small", small);
    report.keep(sample);
    report.row(
        daemon,
        Integer.toString(took.size()),
        Figures.text(took.get(0)),
        Figures.text(new Figures(warm).median()),
        Figures.text(new Figures(warm).worst()),
        Figures.text(reading),
        Figures.text(writes),
        Figures.text(gap),
        Figures.text(loaded),
        Figures.text(large),
        Figures.text(small));
  }

  /** The first server of the first service has another weight each time. */
  private static String ourConfig(int services, int servers, int weight) {
    StringBuilder config =
        new StringBuilder(
            """
            director.name = "d1"
            vrrp.instances.photos {
              interface = eth0, virtual-router-id = 51, priority = 150
              advertisement-interval = 100ms, virtual-addresses = ["192.0.2.10/24"]
            }
            """);
    for (int service = 0; service < services; service++) {
      config.append("services.s%04d {\n".formatted(service));
      config.append("  virtual = \"" + virtual(service) + ":443\"\n  check = none\n");
      config.append("  real-servers {\n");
      for (int server = 0; server < servers; server++) {
        int its = service + server == 0 ? weight : 1;
        config.append(
            "    r%04d { address = \"%s\", weight = %d }\n".formatted(server, server(server), its));
      }
      config.append("  }\n}\n");
    }
    return config.toString();
  }

  private String theirConfig(int weight) {
    StringBuilder config = new StringBuilder();
    for (int service = 0; service < services; service++) {
      config.append("virtual_server " + virtual(service) + " 443 {\n");
      config.append("  lb_algo wrr\n  lb_kind DR\n  protocol TCP\n");
      for (int server = 0; server < servers; server++) {
        int its = service + server == 0 ? weight : 1;
        config.append("  real_server " + server(server) + " 443 {\n    weight " + its + "\n  }\n");
      }
      config.append("}\n");
    }
    return config.toString();
  }

  private static String virtual(int service) {
    return "198.18." + service / 250 + "." + (1 + service % 250);
  }

  private static String server(int server) {
    return "10.1." + server / 250 + "." + (1 + server % 250);
  }
}
