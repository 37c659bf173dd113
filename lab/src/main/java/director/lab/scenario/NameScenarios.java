// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.BalancingSite;
import director.lab.site.IpvsTable;
import director.lab.site.ServiceSection;
import director.lab.watch.GreetingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Real servers that are known by a DNS name. */
final class NameScenarios {
  private static final int PORT = GreetingServer.PORTS.get(0);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String NAME = "routers.photos.test";
  private static final Path HOSTS = Path.of("/etc/hosts");

  private final BalanceGroup balance;

  NameScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "names",
            "A name with two addresses is two servers; one that leaves the name leaves the table;"
                + " without an answer the last good one stays",
            this::names));
  }

  /** The lab has its mounts for itself, on either way in. */
  private String names() throws IOException, InterruptedException {
    Path hosts = balance.d1().host().directory().resolve("hosts");
    String localhost = "127.0.0.1 localhost\n";
    Files.writeString(hosts, localhost + line(1) + line(2));
    balance.d1().host().run("mount", "--bind", hosts.toString(), HOSTS.toString()).orThrow();
    try {
      balance.offer(
          balance.d1(),
          ServiceSection.of(
                  "photos",
                  "virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"",
                  "scheduler = rr",
                  "check = none")
              .server("routers", "host-name = \"" + NAME + "\", weight = 1"),
          "resolver { interval = " + INTERVAL.toSeconds() + "s, max-change = 0.5 }");
      Claim.within(BalanceGroup.PATIENCE, "both addresses are servers", () -> has(1, 2));

      Files.writeString(hosts, localhost + line(1));
      Duration left =
          Claim.within(
              INTERVAL.plus(BalanceGroup.GRACE), "the one that left is gone", () -> has(1));

      Files.writeString(hosts, localhost);
      Claim.during(INTERVAL.multipliedBy(4), "the last good answer stays", () -> has(1));
      Claim.that(
          balance.d1().log().lines().anyMatch(line -> line.contains(NAME) && line.contains("WARN")),
          "the log does not warn of the name that has no address");
      return "left after " + PairGroup.seconds(left);
    } finally {
      balance.d1().host().run("umount", HOSTS.toString()).orThrow();
    }
  }

  private boolean has(int... routers) throws IOException, InterruptedException {
    Set<String> expected = new TreeSet<>();
    for (int router : routers) {
      expected.add(balance.router(router).address());
    }
    return IpvsTable.servers(balance.d1().host()).keySet().equals(expected);
  }

  private String line(int router) {
    return balance.router(router).address() + " " + NAME + "\n";
  }
}
