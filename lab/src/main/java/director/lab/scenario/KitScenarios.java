// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.BalancingSite;
import director.lab.site.IpvsTable;
import director.lab.site.RouterKit;
import director.lab.site.ServiceSection;
import java.io.IOException;
import java.util.List;

/** Routers that have {@code rs-kit}, seen by a director. */
final class KitScenarios {
  private static final String SERVICE = "photos-https";
  private static final int WEIGHT = 100;

  /** The share may move by half in a second. */
  private static final String CHECKS =
      """
      checks {
          page { type = https, path = "/health", host = "photos.example.com", interval = 500ms, timeout = 1s, fall = 2 }
          load { type = agent, port = %d, interval = 1s, timeout = 3s, fall = 3, step = 50 }
        }"""
          .formatted(RouterKit.AGENT_PORT);

  private final BalanceGroup balance;

  KitScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "rs-kit-director",
            "A router with rs-kit holds the addresses soundly, gets half of its weight under twice"
                + " the load, and no new connections while it is drained",
            this::director));
  }

  private String director() throws IOException, InterruptedException {
    RouterKit kit =
        new RouterKit(
            balance.router(1),
            balance.checkout().resolve("rs-kit/root"),
            List.of(BalancingSite.VIP, BalancingSite.VIP6));
    kit.startAgent();
    kit.run("up").orThrow();
    balance.d1Has(
        ServiceSection.of(
                SERVICE, "virtual = \"" + BalancingSite.VIP + ":443\"", "scheduler = wrr", CHECKS)
            .over(List.of(balance.router(1)), WEIGHT));
    awaitWeight(WEIGHT, "HEALTHY");
    Claim.equal("no fault found", kit.run("verify").orThrow().strip(), "what rs-kit verify finds");

    kit.load(2);
    awaitWeight(WEIGHT / 2, "ADVISED");
    kit.run("drain", "--reason", "BIOS update").orThrow();
    awaitWeight(0, "SELF_DRAIN");
    String why = balance.d1().explain(SERVICE + "/router1");
    Claim.that(why.contains("BIOS update"), "explain does not say why: " + why);
    kit.run("maint").orThrow();
    awaitWeight(-1, "SELF_MAINTENANCE");
    kit.run("ready").orThrow();
    kit.load(0);
    awaitWeight(WEIGHT, "HEALTHY");
    return "";
  }

  /** Waits for a weight in the kernel, -1 for none, and for the word that says why. */
  private void awaitWeight(int weight, String cause) throws IOException, InterruptedException {
    Claim.within(
        BalanceGroup.PATIENCE,
        "router1 has weight " + weight + " and is " + cause,
        () -> {
          JsonNode server = PairGroup.status(balance.d1()).server(SERVICE, "router1");
          return server.path("cause").asText().equals(cause)
              && weight
                  == IpvsTable.servers(balance.d1().host())
                      .getOrDefault(balance.router(1).address(), -1);
        });
  }
}
