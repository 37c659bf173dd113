// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.Client;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.IpvsTable;
import director.lab.site.IpvsTable.Counters;
import director.lab.site.PhotoRouter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The photo site while both directors are well. */
final class PhotoGroup extends PairGroup {

  PhotoGroup(Path distribution) {
    super(distribution);
  }

  @Override
  public String name() {
    return "photos";
  }

  @Override
  public List<Scenario> scenarios() {
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
    Map<String, Integer> answers = client().spread(30);

    Claim.equal(Map.of("router1", 10, "router2", 10, "router3", 10), answers, "answers by router");
    return "";
  }

  private String directRouting() throws IOException, InterruptedException {
    Counters before = IpvsTable.counters(d1().host());
    client().spread(10);
    Claim.within(
        Duration.ofSeconds(5),
        "10 more connections are counted",
        () -> IpvsTable.counters(d1().host()).connections() == before.connections() + 10);

    Counters after = IpvsTable.counters(d1().host());
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
    for (DirectorHost director : site().directors()) {
      String state = director == d1() ? "MASTER" : "BACKUP";
      DirectorStatus status = status(director);

      Claim.equal(rules, IpvsTable.rules(director.host()), "ipvsadm -Sn on " + director.name());
      Claim.equal(ALL_UP, status.servers(), "servers on " + director.name());
      Claim.equal(1, status.server("router1").path("weight").asInt(), "its weight");
      Claim.equal(state, status.state(), "state of " + director.name());
      Claim.equal(
          director == d1(),
          status.instance().path("addresses").path(0).path("present").asBoolean(),
          "VIP present on " + director.name());
    }
    Claim.equal(
        new TreeSet<>(List.of("192.0.2.10/24", "192.0.2.11/24")),
        Addresses.of(d1().host()),
        "addresses of d1");
    Claim.equal(
        new TreeSet<>(List.of("192.0.2.12/24")), Addresses.of(d2().host()), "addresses of d2");
    return "";
  }

  private String sickRouter() throws IOException, InterruptedException {
    PhotoRouter router = site().photos().routers().get(0);
    router.fallSick();
    Duration left = awaitGone(router);
    Claim.that(
        status(d1()).server("router1").path("reason").asText().contains("503"),
        "no 503 in the reason: " + status(d1()).server("router1").path("reason"));
    Claim.equal(Map.of("router2", 6, "router3", 6), client().spread(12), "answers without it");

    router.recover();
    return "left after " + seconds(left) + ", back after " + seconds(awaitBack(router));
  }

  private String hungRouter() throws IOException, InterruptedException {
    PhotoRouter router = site().photos().routers().get(1);
    router.hang();
    Claim.that(client().connects(router), "its kernel no longer accepts connections");
    Duration left = awaitGone(router);
    Claim.equal(Map.of("router1", 6, "router3", 6), client().spread(12), "answers without it");

    router.resume();
    return "left after " + seconds(left) + ", back after " + seconds(awaitBack(router));
  }

  private Client client() {
    return site().photos().client();
  }
}
