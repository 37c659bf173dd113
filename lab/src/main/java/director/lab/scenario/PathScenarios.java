// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.BalancingSite;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.IpvsTable;
import director.lab.site.ServiceSection;
import director.lab.wire.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Checks of the virtual address through one router, which see the faults of direct routing that a
 * check of the router's own address cannot see. On the MASTER, which has that address itself, as
 * well as on the BACKUP.
 */
final class PathScenarios {
  private static final String SERVICE = "photos-https";
  private static final String SERVICE6 = "photos-https6";

  /** The first digits of the marks that are the directors' own: 0x5D000000..0x5DFFFFFF. */
  private static final String OWN_MARKS = "-A -f 15[67][0-9]{7} .*";

  private static final int ROUTERS = 3;

  /** While a director is starved itself it takes nobody out. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String CHECKS =
      """
      checks {
          own { type = https, path = "/health", host = "photos.example.com", interval = 500ms, timeout = 1s, fall = 2 }
          way { type = https, path = "/health", host = "photos.example.com", interval = 500ms, timeout = 1s, fall = 2, through = forwarding-path }
        }""";

  private final BalanceGroup balance;

  PathScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "path",
            "MASTER and BACKUP see that a router has lost the virtual address, or drops what is for"
                + " it, though its own address answers",
            this::path));
  }

  private String path() throws IOException, InterruptedException {
    for (DirectorHost director : directors()) {
      balance.offer(
          director,
          service(SERVICE, BalancingSite.VIP).over(balance.site().routers(), 1, 1, 1),
          service(SERVICE6, "[" + BalancingSite.VIP6 + "]")
              .over6(balance.site().routers(), 1, 1, 1),
          "ipvs.sysctl { apply = true }");
    }
    awaitEverywhere("UP", SERVICE, 1, 2, 3);
    awaitEverywhere("UP", SERVICE6, 1, 2, 3);
    Claim.equal(2 * ROUTERS, marks(balance.d1()).size(), "ways in " + marks(balance.d1()));
    Claim.equal(marks(balance.d1()), marks(balance.d2()), "the marks of both directors");
    for (DirectorHost director : directors()) {
      String foreign = PairGroup.status(director).json().path("ipvs").path("foreign").toString();
      Claim.equal("[]", foreign, "foreign services on " + director.name());
    }

    Host router1 = balance.router(1).host();
    router1.run("ip", "addr", "del", BalancingSite.VIP + "/32", "dev", "lo").orThrow();
    awaitBlocked(SERVICE, 1);
    awaitEverywhere("DOWN", SERVICE, 1);
    awaitEverywhere("UP", SERVICE, 2, 3);
    Claim.equal(2 * ROUTERS, marks(balance.d1()).size(), "ways while a router is DOWN");
    router1.run("ip", "addr", "add", BalancingSite.VIP + "/32", "dev", "lo").orThrow();
    awaitEverywhere("UP", SERVICE, 1);

    Host router2 = balance.router(2).host();
    router2.run("tc", "qdisc", "add", "dev", "eth0", "ingress").orThrow();
    String drop = "tc filter add dev eth0 ingress protocol ip flower dst_ip %s/32 action drop";
    router2.run(drop.formatted(BalancingSite.VIP).split(" ")).orThrow();
    awaitBlocked(SERVICE, 2);
    router2.run("tc", "qdisc", "del", "dev", "eth0", "ingress").orThrow();
    awaitEverywhere("UP", SERVICE, 2);

    Host router3 = balance.router(3).host();
    router3.run("ip", "addr", "del", BalancingSite.VIP6 + "/128", "dev", "lo").orThrow();
    awaitBlocked(SERVICE6, 3);
    awaitEverywhere("UP", SERVICE, 3);
    router3.run("ip", "addr", "add", BalancingSite.VIP6 + "/128", "dev", "lo", "nodad").orThrow();
    awaitEverywhere("UP", SERVICE6, 3);

    for (DirectorHost director : directors()) {
      balance.offer(director);
      Claim.within(
          BalanceGroup.PATIENCE,
          "the ways have left the table of " + director.name(),
          () -> IpvsTable.rules(director.host()).isBlank());
    }
    return "";
  }

  private List<DirectorHost> directors() {
    return List.of(balance.d1(), balance.d2());
  }

  private void awaitEverywhere(String state, String service, int... routers)
      throws IOException, InterruptedException {
    for (DirectorHost director : directors()) {
      for (int router : routers) {
        Claim.within(
            PATIENCE,
            "router%d of %s is %s for %s".formatted(router, service, state, director.name()),
            () -> {
              DirectorStatus status = PairGroup.status(director);
              return BalanceGroup.is(state, status, service, "router" + router);
            });
      }
    }
  }

  /** Waits until the virtual address does not answer there, and sees that its own one does. */
  private void awaitBlocked(String service, int router) throws IOException, InterruptedException {
    for (DirectorHost director : directors()) {
      Claim.within(
          PATIENCE,
          "the way by router%d of %s is blocked for %s, and nothing else"
              .formatted(router, service, director.name()),
          () ->
              passes(director, service, router, "way").equals("false")
                  && passes(director, service, router, "own").equals("true"));
    }
  }

  private static String passes(DirectorHost director, String service, int router, String check)
      throws IOException, InterruptedException {
    JsonNode checks = PairGroup.status(director).server(service, "router" + router).path("checks");
    for (JsonNode one : checks) {
      if (one.path("name").asText().equals(check)) {
        return one.path("passed").asText();
      }
    }
    return "no check " + check;
  }

  private static SortedSet<String> marks(DirectorHost director)
      throws IOException, InterruptedException {
    SortedSet<String> marks = new TreeSet<>(BalanceGroup.rules(director));
    marks.removeIf(rule -> !rule.matches(OWN_MARKS));
    return marks;
  }

  private static ServiceSection service(String name, String address) {
    return ServiceSection.of(name, "virtual = \"" + address + ":443\"", "scheduler = wrr", CHECKS);
  }
}
