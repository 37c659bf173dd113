// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.BalancingSite;
import director.lab.site.PhotoSite;
import director.lab.site.ServiceSection;
import director.lab.watch.Caller;
import director.lab.watch.Datagrams;
import director.lab.watch.GreetingServer;
import director.lab.wire.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Who gets how many of the new connections, and of the datagrams. */
final class SpreadScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final int OTHER_PORT = GreetingServer.PORTS.get(1);
  private static final int MARK = 7;

  /** How long a client stays with its router after its last connection. */
  private static final Duration PERSISTENCE = Duration.ofSeconds(4);

  private final BalanceGroup balance;

  SpreadScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "weights",
            "HTTPS requests over IPv4 and IPv6 are spread by the weights 1 : 2 : 3, exactly",
            this::weights),
        new Scenario(
            "udp",
            "Datagrams of one client port stay with one router, and the ports are spread",
            this::udp),
        new Scenario(
            "one-packet",
            "With one-packet scheduling every datagram of one client port is spread",
            this::onePacket),
        new Scenario(
            "persistence",
            "A client stays with its router until the timeout, another goes elsewhere",
            this::persistence),
        new Scenario(
            "fwmark",
            "Two ports with one firewall mark are one service, for which a client has one router",
            this::firewallMark));
  }

  /** wrr goes through a cycle of six, so that any 30 in a row are five cycles. */
  private String weights() throws IOException, InterruptedException {
    balance.d1Has(
        ServiceSection.of(
                "photos-https",
                "virtual = \"" + BalancingSite.VIP + ":443\"",
                "scheduler = wrr",
                ServiceSection.QUICK_CHECK)
            .over(balance.site().routers(), 1, 2, 3),
        ServiceSection.of(
                "photos-https6",
                "virtual = \"[" + BalancingSite.VIP6 + "]:443\"",
                "scheduler = wrr",
                ServiceSection.QUICK_CHECK)
            .over6(balance.site().routers(), 1, 2, 3));
    balance.awaitUp("photos-https", 1, 2, 3);
    balance.awaitUp("photos-https6", 1, 2, 3);

    Map<String, Integer> expected = Map.of("router1", 5, "router2", 10, "router3", 15);
    for (String vip : List.of(BalancingSite.VIP, BalancingSite.VIP6)) {
      InetSocketAddress photos = new InetSocketAddress(vip, PhotoSite.PORT);
      Claim.equal(
          expected, balance.site().client().spread(photos, 30), "answers by router at " + vip);
    }
    return "";
  }

  private String udp() throws IOException, InterruptedException {
    balance.d1Has(
        greeters("dns", "protocol = udp", "scheduler = rr"),
        greeters6("dns6", "protocol = udp", "scheduler = rr"));

    for (String vip : List.of(BalancingSite.VIP, BalancingSite.VIP6)) {
      Host client = balance.client();
      String own = vip.contains(":") ? BalancingSite.CLIENT6 : client.address();
      Claim.equal(
          Map.of("router1", 15, "router2", 15, "router3", 15),
          Datagrams.answers(
              client, InetAddress.getByName(own), new InetSocketAddress(vip, PORT), 9, 5),
          "answers to 9 ports with 5 datagrams each, by router at " + vip);
    }
    return "";
  }

  private String onePacket() throws IOException, InterruptedException {
    balance.d1Has(greeters("dns", "protocol = udp", "scheduler = rr", "one-packet = true"));

    Claim.equal(
        Map.of("router1", 10, "router2", 10, "router3", 10),
        datagrams(balance.client().address(), 1, 30),
        "answers to 30 datagrams of one port");
    return "";
  }

  private String persistence() throws IOException, InterruptedException {
    balance.d1Has(
        greeters("photos", "scheduler = rr", "persistence = " + PERSISTENCE.toSeconds() + "s"),
        // Connections shorter than that, or they would hold the client at its router.
        greeters(
            "dns",
            "protocol = udp",
            "scheduler = rr",
            "persistence = " + PERSISTENCE.toSeconds() + "s"),
        "ipvs.timeouts { udp = 1s }");
    InetAddress other = BalancingSite.oneOfTheCrowd(1);

    SortedMap<String, Integer> calls =
        Caller.calls(balance.client(), BalanceGroup.vip(PORT), 20).by();
    SortedMap<String, Integer> others =
        Caller.calls(balance.client(), other, BalanceGroup.vip(PORT), 20).by();
    Claim.equal(Set.of(20), Set.copyOf(calls.values()), "20 connections of one client, " + calls);
    Claim.equal(Set.of(20), Set.copyOf(others.values()), "those of another, " + others);
    Claim.that(!calls.keySet().equals(others.keySet()), "both clients went to " + calls.keySet());

    SortedMap<String, Integer> first = datagrams(balance.client().address(), 10, 1);
    Claim.equal(Set.of(10), Set.copyOf(first.values()), "10 ports of one client, " + first);
    SortedMap<String, Integer> second = datagrams(other.getHostAddress(), 10, 1);
    Claim.that(!first.keySet().equals(second.keySet()), "both clients went to " + first.keySet());
    Thread.sleep(PERSISTENCE.plusMillis(1500).toMillis());
    SortedMap<String, Integer> later = datagrams(balance.client().address(), 10, 1);
    Claim.equal(Set.of(10), Set.copyOf(later.values()), "10 ports of one client, " + later);
    Claim.that(
        !later.keySet().equals(first.keySet()), "after the timeout it is still " + first.keySet());
    return "";
  }

  private String firewallMark() throws IOException, InterruptedException {
    balance.d1Has(
        ServiceSection.of(
                "marked", "fwmark = " + MARK, "scheduler = rr", "persistence = 60s", "check = none")
            .over(balance.site().routers(), 1, 1, 1));
    mark(PORT, OTHER_PORT);
    try {
      for (int number = 1; number <= 6; number++) {
        InetAddress from = BalancingSite.oneOfTheCrowd(number);
        SortedMap<String, Integer> calls = calls(from, PORT);
        Claim.equal(Set.of(3), Set.copyOf(calls.values()), "3 calls of " + from + ", " + calls);
        Claim.equal(calls, calls(from, OTHER_PORT), "those at the other port");
      }
    } finally {
      balance.d1().host().run("tc", "qdisc", "del", "dev", "eth0", "ingress").orThrow();
    }
    return "";
  }

  /** By tc, because iptables is a package more, and nft's family ip is not in User-Mode Linux. */
  private void mark(int... ports) throws IOException, InterruptedException {
    Host d1 = balance.d1().host();
    d1.run("tc", "qdisc", "add", "dev", "eth0", "ingress").orThrow();
    for (int port : ports) {
      String filter =
          "tc filter add dev eth0 ingress protocol ip flower dst_ip %s/32 ip_proto tcp dst_port %d"
              + " action skbedit mark %d";
      d1.run(filter.formatted(BalancingSite.VIP, port, MARK).split(" ")).orThrow();
    }
  }

  private SortedMap<String, Integer> calls(InetAddress from, int port)
      throws IOException, InterruptedException {
    return Caller.calls(balance.client(), from, BalanceGroup.vip(port), 3).by();
  }

  private SortedMap<String, Integer> datagrams(String from, int ports, int each)
      throws IOException, InterruptedException {
    return Datagrams.answers(
        balance.client(), InetAddress.getByName(from), BalanceGroup.vip(PORT), ports, each);
  }

  private ServiceSection greeters(String name, String... lines) {
    return ServiceSection.of(name, lines)
        .with("virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"", "check = none")
        .over(balance.site().routers(), 1, 1, 1);
  }

  private ServiceSection greeters6(String name, String... lines) {
    return ServiceSection.of(name, lines)
        .with("virtual = \"[" + BalancingSite.VIP6 + "]:" + PORT + "\"", "check = none")
        .over6(balance.site().routers(), 1, 1, 1);
  }
}
