// SPDX-License-Identifier: Apache-2.0

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import director.healthcheck.CheckOrder;
import director.healthcheck.CheckTiming;
import director.healthcheck.CheckerLoad;
import director.healthcheck.CheckerSettings;
import director.healthcheck.HealthChecker;
import director.healthcheck.TargetHealth;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.Verdict;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * The director's health checker alone, for kernels without IPVS, where a whole director does not start.
 *
 * <p>Arguments are {@code name=value}: {@code servers} is a file with a line {@code ADDRESS PORT} for each; {@code interval},
 * {@code fast} and {@code timeout} are in milliseconds; {@code fall}, {@code full} (each so many-th handshake is a full one);
 * {@code tls=no}; {@code every}: say something each so many seconds, until killed.
 *
 * <p>Without {@code every} it says nothing of its own accord but state changes, {@code DOWN ADDRESS:PORT NANOTIME WHY} (or
 * UP), and answers each line on its standard input by a line of JSON about the time since the line before; it ends with its input.
 */
final class Checker {
  private static final String NAME = "photos.example.com";

  private final Map<String, String> options = new HashMap<>();
  private final Map<String, Instant> planned = new HashMap<>();
  private Tally tally = new Tally();
  private Duration worstLag = Duration.ZERO;

  public static void main(String... arguments) throws Exception {
    // As the director has it: without its own set-up logback would write down each certificate.
    ((Logger) LoggerFactory.getLogger("ROOT")).setLevel(Level.WARN);
    new Checker(arguments).run();
  }

  private Checker(String... arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      options.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
  }

  private void run() throws Exception {
    HealthChecker checker =
        new HealthChecker(
            this::checked,
            CheckerSettings.DEFAULT,
            thread ->
                (question, done) -> {
                  throw new IllegalStateException(question.request() + " is not asked here");
                });
    checker.check(orders());
    Thread watch = new Thread(() -> watch(checker), "watch");
    watch.setDaemon(true);
    watch.start();
    int every = Integer.parseInt(options.getOrDefault("every", "0"));
    while (every > 0) {
      Thread.sleep(every * 1000L);
      Tally last = turn();
      System.out.println(last.checks / every + " checks/s, " + last.passed / every + " of them passed");
    }
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      System.out.println(json(checker.load(), turn()));
    }
    System.exit(0);
  }

  private SortedMap<String, CheckOrder> orders() throws Exception {
    HttpExchange exchange = HttpExchange.get("/health", NAME, ExpectedStatus.of(200));
    Optional<TlsTerms> tls =
        options.getOrDefault("tls", "yes").equals("no")
            ? Optional.empty()
            : Optional.of(
                new TlsTerms(
                    Optional.of(NAME),
                    TlsTerms.Verification.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Integer.parseInt(options.getOrDefault("full", "1")),
                    Duration.ZERO));
    HttpCheck request = HttpCheck.of(tls, exchange);
    Duration interval = millis("interval", "2000");
    CheckTiming timing = new CheckTiming(interval, millis("fast", Long.toString(interval.toMillis())));
    DecisionRule rule = DecisionRule.inARow(Integer.parseInt(options.getOrDefault("fall", "3")), 1);
    SortedMap<String, CheckOrder> orders = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of(options.get("servers")))) {
      List<String> words = List.of(line.split(" "));
      InetSocketAddress target = new InetSocketAddress(words.get(0), Integer.parseInt(words.get(1)));
      Question question = new Question(request, target, ProbePath.ROUTED, millis("timeout", "3000"));
      orders.put(words.get(0) + ":" + words.get(1), new CheckOrder(question, timing, rule, HealthState.UP));
    }
    return orders;
  }

  private Duration millis(String name, String otherwise) {
    return Duration.ofMillis(Long.parseLong(options.getOrDefault(name, otherwise)));
  }

  /** The lag is a moment's: whether it is told truly shows only to who looks often. */
  private void watch(HealthChecker checker) {
    try {
      while (true) {
        Thread.sleep(100);
        Duration lag = checker.load().lag();
        synchronized (this) {
          worstLag = lag.compareTo(worstLag) > 0 ? lag : worstLag;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void checked(String id, TargetHealth health) {
    long now = System.nanoTime();
    // What the checker said the last time about this time: its plan. A first check has no plan that was told.
    Instant plan = planned.put(id, health.next());
    Instant started = health.lastChecked().minus(health.latency());
    tally.add(health, plan == null ? null : Duration.between(plan, started));
    if (health.changed()) {
      tally.removed += health.state() == HealthState.DOWN ? 1 : 0;
      System.out.println(health.state() + " " + id + " " + now + " " + health.reason());
    }
  }

  private synchronized Tally turn() {
    Tally last = tally;
    tally = new Tally();
    return last;
  }

  private synchronized String json(CheckerLoad load, Tally of) {
    String text =
        String.format(
            Locale.ROOT,
            "{\"checks\":%d,\"passed\":%d,\"failed\":%d,\"void\":%d,\"removed\":%d,"
                + "\"late50\":%.1f,\"late99\":%.1f,\"lateWorst\":%.1f,\"took50\":%.1f,\"took99\":%.1f,\"tookWorst\":%.1f,"
                + "\"lag\":%d,\"worstLag\":%d,\"waiting\":%d,\"inFlight\":%d,\"ownLateness\":%d,\"starved\":\"%s\",\"withheld\":%d}",
            of.checks,
            of.passed,
            of.failed,
            of.checks - of.passed - of.failed,
            of.removed,
            of.late.below(0.5),
            of.late.below(0.99),
            of.late.below(1),
            of.took.below(0.5),
            of.took.below(0.99),
            of.took.below(1),
            load.lag().toMillis(),
            worstLag.toMillis(),
            load.waiting(),
            load.inFlight(),
            load.late().toMillis(),
            load.starved().orElse("").replace('"', '\''),
            load.withheld());
    worstLag = Duration.ZERO;
    return text;
  }

  /** What was found since the last question. */
  private static final class Tally {
    long checks;
    long passed;
    long failed;
    long removed;
    final Histogram late = new Histogram();
    final Histogram took = new Histogram();

    void add(TargetHealth health, Duration lateness) {
      checks++;
      passed += health.lastResult().verdict() == Verdict.PASSED ? 1 : 0;
      failed += health.lastResult().verdict() == Verdict.FAILED ? 1 : 0;
      took.add(health.latency());
      if (lateness != null) {
        late.add(lateness);
      }
    }
  }

  /** Durations: to 0.1 ms below a second, to 10 ms above, the longest counted being 100 s. Small, for it adds to what is measured. */
  private static final class Histogram {
    private static final int FINE = 10_000;
    private static final int COARSE = 9_900;

    private final int[] counts = new int[FINE + COARSE];
    private int all;

    void add(Duration duration) {
      double millis = Math.max(0, duration.toNanos() / 1e6);
      int slot = (int) (millis < 1000 ? millis * 10 : FINE + (millis - 1000) / 10);
      counts[Math.min(counts.length - 1, slot)]++;
      all++;
    }

    /** Which time in milliseconds, rounded up, that part of all did not exceed; 0 if there are none. */
    double below(double part) {
      long wanted = Math.max(1, (long) Math.ceil(part * all));
      int slot = 0;
      for (long seen = counts[0]; seen < wanted && slot < counts.length - 1; seen += counts[slot]) {
        slot++;
      }
      double end = slot < FINE ? (slot + 1) / 10.0 : 1000 + (slot - FINE + 1) * 10.0;
      return all == 0 ? 0 : end;
    }
  }
}
