// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.IpvsTable;
import director.lab.site.IpvsTable.Counters;
import director.lab.site.PhotoRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The photo site while both directors are well. */
final class PhotoScenarios {

  private final PairGroup pair;

  PhotoScenarios(PairGroup pair) {
    this.pair = pair;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "spread", "Requests through the VIP are spread over three routers", this::spread),
        new Scenario(
            "direct-routing",
            "Packets pass the director inwards and never outwards",
            this::directRouting),
        new Scenario("tables", "Status, ipvsadm and iproute2 tell the same", this::tables),
        new Scenario(
            "sick-router",
            "A router whose health script says 503 leaves, and returns",
            this::sickRouter),
        new Scenario(
            "hung-router",
            "A router that accepts and never answers leaves, and returns",
            this::hungRouter));
  }

  private String spread() throws IOException, InterruptedException {
    Map<String, Integer> answers = pair.client().spread(30);

    Claim.equal(Map.of("router1", 10, "router2", 10, "router3", 10), answers, "answers by router");
    return "";
  }

  private String directRouting() throws IOException, InterruptedException {
    Thread.sleep(IpvsTable.COUNTERS_LAG.toMillis());
    Counters before = IpvsTable.counters(pair.d1().host());
    pair.client().spread(10);
    Claim.within(
        Duration.ofSeconds(5),
        "10 more connections are counted",
        () -> IpvsTable.counters(pair.d1().host()).connections() == before.connections() + 10);

    Counters after = IpvsTable.counters(pair.d1().host());
    Claim.that(after.inPackets() >= before.inPackets() + 50, "too few packets: " + after);
    Claim.equal(0L, after.outPackets(), "packets that went out through the director");
    Claim.equal(0L, after.outBytes(), "bytes that went out through the director");
    return after.inPackets() + " packets in, 0 out";
  }

  private String tables() throws IOException, InterruptedException {
    String rules =
        """
        -A -t 192.0.2.10:443 -s wrr
        -a -t 192.0.2.10:443 -r 192.0.2.21:443 -g -w 1
        -a -t 192.0.2.10:443 -r 192.0.2.22:443 -g -w 1
        -a -t 192.0.2.10:443 -r 192.0.2.23:443 -g -w 1
        """;
    for (DirectorHost director : pair.site().directors()) {
      String state = director == pair.d1() ? "MASTER" : "BACKUP";
      DirectorStatus status = PairGroup.status(director);

      Claim.equal(rules, IpvsTable.rules(director.host()), "ipvsadm -Sn on " + director.name());
      Claim.equal(PairGroup.ALL_UP, status.servers(), "servers on " + director.name());
      Claim.equal(1, status.server("router1").path("weight").asInt(), "its weight");
      Claim.equal(state, status.state(), "state of " + director.name());
      Claim.equal(
          director == pair.d1(),
          status.instance().path("addresses").path(0).path("present").asBoolean(),
          "VIP present on " + director.name());
    }
    Claim.equal(
        new TreeSet<>(List.of("192.0.2.10/24", "192.0.2.11/24")),
        Addresses.of(pair.d1().host()),
        "addresses of d1");
    Claim.equal(
        new TreeSet<>(List.of("192.0.2.12/24")), Addresses.of(pair.d2().host()), "addresses of d2");
    return "";
  }

  private String sickRouter() throws IOException, InterruptedException {
    PhotoRouter router = pair.site().photos().routers().get(0);
    router.fallSick();
    Duration left = pair.awaitGone(router);
    Claim.that(
        PairGroup.status(pair.d1()).server("router1").path("reason").asText().contains("503"),
        "no 503 in the reason: " + PairGroup.status(pair.d1()).server("router1").path("reason"));
    Claim.equal(Map.of("router2", 6, "router3", 6), pair.client().spread(12), "answers without it");

    router.recover();
    return "left after "
        + PairGroup.seconds(left)
        + ", back after "
        + PairGroup.seconds(pair.awaitBack(router));
  }

  private String hungRouter() throws IOException, InterruptedException {
    PhotoRouter router = pair.site().photos().routers().get(1);
    router.hang();
    Claim.that(pair.client().connects(router), "its kernel no longer accepts connections");
    Duration left = pair.awaitGone(router);
    Claim.equal(Map.of("router1", 6, "router3", 6), pair.client().spread(12), "answers without it");

    router.resume();
    return "left after "
        + PairGroup.seconds(left)
        + ", back after "
        + PairGroup.seconds(pair.awaitBack(router));
  }
}
