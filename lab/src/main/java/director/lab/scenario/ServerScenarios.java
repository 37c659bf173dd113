// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.BalancingSite;
import director.lab.site.IpvsTable;
import director.lab.site.ServiceSection;
import director.lab.watch.Caller;
import director.lab.watch.Calls;
import director.lab.watch.Conversation;
import director.lab.watch.GreetingServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What an operator's orders about single servers do to connections. */
final class ServerScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final String SERVICE = "photos";
  private static final String ROUTER = "router1";

  /** Long enough to see that nothing happens before, short enough to wait for it. */
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private static final Duration LONG_DRAIN = Duration.ofSeconds(60);
  private static final Duration SLOW_START = Duration.ofSeconds(5);
  private static final int FULL_WEIGHT = 100;

  private final BalanceGroup balance;

  ServerScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "disabled",
            "A server that is disabled gets no connection after the command returned",
            this::disabled),
        new Scenario(
            "drained",
            "A server that is drained keeps its connections until the deadline, gets no new ones,"
                + " and leaves then",
            this::drained),
        new Scenario(
            "drained-early",
            "A drained server whose connections have ended leaves before the deadline",
            this::drainedEarly),
        new Scenario(
            "quiesced",
            "A server that is quiesced keeps its connections and stays; weight and enable do as"
                + " they say",
            this::quiesced),
        new Scenario("slow-start", "After a recovery the weight rises in steps", this::slowStart));
  }

  private String disabled() throws IOException, InterruptedException {
    bringPhotos();
    long begin = System.nanoTime();
    try (Caller caller = new Caller(balance.client(), BalanceGroup.vip(PORT))) {
      Claim.within(BalanceGroup.PATIENCE, "all greet", () -> caller.soFar().by().size() == 3);
      balance.d1().control("server", "disable", SERVICE, ROUTER, "--reason", "lab").orThrow();
      long returned = System.nanoTime();
      Claim.within(
          BalanceGroup.PATIENCE,
          "100 more calls",
          () -> caller.soFar().since(returned).all().size() >= 100);
      Calls calls = caller.stop();

      Calls after = calls.since(returned);
      Claim.that(!after.by().containsKey(ROUTER), ROUTER + " has greeted " + after.by());
      Claim.equal(List.of(), after.failed(), "calls after the command that nobody answered");
      Claim.equal(
          (long) calls.by().getOrDefault(ROUTER, 0),
          balance.site().greeting(1).acceptedSince(begin),
          "calls that " + ROUTER + " itself has counted");
      balance.d1().instruct(SERVICE, ROUTER, "{\"verb\": \"enable\"}");
      Claim.equal(
          Map.of(ROUTER, 4, "router2", 4, "router3", 4), calls(12), "answers when it is enabled");
      return after.all().size() + " calls afterwards";
    }
  }

  private String drained() throws IOException, InterruptedException {
    bringPhotos();
    try (Conversation conversation = conversation()) {
      balance
          .d1()
          .instruct(
              SERVICE,
              ROUTER,
              "{\"verb\": \"drain\", \"within\": \"%ds\"}".formatted(DRAIN.toSeconds()));
      long start = System.nanoTime();
      Claim.equal("DRAINING", server().path("state").asText(), "state; it says " + server());
      Claim.equal(Map.of("router2", 6, "router3", 6), calls(12), "answers meanwhile");
      Claim.during(
          DRAIN.minusMillis(1000).minusNanos(System.nanoTime() - start),
          "the connection goes on, and the server is in the table",
          () -> conversation.goesOn() && weight(1) >= 0);

      Claim.within(DRAIN, ROUTER + " leaves", () -> weight(1) < 0);
      Duration left = Duration.ofNanos(System.nanoTime() - start);
      Claim.that(left.compareTo(DRAIN.minusMillis(100)) > 0, "it left after " + left);
      Claim.atMost(DRAIN.plus(BalanceGroup.GRACE), left, "the drain");
      Claim.equal(Map.of("router2", 6, "router3", 6), calls(12), "answers afterwards");
      balance.d1().instruct(SERVICE, ROUTER, "{\"verb\": \"enable\"}");
      return "left after " + PairGroup.seconds(left) + ", within " + PairGroup.seconds(DRAIN);
    }
  }

  private String drainedEarly() throws IOException, InterruptedException {
    bringPhotos();
    try (Conversation conversation = conversation()) {
      balance
          .d1()
          .instruct(
              SERVICE,
              ROUTER,
              "{\"verb\": \"drain\", \"within\": \"%ds\"}".formatted(LONG_DRAIN.toSeconds()));
      Claim.during(
          Duration.ofSeconds(2),
          ROUTER + " stays while it has a connection",
          () -> conversation.goesOn() && weight(1) >= 0);
    }
    Duration left = Claim.within(LONG_DRAIN.dividedBy(4), ROUTER + " leaves", () -> weight(1) < 0);
    balance.d1().instruct(SERVICE, ROUTER, "{\"verb\": \"enable\"}");
    return "left " + PairGroup.seconds(left) + " after its last connection";
  }

  private String quiesced() throws IOException, InterruptedException {
    bringPhotos();
    balance.d1().instruct(SERVICE, "router2", "{\"verb\": \"weight\", \"weight\": 3}");
    Claim.equal(
        Map.of(ROUTER, 5, "router2", 15, "router3", 5),
        calls(25),
        "answers with the weights 1, 3, 1");
    balance.d1().instruct(SERVICE, "router2", "{\"verb\": \"enable\"}");
    Claim.equal(1, weight(2), "weight when it is enabled");

    try (Conversation conversation = conversation()) {
      balance.d1().instruct(SERVICE, ROUTER, "{\"verb\": \"quiesce\", \"reason\": \"lab\"}");
      Claim.equal(0, weight(1), "weight");
      Claim.equal(Map.of("router2", 6, "router3", 6), calls(12), "answers meanwhile");
      Claim.that(
          server().path("instruction").path("until").isNull(), "it ends by itself: " + server());
      Claim.during(
          Duration.ofSeconds(3),
          "the connection goes on, and the server is in the table",
          () -> conversation.goesOn() && weight(1) >= 0);
      balance.d1().instruct(SERVICE, ROUTER, "{\"verb\": \"enable\"}");
      Claim.equal(
          Map.of(ROUTER, 4, "router2", 4, "router3", 4), calls(12), "answers when it is enabled");
      Claim.that(conversation.goesOn(), "the connection was cut in the end");
    }
    return "";
  }

  private String slowStart() throws IOException, InterruptedException {
    balance.d1Has(
        ServiceSection.of(
                SERVICE,
                "virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"",
                "slow-start = " + SLOW_START.toSeconds() + "s",
                ServiceSection.QUICK_CHECK)
            .over(balance.site().routers(), FULL_WEIGHT, FULL_WEIGHT, FULL_WEIGHT));
    balance.awaitUp(SERVICE, 1, 2, 3);
    Claim.within(BalanceGroup.PATIENCE, ROUTER + " has its weight", () -> weight(1) == FULL_WEIGHT);
    balance.router(1).fallSick();
    Claim.within(BalanceGroup.PATIENCE, ROUTER + " leaves", () -> weight(1) < 0);
    balance.router(1).recover();

    List<Integer> steps = new ArrayList<>();
    Claim.within(BalanceGroup.PATIENCE, ROUTER + " returns", () -> step(steps) > 0);
    Duration took =
        Claim.within(BalanceGroup.PATIENCE, "it has its weight", () -> step(steps) == FULL_WEIGHT);
    Claim.equal(steps.stream().sorted().toList(), steps, "weights, which only rise");
    Claim.that(steps.size() >= 4, "fewer than four steps: " + steps);
    Claim.that(steps.get(0) <= FULL_WEIGHT / 2, "it begins with too much: " + steps);
    Claim.that(
        took.compareTo(SLOW_START.dividedBy(2)) > 0, "it took " + took + ", too short: " + steps);
    Claim.atMost(SLOW_START.plus(BalanceGroup.GRACE), took, "the slow start");
    return steps + " in " + PairGroup.seconds(took);
  }

  /** The weight now; added to {@code steps} if it is another than before. */
  private int step(List<Integer> steps) throws IOException, InterruptedException {
    int weight = weight(1);
    if (weight > 0 && (steps.isEmpty() || steps.get(steps.size() - 1) != weight)) {
      steps.add(weight);
    }
    return weight;
  }

  private static ServiceSection base() {
    return ServiceSection.of(
        SERVICE,
        "virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"",
        "scheduler = wrr",
        "check = none");
  }

  private ServiceSection photos() {
    return base().over(balance.site().routers(), 1, 1, 1);
  }

  /**
   * That a drain is over is noticed when the table is looked at; and what has ended counts as a
   * connection for as long as the kernel remembers it.
   */
  private void bringPhotos() throws IOException, InterruptedException {
    balance.d1Has(photos(), "ipvs { reconcile-interval = 1s, timeouts { tcp-fin = 2s } }");
  }

  private JsonNode server() throws IOException {
    return PairGroup.status(balance.d1()).server(SERVICE, ROUTER);
  }

  /** Of a router in the kernel of d1; below 0 if it is not there. */
  private int weight(int router) throws IOException, InterruptedException {
    return IpvsTable.servers(balance.d1().host())
        .getOrDefault(balance.router(router).address(), -1);
  }

  private SortedMap<String, Integer> calls(int number) throws IOException, InterruptedException {
    return Caller.calls(balance.client(), BalanceGroup.vip(PORT), number).by();
  }

  /** A connection with router1; the others that come first are closed. */
  private Conversation conversation() throws IOException, InterruptedException {
    for (int left = 3; left > 0; left--) {
      Conversation conversation = Conversation.begin(balance.client(), BalanceGroup.vip(PORT));
      if (conversation.by().equals(ROUTER)) {
        return conversation;
      }
      conversation.close();
    }
    throw new AssertionError("of three connections none reached " + ROUTER);
  }
}
