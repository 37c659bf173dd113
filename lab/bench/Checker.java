// SPDX-License-Identifier: Apache-2.0

import director.healthcheck.CheckOrder;
import director.healthcheck.CheckTiming;
import director.healthcheck.HealthChecker;
import director.healthcheck.probe.ExpectedStatus;
import director.healthcheck.probe.HttpRequestSpec;
import director.healthcheck.state.HealthState;
import java.net.InetSocketAddress;
import java.time.Duration;
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
    HttpRequestSpec request = new HttpRequestSpec(true, "/health", "photos.example.com", null, ExpectedStatus.of(200));
    CheckTiming timing = new CheckTiming(Duration.ofSeconds(2), Duration.ofSeconds(3), 3, 1);
    SortedMap<String, CheckOrder> orders = new TreeMap<>();
    for (int i = 1; i <= servers; i++) {
      InetSocketAddress target = new InetSocketAddress("127.0." + i / 250 + "." + (1 + i % 250), 8443);
      orders.put("server-" + i, new CheckOrder(request, target, timing, HealthState.UNKNOWN));
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
            });
    checker.check(orders);
    while (true) {
      Thread.sleep(5000);
      System.out.println(checks.getAndSet(0) / 5 + " checks/s, " + up.getAndSet(0) / 5 + " of them of servers that are up");
    }
  }
}
