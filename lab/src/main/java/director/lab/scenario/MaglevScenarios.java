// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.BalancingSite;
import director.lab.site.Connections;
import director.lab.site.Connections.Connection;
import director.lab.site.DirectorHost;
import director.lab.site.PhotoRouter;
import director.lab.site.ServiceSection;
import director.lab.watch.Datagrams;
import director.lab.wire.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The scheduler mh (Maglev): what it chooses is a function of the client and of the real servers,
 * so that it does not matter which director is asked.
 */
final class MaglevScenarios {
  private static final String SERVICE = "alike";
  private static final int TUPLES = 10_000;

  /** Each comparison has its own: the kernel remembers where it has sent a client. */
  private static final int PORT = 6001;

  private static final int PORT_OF_RETURNED = 6002;
  private static final int PORT_WITHOUT_FLAG = 6003;
  private static final int PORT_WITH_FLAG = 6004;
  private static final int FIRST_SOURCE_PORT = 20_000;
  private static final int ROUNDS = 5;

  /** Long enough that all choices can be read; a shorter one of another scenario would last. */
  private static final String TIMEOUTS = "ipvs.timeouts { udp = 300s }";

  private static final long SEED = 9568;

  private final BalanceGroup balance;

  MaglevScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "mh",
            "Two directors whose files have the servers in different orders choose alike with mh,"
                + " for 10,000 clients",
            this::alike),
        new Scenario(
            "mh-returned",
            "With mh, less than 1 % of the clients are affected when at one director servers had left"
                + " and came back",
            this::returned),
        new Scenario(
            "mh-port",
            "With the flag port the client's port matters, without it does not",
            this::ports));
  }

  private String alike() throws IOException, InterruptedException {
    List<PhotoRouter> routers = balance.site().routers();
    List<Integer> weights = List.of(1, 2, 3, 2);
    balance.reload(balance.d1(), service(PORT, routers, weights, "a", "b", "c", "d"), TIMEOUTS);
    // In a file the order of names is all the order there is.
    balance.reload(balance.d2(), service(PORT, routers, weights, "z", "m", "x", "b"), TIMEOUTS);
    return compare(PORT, 0);
  }

  /** The kernel's mh goes through the servers in the order in which they came, the last first. */
  private String returned() throws IOException, InterruptedException {
    List<Integer> weights = List.of(1, 2, 3, 2);
    for (DirectorHost director : List.of(balance.d1(), balance.d2())) {
      balance.reload(
          director,
          service(PORT_OF_RETURNED, balance.site().routers(), weights, "a", "b", "c", "d"),
          TIMEOUTS);
    }
    for (String server : List.of("c", "a")) {
      balance.d2().instruct(SERVICE, server, "{\"verb\": \"disable\"}");
      balance.d2().instruct(SERVICE, server, "{\"verb\": \"enable\"}");
    }
    return compare(PORT_OF_RETURNED, TUPLES / 100);
  }

  /**
   * Sends the same to both directors, each client once.
   *
   * @param allowed how many may be sent to different routers
   */
  private String compare(int port, int allowed) throws IOException, InterruptedException {
    Random random = new Random(SEED);
    List<InetSocketAddress> tuples = new ArrayList<>();
    for (int number = 0; number < TUPLES; number++) {
      int source = FIRST_SOURCE_PORT + random.nextInt(1 << 15);
      tuples.add(new InetSocketAddress(BalancingSite.oneOfTheCrowd(number), source));
    }

    Map<String, String> first = choices(balance.d1(), tuples, port);
    Map<String, String> second = choices(balance.d2(), tuples, port);

    Claim.equal(TUPLES, first.size(), "clients that d1 has sent somewhere");
    Claim.equal(TUPLES, second.size(), "clients that d2 has sent somewhere");
    long differing =
        first.entrySet().stream()
            .filter(choice -> !choice.getValue().equals(second.get(choice.getKey())))
            .count();
    Claim.that(
        differing <= allowed,
        differing + " of " + TUPLES + " clients are sent to different routers by d1 and d2");
    return differing + " differ, " + shares(first);
  }

  private String ports() throws IOException, InterruptedException {
    ServiceSection plain =
        service(
            PORT_WITHOUT_FLAG, balance.site().routers(), List.of(1, 1, 1, 1), "a", "b", "c", "d");
    ServiceSection byPort =
        new ServiceSection(
                "by-port",
                List.of(
                    "virtual = \"" + BalancingSite.TWIN_VIP + ":" + PORT_WITH_FLAG + "\"",
                    "protocol = udp",
                    "scheduler = mh",
                    "scheduler-flags = [port]",
                    "check = none"),
                Map.of())
            .over(balance.site().routers(), 1, 1, 1, 1);
    balance.reload(balance.d1(), plain, byPort, TIMEOUTS);
    List<InetSocketAddress> tuples = new ArrayList<>();
    for (int port = 0; port < 200; port++) {
      tuples.add(
          new InetSocketAddress(BalancingSite.oneOfTheCrowd(0), FIRST_SOURCE_PORT + 3 * port));
    }

    Map<String, Integer> without = counts(choices(balance.d1(), tuples, PORT_WITHOUT_FLAG));
    Map<String, Integer> with = counts(choices(balance.d1(), tuples, PORT_WITH_FLAG));

    Claim.equal(
        1, without.size(), "routers of one client's 200 ports, without the flag: " + without);
    Claim.equal(4, with.size(), "routers of one client's 200 ports, with the flag: " + with);
    return with.values() + " of 200 ports";
  }

  private ServiceSection service(
      int port, List<PhotoRouter> routers, List<Integer> weights, String... names) {
    ServiceSection section =
        ServiceSection.of(
            SERVICE,
            "virtual = \"" + BalancingSite.TWIN_VIP + ":" + port + "\"",
            "protocol = udp",
            "scheduler = mh",
            "check = none");
    for (int router = 0; router < names.length; router++) {
      section =
          section.server(
              names[router],
              "address = \"%s\", weight = %d"
                  .formatted(routers.get(router).address(), weights.get(router)));
    }
    return section;
  }

  /**
   * Which router {@code director} has sent each of these to, after one datagram of each; or a few,
   * as so many at once are not all received when the machine is starved.
   */
  private Map<String, String> choices(
      DirectorHost director, List<InetSocketAddress> tuples, int port)
      throws IOException, InterruptedException {
    Host client = balance.client();
    client
        .run("ip", "route", "replace", BalancingSite.TWIN_VIP, "via", director.host().address())
        .orThrow();
    List<InetSocketAddress> left = tuples;
    Map<String, String> choices = Map.of();
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      Datagrams.send(client, left, new InetSocketAddress(BalancingSite.TWIN_VIP, port));
      choices =
          Connections.of(director.host()).to(BalancingSite.TWIN_VIP + ":" + port).all().stream()
              .collect(Collectors.toMap(Connection::client, Connection::server));
      Set<String> seen = choices.keySet();
      left = left.stream().filter(tuple -> !seen.contains(text(tuple))).toList();
    }
    return choices;
  }

  private static String text(InetSocketAddress tuple) {
    return tuple.getAddress().getHostAddress() + ":" + tuple.getPort();
  }

  private static SortedMap<String, Integer> counts(Map<String, String> choices) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    choices.values().forEach(server -> counts.merge(server, 1, Integer::sum));
    return counts;
  }

  private static String shares(Map<String, String> choices) {
    return counts(choices).values().stream()
        .map(count -> String.format(Locale.ROOT, "%.1f", 100.0 * count / choices.size()))
        .collect(Collectors.joining(" : ", "shares ", " % for weights 1 : 2 : 3 : 2"));
  }
}
