// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.BalancingSite;
import director.lab.site.IpvsTable;
import director.lab.site.ServiceSection;
import director.lab.watch.Caller;
import director.lab.watch.Calls;
import director.lab.watch.GreetingServer;
import director.lab.wire.Host;
import director.lab.wire.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Somebody else works on the table of the kernel. */
final class DriftScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String FOREIGN = Lab.address(77) + ":9999";

  private final BalanceGroup balance;

  DriftScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "cleared",
            "After ipvsadm -C under load the table is as it was within one reconcile interval, and"
                + " the status says what was mended",
            this::cleared),
        new Scenario(
            "foreign",
            "A foreign service is left alone and listed, a foreign change of a weight is mended",
            this::foreign));
  }

  private String cleared() throws IOException, InterruptedException {
    SortedSet<String> rules = configured();
    long before = drift().path("total").asLong();
    try (Caller caller = new Caller(balance.client(), BalanceGroup.vip(PORT))) {
      Claim.within(BalanceGroup.PATIENCE, "all greet", () -> caller.soFar().by().size() == 3);
      long start = System.nanoTime();
      d1().run("ipvsadm", "-C").orThrow();
      Claim.within(
          INTERVAL.plus(BalanceGroup.GRACE),
          "the table is as it was",
          () -> balance.rules().equals(rules));
      Duration healed = Duration.ofNanos(System.nanoTime() - start);
      long after = System.nanoTime();
      Claim.within(
          BalanceGroup.PATIENCE,
          "50 calls afterwards",
          () -> caller.soFar().since(after).all().size() >= 50);
      Calls calls = caller.stop();

      Claim.equal(List.of(), calls.since(after).failed(), "calls afterwards that nobody answered");
      // A service and its three servers, to be made again.
      Claim.that(
          drift().path("total").asLong() >= before + 4, "drift that was noticed: " + drift());
      Claim.that(
          drift().path("changes").toString().contains(BalancingSite.VIP + ":" + PORT),
          "what was mended: " + drift());
      Claim.that(
          balance
              .d1()
              .log()
              .lines()
              .anyMatch(line -> line.contains("somebody else changed the table")),
          "the log does not say that somebody else was there");
      return "healed after "
          + PairGroup.seconds(healed)
          + ", "
          + calls.failed().size()
          + " of "
          + calls.all().size()
          + " calls failed meanwhile";
    }
  }

  private String foreign() throws IOException, InterruptedException {
    SortedSet<String> rules = configured();
    d1().run("ipvsadm", "-A", "-t", FOREIGN, "-s", "rr").orThrow();
    try {
      Claim.within(
          INTERVAL.plus(BalanceGroup.GRACE),
          "the foreign service is listed",
          () -> ipvs().path("foreign").toString().contains(FOREIGN));
      String router = balance.router(1).address();
      String edit = "ipvsadm -e -t %s:%d -r %s:%d -g -w 7";
      d1().run(edit.formatted(BalancingSite.VIP, PORT, router, PORT).split(" ", -1)).orThrow();
      Duration healed =
          Claim.within(
              INTERVAL.plus(BalanceGroup.GRACE),
              "the weight is as it was",
              () -> IpvsTable.servers(d1()).getOrDefault(router, 0) == 1);
      Claim.within(
          BalanceGroup.GRACE,
          "the change is in the status: " + drift(),
          () -> drift().path("changes").toString().contains(router));
      Claim.that(
          balance.rules().contains("-A -t " + FOREIGN + " -s rr"), "the foreign service is gone");
      return "mended after " + PairGroup.seconds(healed);
    } finally {
      d1().run("ipvsadm", "-D", "-t", FOREIGN);
      Claim.within(
          BalanceGroup.PATIENCE, "the table is as it was", () -> balance.rules().equals(rules));
    }
  }

  private SortedSet<String> configured() throws IOException, InterruptedException {
    balance.d1Has(
        ServiceSection.of(
                "photos",
                "virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"",
                "scheduler = wrr",
                "check = none")
            .over(balance.site().routers(), 1, 1, 1),
        "ipvs.reconcile-interval = " + INTERVAL.toSeconds() + "s");
    Claim.equal(
        Map.of("router1", 2, "router2", 2, "router3", 2),
        Caller.calls(balance.client(), BalanceGroup.vip(PORT), 6).by(),
        "answers at first");
    return balance.rules();
  }

  private Host d1() {
    return balance.d1().host();
  }

  private JsonNode ipvs() throws IOException {
    return PairGroup.status(balance.d1()).json().path("ipvs");
  }

  private JsonNode drift() throws IOException {
    return ipvs().path("drift");
  }
}
