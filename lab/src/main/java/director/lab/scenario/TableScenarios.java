// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import director.lab.site.BalancingSite;
import director.lab.site.DirectorConfig;
import director.lab.site.IpvsTable;
import director.lab.site.IpvsTable.Counters;
import director.lab.site.ServiceSection;
import director.lab.watch.Caller;
import director.lab.watch.GreetingServer;
import director.lab.wire.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is written into the kernel's table and read out of it, and what is refused before. */
final class TableScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final int OTHER_PORT = GreetingServer.PORTS.get(1);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What directorctl ends with when a configuration is refused. */
  private static final int REFUSED = 4;

  private final BalanceGroup balance;

  TableScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "save-and-stats",
            "directorctl ipvs save prints what ipvsadm -Sn does, and stats counts the same",
            this::saveAndStats),
        new Scenario(
            "refused",
            "config check refuses what IPVS could not do, each with its line",
            this::refused),
        new Scenario(
            "no-scheduler",
            "A service whose scheduler this kernel has not is refused by the kernel's words, the"
                + " others work",
            this::noScheduler));
  }

  private String saveAndStats() throws IOException, InterruptedException {
    List<Object> sections =
        List.of(
            ServiceSection.of(
                    "tcp4", "scheduler = wrr", at(BalancingSite.VIP, PORT), "check = none")
                .over(balance.site().routers(), 1, 2, 3),
            ServiceSection.of(
                    "tcp6",
                    "scheduler = mh",
                    "scheduler-flags = [port, fallback]",
                    "virtual = \"[" + BalancingSite.VIP6 + "]:" + PORT + "\"",
                    "check = none")
                .over6(balance.site().routers(), 3, 2),
            ServiceSection.of(
                    "udp",
                    "protocol = udp",
                    "scheduler = rr",
                    "one-packet = true",
                    at(BalancingSite.VIP, PORT),
                    "check = none")
                .over(balance.site().routers(), 1, 1),
            ServiceSection.of(
                    "sticky",
                    "scheduler = wlc",
                    "persistence = 30s",
                    at(BalancingSite.VIP, OTHER_PORT),
                    "check = none")
                .server(
                    "limited",
                    "address = \"%s\", weight = 1, upper-threshold = 100, lower-threshold = 50"
                        .formatted(balance.router(1).address())),
            ServiceSection.of("marked", "scheduler = sh", "fwmark = 9", "check = none")
                .over(balance.site().routers(), 1));
    balance.d1Has(sections.toArray());
    Caller.calls(balance.client(), BalanceGroup.vip(PORT), 12);
    Thread.sleep(IpvsTable.COUNTERS_LAG.toMillis());

    SortedSet<String> saved =
        balance
            .d1()
            .control("ipvs", "save")
            .orThrow()
            .lines()
            .collect(Collectors.toCollection(TreeSet::new));
    Claim.equal(balance.rules(), saved, "directorctl ipvs save");
    Claim.that(saved.size() >= 14, "too few rules: " + saved);
    SortedMap<String, Counters> expected =
        IpvsTable.counters(balance.d1().host(), "TCP " + BalancingSite.VIP + ":" + PORT);
    JsonNode stats = MAPPER.readTree(balance.d1().control("-o", "json", "stats").orThrow());
    Claim.equal(expected, counters(stats, "tcp4"), "counters of tcp4");
    Claim.equal(3, expected.size(), "servers of tcp4");
    return saved.size() + " rules";
  }

  /** By address and port, as {@link IpvsTable#counters} has them. */
  private static SortedMap<String, Counters> counters(JsonNode stats, String service) {
    SortedMap<String, Counters> counters = new TreeMap<>();
    for (JsonNode one : stats.path("services")) {
      if (one.path("name").asText().equals(service)) {
        for (JsonNode server : one.path("servers")) {
          JsonNode counted = server.path("counters");
          counters.put(
              server.path("address").asText(),
              new Counters(
                  counted.path("connections").asLong(-1),
                  counted.path("inPackets").asLong(-1),
                  counted.path("outPackets").asLong(-1),
                  counted.path("inBytes").asLong(-1),
                  counted.path("outBytes").asLong(-1)));
        }
      }
    }
    return counters;
  }

  private String refused() throws IOException, InterruptedException {
    Path file = balance.d1().host().directory().resolve("bad.conf");
    Files.writeString(file, DirectorConfig.IMPOSSIBLE.text());
    Finished check = balance.d1().control("config", "check", file.toString());
    String said = check.out() + check.err();
    SortedSet<Integer> lines = new TreeSet<>();
    Matcher place = Pattern.compile("^\\S*bad\\.conf:(\\d+): ", Pattern.MULTILINE).matcher(said);
    while (place.find()) {
      lines.add(Integer.valueOf(place.group(1)));
    }
    Claim.equal(REFUSED, check.exit(), "exit status; it said " + said);
    Claim.equal(
        new TreeSet<>(DirectorConfig.IMPOSSIBLE_LINES), lines, "lines it complains about: " + said);
    return "";
  }

  private String noScheduler() throws IOException, InterruptedException, SkippedException {
    SortedSet<String> expected =
        new TreeSet<>(
            List.of(
                "-A -t 192.0.2.10:7001 -s rr",
                "-a -t 192.0.2.10:7001 -r 192.0.2.21:7001 -g -w 1",
                "-a -t 192.0.2.10:7001 -r 192.0.2.22:7001 -g -w 1"));
    int said = balance.d1().log().length();
    balance.offer(
        balance.d1(),
        ServiceSection.of("good", "scheduler = rr", at(BalancingSite.VIP, PORT), "check = none")
            .over(balance.site().routers(), 1, 1),
        ServiceSection.of(
                "choosy", "scheduler = twos", at(BalancingSite.VIP, OTHER_PORT), "check = none")
            .over(balance.site().routers(), 1, 1));
    Claim.within(
        BalanceGroup.PATIENCE,
        "the good service is there",
        () -> balance.rules().containsAll(expected));
    if (balance.rules().contains("-A -t 192.0.2.10:7002 -s twos")) {
      throw new SkippedException("this kernel has the scheduler twos");
    }
    Claim.equal(
        Map.of("router1", 3, "router2", 3),
        Caller.calls(balance.client(), BalanceGroup.vip(PORT), 6).by(),
        "answers of the good service");
    Claim.within(
        Duration.ofSeconds(5),
        "the status names the service and its scheduler",
        () -> !problem(OTHER_PORT, "twos").isEmpty());
    String log = balance.d1().log().substring(said);
    Claim.that(
        log.lines().anyMatch(line -> line.contains("twos") && line.contains("No such file")),
        "the log does not tell the kernel's words: " + log);
    return problem(OTHER_PORT, "twos");
  }

  /** What the status says of a service at this port of the VIP; empty if it says nothing. */
  private String problem(int port, String word) throws IOException {
    for (JsonNode problem : PairGroup.status(balance.d1()).json().path("problems")) {
      String text = problem.asText();
      if (text.contains(BalancingSite.VIP + ":" + port) && text.contains(word)) {
        return text;
      }
    }
    return "";
  }

  private static String at(String vip, int port) {
    return "virtual = \"" + vip + ":" + port + "\"";
  }
}
