// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import director.lab.site.BalancingSite;
import director.lab.site.Connections;
import director.lab.site.ServiceSection;
import director.lab.watch.Caller;
import director.lab.watch.Calls;
import director.lab.watch.Conversation;
import director.lab.watch.GreetingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The configuration while it changes: what is said of it before, and how it is taken back. */
final class ChangeScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final String SERVICE = "greetings";
  private static final String VIRTUAL = BalancingSite.VIP + ":" + PORT;
  private static final String SWIFT = "ipvs { reconcile-interval = 1s }";
  private static final int CONVERSATIONS = 6;
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BalanceGroup balance;

  ChangeScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "plan",
            "A plan says to the rule and to the connection what a reload then does to the table",
            this::plan),
        new Scenario(
            "unconfirmed",
            "A reload that nobody confirms is taken back by itself, or by kill -9, and no call fails",
            this::unconfirmed));
  }

  private String plan() throws IOException, InterruptedException {
    balance.d1Has(service(1, 1, 1), SWIFT);
    List<Conversation> conversations = new ArrayList<>();
    try {
      for (int i = 0; i < CONVERSATIONS; i++) {
        conversations.add(Conversation.begin(balance.client(), BalanceGroup.vip(PORT)));
      }
      SortedSet<String> before = balance.rules();
      long lost = connections(1);
      long staying = connections(2);
      Path proposal = balance.d1().host().directory().resolve("proposal.conf");
      String next =
          Files.readString(balance.d1().config())
              .replaceAll("(?s)router1 \\{.*?\\}", "")
              .replaceAll("(router2 \\{[^}]*weight = )1", "$10");
      Files.writeString(proposal, next);

      JsonNode plan =
          MAPPER.readTree(
              balance.d1().control("-o", "json", "config", "plan", proposal.toString()).out());

      Claim.equal(before, balance.rules(), "the table after a plan");
      Claim.equal(true, plan.path("accepted").asBoolean(), "accepted; it said " + plan);
      Claim.equal(lost, plan.path("connections").asLong(-1), "connections lost, of " + plan);
      Claim.equal(2, plan.path("changes").size(), "changes in " + plan);
      JsonNode gone = change("remove", 1, plan);
      Claim.equal(lost, gone.path("connections").asLong(-1), "connections of " + gone);
      JsonNode quiet = change("change", 2, plan);
      Claim.equal(staying, quiet.path("connections").asLong(-1), "connections of " + quiet);
      Claim.equal("weight 1 -> 0", quiet.path("detail").path(0).asText(), "what " + quiet);

      Files.writeString(balance.d1().config(), next);
      balance.d1().reload();

      Claim.equal(foreseen(before), balance.rules(), "the table after the reload");
      Claim.equal(staying, connections(2), "connections of the server without weight");
      for (Conversation conversation : conversations) {
        boolean leaves = conversation.by().equals(balance.router(1).name());
        Claim.that(
            leaves || conversation.goesOn(), "one with " + conversation.by() + " was cut off");
      }
      return lost + " connections lost, " + staying + " kept, as foreseen";
    } finally {
      for (Conversation conversation : conversations) {
        conversation.close();
      }
    }
  }

  private JsonNode change(String verb, int router, JsonNode plan) {
    String target = "server:" + SERVICE + "/" + balance.router(router).name();
    for (JsonNode change : plan.path("changes")) {
      if (change.path("verb").asText().equals(verb)
          && change.path("target").asText().equals(target)) {
        return change;
      }
    }
    throw new AssertionError("nothing is to " + verb + " " + target + " in " + plan);
  }

  /** Without router1, and router2 with weight 0. */
  private SortedSet<String> foreseen(SortedSet<String> before) {
    SortedSet<String> after = new TreeSet<>();
    for (String rule : before) {
      if (rule.contains(" -r " + balance.router(2).address() + ":")) {
        after.add(rule.replace("-w 1", "-w 0"));
      } else if (!rule.contains(" -r " + balance.router(1).address() + ":")) {
        after.add(rule);
      }
    }
    return after;
  }

  private long connections(int router) throws IOException, InterruptedException {
    return Connections.of(balance.d1().host()).to(VIRTUAL).all().stream()
        .filter(one -> one.server().startsWith(balance.router(router).address() + ":"))
        .count();
  }

  private String unconfirmed() throws IOException, InterruptedException {
    balance.d1Has(service(1, 1, 1), SWIFT);
    String good = Files.readString(balance.d1().config());
    SortedSet<String> rules = balance.rules();
    try (Caller caller = new Caller(balance.client(), BalanceGroup.vip(PORT))) {
      Claim.within(BalanceGroup.PATIENCE, "all greet", () -> caller.soFar().by().size() == 3);
      Files.writeString(balance.d1().config(), good.replace("weight = 1", "weight = 5"));

      balance.d1().reload(WINDOW);
      long reloaded = System.nanoTime();
      Claim.that(!balance.rules().equals(rules), "nothing has changed in " + rules);
      Claim.that(config().path("unconfirmedUntil").isTextual(), "no end of it in " + config());
      Claim.within(BalanceGroup.PATIENCE, "it is taken back", () -> balance.rules().equals(rules));
      Duration after = Duration.ofNanos(System.nanoTime() - reloaded);
      Claim.that(
          after.compareTo(WINDOW.minus(BalanceGroup.GRACE)) > 0,
          "it was taken back after " + after);
      Claim.that(saysSo(), "the status is silent about it: " + problems());

      balance.d1().reload(Duration.ofMinutes(10));
      Claim.that(!balance.rules().equals(rules), "nothing has changed in " + rules);
      balance.d1().killDirector();
      balance.d1().awaitEnd();
      balance.d1().start();
      Claim.within(
          BalanceGroup.PATIENCE,
          "it is taken back by a start",
          () -> balance.rules().equals(rules));
      balance.awaitCalm(balance.site());
      Claim.that(saysSo(), "the status is silent about it: " + problems());

      Files.writeString(balance.d1().config(), good);
      balance.d1().reload();
      Claim.that(!saysSo(), "the status has not forgotten it: " + problems());
      Claim.equal(rules, balance.rules(), "the table in the end");
      Calls calls = caller.stop();
      Claim.equal(List.of(), calls.failed(), "calls that failed");
      return "taken back after " + PairGroup.seconds(after) + ", " + calls.all().size() + " calls";
    }
  }

  private JsonNode config() throws IOException {
    return PairGroup.status(balance.d1()).json().path("config");
  }

  private JsonNode problems() throws IOException {
    return PairGroup.status(balance.d1()).json().path("problems");
  }

  private boolean saysSo() throws IOException {
    return problems().toString().contains("the file is not what runs");
  }

  private ServiceSection service(int... weights) {
    return ServiceSection.of(
            SERVICE, "scheduler = rr", "virtual = \"" + VIRTUAL + "\"", "check = none")
        .over(balance.site().routers(), weights);
  }
}
