// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import director.lab.site.BalancingSite;
import director.lab.site.DirectorStatus;
import director.lab.site.IpvsTable;
import director.lab.site.PhotoRouter;
import director.lab.site.ServiceSection;
import director.lab.watch.Caller;
import director.lab.watch.Calls;
import director.lab.watch.GreetingServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** When most routers fall sick, or all. */
final class SicknessScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final String SERVICE = "photos";

  /** So many callers at the same time: an empty service is over in a moment. */
  private static final int CALLERS = 3;

  private static final int ROUTERS = 4;

  private final BalanceGroup balance;

  SicknessScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "floor",
            "Of four routers three fall sick: half of the weight stays in, and the status says so",
            this::floor),
        new Scenario(
            "sorry",
            "The sorry server takes over from the last router and gives back, and no call is refused",
            this::sorry));
  }

  private String floor() throws IOException, InterruptedException {
    balance.d1Has(service().over(balance.site().routers(), 1, 1, 1, 1));
    balance.awaitUp(SERVICE, 1, 2, 3, 4);
    for (int router = 1; router <= 3; router++) {
      balance.router(router).fallSick();
    }
    Claim.within(
        BalanceGroup.PATIENCE,
        "three are DOWN",
        () -> {
          DirectorStatus status = PairGroup.status(balance.d1());
          return List.of("router1", "router2", "router3").stream()
              .allMatch(router -> BalanceGroup.is("DOWN", status, SERVICE, router));
        });
    Claim.within(
        BalanceGroup.GRACE,
        "two of four are in the table",
        () -> IpvsTable.servers(balance.d1().host()).size() == 2);

    Set<String> inside = IpvsTable.servers(balance.d1().host()).keySet();
    Claim.that(inside.contains(balance.router(4).address()), "the healthy one is not in " + inside);
    DirectorStatus status = PairGroup.status(balance.d1());
    List<String> held = new ArrayList<>();
    for (JsonNode server : status.service(SERVICE).path("servers")) {
      if (server.path("held").asBoolean()) {
        held.add(server.path("name").asText());
      }
    }
    Claim.equal(1, held.size(), "servers that are held in: " + held);
    String problems = status.json().path("problems").toString();
    Claim.that(
        problems.contains(held.get(0)) || problems.contains("floor"),
        "the status does not shout: " + problems);

    balance.site().routers().forEach(SicknessScenarios::recover);
    balance.awaitUp(SERVICE, 1, 2, 3, 4);
    Claim.within(
        BalanceGroup.GRACE,
        "all four are back",
        () -> IpvsTable.servers(balance.d1().host()).size() == ROUTERS);
    return held + " was held in";
  }

  private String sorry() throws IOException, InterruptedException {
    balance.d1Has(
        service()
            .with(
                "floor = 0",
                "sorry-server { address = \"" + balance.site().sorry().address() + "\" }")
            .over(balance.site().routers(), 1, 1, 1, 1));
    balance.awaitUp(SERVICE, 1, 2, 3, 4);
    List<Caller> callers = new ArrayList<>();
    try {
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.add(new Caller(balance.client(), BalanceGroup.vip(PORT)));
      }
      for (PhotoRouter router : balance.site().routers()) {
        router.fallSick();
      }
      Claim.within(
          BalanceGroup.PATIENCE, "they are with sorry", () -> all(callers, Set.of("sorry")));
      JsonNode sick = PairGroup.status(balance.d1()).service(SERVICE);
      Claim.that(
          sick.path("sorry").path("active").asBoolean(), "not active: " + sick.path("sorry"));
      Claim.that(!sick.path("quorum").path("met").asBoolean(true), "met: " + sick.path("quorum"));

      balance.site().routers().forEach(SicknessScenarios::recover);
      Claim.within(
          BalanceGroup.PATIENCE,
          "they are with the routers",
          () -> all(callers, Set.of("router1", "router2", "router3", "router4")));
    } finally {
      callers.forEach(Caller::close);
    }
    return verdict(callers);
  }

  /** Those whose router was taken from under them get no answer; an empty service refuses. */
  private static String verdict(List<Caller> callers) throws InterruptedException {
    List<Calls.Call> failed = new ArrayList<>();
    int number = 0;
    for (Caller caller : callers) {
      Calls calls = caller.stop();
      number += calls.all().size();
      failed.addAll(calls.failed());
    }
    List<Calls.Call> refused =
        failed.stream().filter(call -> !call.problem().contains("timed out")).toList();
    Claim.equal(List.of(), refused, "calls that were refused");
    Claim.that(failed.size() <= ROUTERS, "more than one for each router that left: " + failed);
    return number + " calls, none refused, " + failed.size() + " lost with their router";
  }

  /** Whether the latest calls of all of them were answered by these, and by each. */
  private static boolean all(List<Caller> callers, Set<String> hosts) {
    return callers.stream()
        .map(Caller::soFar)
        .allMatch(
            calls -> {
              int first = Math.max(0, calls.all().size() - 12);
              Calls latest = new Calls(calls.all().subList(first, calls.all().size()));
              return latest.by().keySet().equals(hosts);
            });
  }

  private static void recover(PhotoRouter router) {
    try {
      router.recover();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ServiceSection service() {
    return ServiceSection.of(
        SERVICE,
        "virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"",
        "scheduler = rr",
        ServiceSection.QUICK_CHECK);
  }
}
