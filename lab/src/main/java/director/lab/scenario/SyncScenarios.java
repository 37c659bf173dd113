// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.BalancingSite;
import director.lab.site.Connections;
import director.lab.site.Connections.Connection;
import director.lab.site.DirectorHost;
import director.lab.site.ServiceSection;
import director.lab.site.SlowDownloads;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Connections that outlive the director through which they began. */
final class SyncScenarios {
  private static final int DOWNLOADS = 200;
  private static final int PORT = 80;
  private static final String INSTANCE = "photos";

  private final BalanceGroup balance;

  SyncScenarios(BalanceGroup balance) {
    this.balance = balance;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "sync-handover",
            "With connection sync 200 downloads survive a handover, and the sync daemons exchange"
                + " their roles",
            () -> survive(this::handOver, this::resume)),
        new Scenario(
            "sync-death",
            "With connection sync 200 downloads survive the death of the MASTER's host",
            () -> survive(this::die, this::revive)));
  }

  private String survive(Failover.Fault fault, Failover.Fault mend)
      throws IOException, InterruptedException {
    for (DirectorHost director : List.of(balance.d1(), balance.d2())) {
      balance.reload(director, sections());
    }
    awaitRole(balance.d1(), "master");
    awaitRole(balance.d2(), "backup");
    for (DirectorHost director : List.of(balance.d1(), balance.d2())) {
      Claim.equal(
          "3\t10", sysctl(director, "sync_threshold"), "sync_threshold on " + director.name());
    }

    try (SlowDownloads downloads =
        new SlowDownloads(balance.client(), BalanceGroup.vip(PORT), DOWNLOADS)) {
      Claim.within(
          BalanceGroup.PATIENCE, "all downloads run", () -> downloads.running() == DOWNLOADS);
      Claim.within(
          BalanceGroup.PATIENCE,
          "d2 knows all connections",
          () -> established(balance.d2()).containsAll(downloads.clients()));
      fault.happen();
      awaitRole(balance.d2(), "master");
      Claim.equal((long) DOWNLOADS, downloads.running(), "downloads that were still running");
      Claim.within(BalanceGroup.PATIENCE, "all downloads have ended", downloads::ended);
      Claim.equal(
          (long) DOWNLOADS,
          downloads.finished(),
          "downloads that were finished; the others " + downloads.problems());
    }
    mend.happen();
    awaitRole(balance.d1(), "master");
    awaitRole(balance.d2(), "backup");
    return "all of " + DOWNLOADS;
  }

  private void handOver() throws IOException, InterruptedException {
    balance.d1().handOver(INSTANCE);
    awaitRole(balance.d1(), "backup");
    Claim.within(
        BalanceGroup.PATIENCE, "d2 has the VIP", () -> Addresses.holdsVip(balance.d2().host()));
  }

  private void resume() throws IOException {
    balance.d1().resume();
  }

  private void die() throws IOException, InterruptedException {
    balance.d1().killBoth();
    balance.d1().host().cutLink();
    Claim.within(
        BalanceGroup.PATIENCE, "d2 has the VIP", () -> Addresses.holdsVip(balance.d2().host()));
  }

  private void revive() throws IOException, InterruptedException {
    balance.d1().awaitEnd();
    balance.d1().host().restoreLink();
    balance.d1().start();
  }

  private Object[] sections() {
    return new Object[] {
      ServiceSection.of(
              "photos-http",
              "virtual = \"" + BalancingSite.VIP + ":" + PORT + "\"",
              "scheduler = rr",
              "check = none")
          .over(balance.site().routers(), 1, 1, 1, 1),
      """
      # What a lost datagram of the sync daemon did not say is said again ten packets later.
      ipvs {
        sync { interface = eth0, follow = %s }
        sysctl { apply = true, sync_threshold = "3 10" }
      }
      """
          .formatted(INSTANCE)
    };
  }

  /** Waits until the kernel of {@code director} has the sync daemon of this role, and only that. */
  private static void awaitRole(DirectorHost director, String role)
      throws IOException, InterruptedException {
    String other = role.equals("master") ? "backup" : "master";
    Claim.within(
        BalanceGroup.PATIENCE,
        "the sync daemon on " + director.name() + " is " + role,
        () -> {
          String daemons = director.host().run("ipvsadm", "-L", "--daemon").orThrow();
          return daemons.contains(role + " sync daemon (mcast=eth0")
              && !daemons.contains(other + " sync daemon");
        });
  }

  /** By client; those of earlier downloads may still be among them. */
  private static Set<String> established(DirectorHost director)
      throws IOException, InterruptedException {
    Connections all = Connections.of(director.host()).to(BalancingSite.VIP + ":" + PORT);
    return all.in("ESTABLISHED").all().stream().map(Connection::client).collect(Collectors.toSet());
  }

  private static String sysctl(DirectorHost director, String name)
      throws IOException, InterruptedException {
    return director.host().run("sysctl", "-n", "net.ipv4.vs." + name).orThrow().strip();
  }
}
