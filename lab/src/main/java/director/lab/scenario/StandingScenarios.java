// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.BalancingSite;
import director.lab.site.DirectorHost;
import director.lab.site.IpvsTable;
import director.lab.site.ServiceSection;
import director.lab.watch.Caller;
import director.lab.watch.Calls;
import director.lab.watch.GreetingServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.StreamSupport;

/** Orders of operators, and what befalls the processes that carry them out. */
final class StandingScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final String SERVICE = "photos";
  private static final String ROUTER = "router1";
  private static final Duration BRIEFLY = Duration.ofSeconds(3);

  private final BalanceGroup balance;

  StandingScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "orders-persist",
            "A persistent standby and a disabled server outlive kill -9 of the director, of the"
                + " elector, of both, and an orderly restart: never MASTER, never in the table",
            this::persist),
        new Scenario(
            "standby-for",
            "Standby for 3 s ends by itself, also without a director",
            this::briefly));
  }

  private String persist() throws IOException, InterruptedException {
    bringPhotos();
    DirectorHost d1 = balance.d1();
    d1.instruct(SERVICE, ROUTER, "{\"verb\": \"disable\", \"persist\": true, \"reason\": \"lab\"}");
    d1.standBy("{\"persist\": true, \"reason\": \"lab\"}");
    awaitState(balance.d2(), "MASTER");
    int said = d1.log().length();
    try (Watch watch = new Watch();
        Caller caller = new Caller(balance.client(), BalanceGroup.vip(PORT))) {
      d1.killDirector();
      d1.awaitEnd();
      d1.start();
      awaitStandingBy("after the death of the director");

      long elector = d1.elector().pid();
      d1.killElector();
      Claim.within(
          BalanceGroup.PATIENCE,
          "another elector is there",
          () -> PairGroup.status(d1).json().path("elector").path("pid").asLong() != elector);
      awaitStandingBy("after the death of the elector");

      // Not all of the host: somebody looks at its table just now.
      d1.killDirector();
      d1.killElector();
      d1.awaitEnd();
      int ended = d1.log().length();
      d1.startElector();
      Claim.within(
          BalanceGroup.PATIENCE,
          "the elector alone takes part",
          () -> d1.log().substring(ended).contains("-> BACKUP"));
      Thread.sleep(BRIEFLY.toMillis());
      d1.start();
      awaitStandingBy("after the death of both");

      d1.terminate();
      d1.awaitEnd();
      d1.start();
      awaitStandingBy("after an orderly restart");

      Calls calls = caller.stop();
      int looks = watch.stop();
      Claim.equal(List.of(), calls.failed(), "calls by d2 that nobody answered");
      Claim.that(!d1.log().substring(said).contains("-> MASTER"), "d1 was MASTER for a moment");
      d1.instruct(SERVICE, ROUTER, "{\"verb\": \"enable\"}");
      d1.resume();
      awaitState(d1, "MASTER");
      Claim.equal(0L, orders(d1), "orders in the end");
      return "%d calls, %d looks at the table".formatted(calls.all().size(), looks);
    }
  }

  private String briefly() throws IOException, InterruptedException {
    bringPhotos();
    DirectorHost d1 = balance.d1();
    long begin = System.nanoTime();
    d1.standBy("{\"for\": \"%ds\"}".formatted(BRIEFLY.toSeconds()));
    awaitState(balance.d2(), "MASTER");
    awaitState(d1, "MASTER");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    Claim.that(took.compareTo(BRIEFLY) >= 0, "it ended after " + took);
    Claim.equal(0L, orders(d1), "orders in force when it is over");

    d1.standBy("{\"for\": \"%ds\", \"persist\": true}".formatted(BRIEFLY.toSeconds()));
    d1.killDirector();
    d1.awaitEnd();
    awaitState(balance.d2(), "MASTER");
    awaitState(balance.d2(), "BACKUP");
    d1.start();
    Claim.within(BalanceGroup.PATIENCE, "the director is there", () -> d1.status().isPresent());
    awaitState(d1, "MASTER");
    Claim.equal(0L, orders(d1), "orders that the director finds");
    return "after " + PairGroup.seconds(took);
  }

  private void bringPhotos() throws IOException, InterruptedException {
    for (DirectorHost director : List.of(balance.d1(), balance.d2())) {
      balance.reload(
          director,
          ServiceSection.of(
                  SERVICE,
                  "virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"",
                  "scheduler = wrr",
                  "check = none")
              .over(balance.site().routers(), 1, 1, 1));
    }
  }

  private static void awaitState(DirectorHost director, String state)
      throws IOException, InterruptedException {
    Claim.within(
        BalanceGroup.PATIENCE,
        director.name() + " is " + state,
        () -> director.status().filter(it -> it.state().equals(state)).isPresent());
  }

  /** Ready again, both orders in force, and nothing undone. */
  private void awaitStandingBy(String when) throws IOException, InterruptedException {
    DirectorHost d1 = balance.d1();
    Claim.within(
        BalanceGroup.PATIENCE,
        "d1 is BACKUP with two orders " + when,
        () -> d1.status().filter(it -> it.state().equals("BACKUP")).isPresent() && orders(d1) == 2);
    Claim.equal(
        "DISABLED",
        PairGroup.status(d1).server(SERVICE, ROUTER).path("state").asText(),
        ROUTER + " " + when);
    Claim.equal(1, PairGroup.status(d1).priority(), "priority of d1 " + when);
    Claim.within(
        BalanceGroup.PATIENCE,
        "the other routers are in d1's table " + when,
        () -> IpvsTable.servers(d1.host()).size() == 2);
  }

  private static long orders(DirectorHost director) throws IOException {
    JsonNode orders = PairGroup.status(director).json().path("orders");
    return StreamSupport.stream(orders.spliterator(), false).count();
  }

  /** Looks without a pause whether d1 has what it must not have for a moment. */
  private final class Watch implements AutoCloseable {
    private volatile boolean stopped;
    private final CompletableFuture<Integer> looks = CompletableFuture.supplyAsync(this::look);

    private int look() {
      String address = balance.router(1).address();
      int looks = 0;
      try {
        for (; !stopped; looks++) {
          String rules = IpvsTable.rules(balance.d1().host());
          Claim.that(!IpvsTable.servers(balance.d1().host()).containsKey(address), rules);
        }
        return looks;
      } catch (IOException | InterruptedException e) {
        throw new CompletionException(e);
      }
    }

    int stop() {
      stopped = true;
      return looks.join();
    }

    @Override
    public void close() {
      stopped = true;
    }
  }
}
