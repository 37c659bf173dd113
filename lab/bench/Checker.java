// SPDX-License-Identifier: Apache-2.0

import director.healthcheck.CheckOrder;
import director.healthcheck.CheckTiming;
import director.healthcheck.HealthChecker;
import director.healthcheck.CheckerSettings;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The director's share of the load where the kernel has no IPVS, without which it does not start: its health checker, of
 * so many servers over HTTPS every 2 s, at the addresses 127.0.0.1 and the following, port 8443. Started by its source.
 */
final class Checker {
  public static void main(String... arguments) throws Exception {
    // As bin/directord has it: without its own set-up logback would write down each certificate.
    ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("ROOT")).setLevel(ch.qos.logback.classic.Level.WARN);
    int servers = Integer.parseInt(arguments[0]);
    HttpCheck request =
        HttpCheck.of(
            Optional.of(TlsTerms.asking(Optional.of("photos.example.com"))),
            HttpExchange.get("/health", "photos.example.com", ExpectedStatus.of(200)));
    CheckTiming timing = CheckTiming.every(Duration.ofSeconds(2));
    SortedMap<String, CheckOrder> orders = new TreeMap<>();
    for (int i = 1; i <= servers; i++) {
      InetSocketAddress target = new InetSocketAddress("127.0." + i / 250 + "." + (1 + i % 250), 8443);
      orders.put("server-" + i, new CheckOrder(
          new Question(request, target, ProbePath.ROUTED, Duration.ofSeconds(3)), timing, DecisionRule.inARow(3, 1), HealthState.UNKNOWN));
    }
    AtomicLong checks = new AtomicLong();
    AtomicLong up = new AtomicLong();
    HealthChecker checker =
        new HealthChecker(
            (id, health) -> {
              checks.incrementAndGet();
              if (health.state() == HealthState.UP) {
                up.incrementAndGet();
              }
            },
            CheckerSettings.DEFAULT,
            thread -> (question, done) -> { throw new IllegalStateException(question.request().kind() + " is not asked here"); });
    checker.check(orders);
    while (true) {
      Thread.sleep(5000);
      System.out.println(checks.getAndSet(0) / 5 + " checks/s, " + up.getAndSet(0) / 5 + " of them of servers that are up");
    }
  }
}
