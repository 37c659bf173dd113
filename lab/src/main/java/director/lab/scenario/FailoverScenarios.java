// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.Client;
import director.lab.site.Download;
import director.lab.site.IpvsTable;
import director.lab.site.PhotoRouter;
import director.lab.site.VirtualRouter;
import director.lab.watch.Outage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The photo site while the first director stops, dies in parts or as a whole, and comes back. */
final class FailoverScenarios {
  private static final VirtualRouter BACKUP = VirtualRouter.SECOND;

  /** What one emulated processor may add, on which a JVM starts at the same time. */
  private static final Duration UNNOTICED = Duration.ofMillis(500);

  private final PairGroup pair;

  FailoverScenarios(PairGroup pair) {
    this.pair = pair;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "elector-killed",
            "A killed elector is replaced while the director goes on",
            this::electorKilled),
        new Scenario(
            "director-killed",
            "A killed director leaves the election alone, and adopts the table when it is back",
            this::directorKilled),
        new Scenario(
            "kept-restart",
            "A download outlives 'stop --keep' and start, and IPVS is not written to",
            this::keptRestart),
        new Scenario(
            "graceful-stop",
            "After an orderly stop of the Master the backup takes over within its skew time",
            this::gracefulStop),
        new Scenario(
            "processes-killed",
            "With the Master's processes killed its kernel forwards until the backup takes over",
            this::processesKilled),
        new Scenario(
            "host-dead",
            "After the death of the Master's host the backup takes over in time, and gives back unnoticed",
            this::hostDead));
  }

  private String electorKilled() throws IOException, InterruptedException {
    String rules = IpvsTable.rules(pair.d1().host());
    ProcessHandle director = pair.d1().director();
    ProcessHandle killed = pair.d1().elector();
    PhotoRouter router = pair.site().photos().routers().get(0);
    Instant since = Instant.now();
    Outage outage =
        Failover.outage(
            pair.site().photos(),
            () -> {
              pair.d1().killElector();
              router.fallSick();
              pair.awaitGone(router);
              router.recover();
              pair.election()
                  .awaitFirst(pair.d1().host(), since.plusMillis(200), PairGroup.PATIENCE);
            },
            pair.d1().host());

    Claim.that(director.isAlive(), "the director died with its elector");
    Claim.that(!pair.d1().elector().equals(killed), "it is still the same elector");
    Claim.equal(rules, IpvsTable.rules(pair.d1().host()), "IPVS rules afterwards");
    Claim.atMost(BACKUP.takesOverAfterSilence(), outage.length(), "what clients noticed");
    return "clients noticed " + outage;
  }

  private String directorKilled() throws IOException, InterruptedException {
    String rules = IpvsTable.rules(pair.d1().host());
    ProcessHandle elector = pair.d1().elector();
    Instant since = Instant.now();
    pair.d1().killDirector();
    pair.d1().awaitEnd();

    Claim.during(
        Duration.ofSeconds(3), "d1 is Master", () -> pair.election().isMaster(pair.d1().host()));
    Claim.equal(0, pair.client().spread(6).getOrDefault(Client.NOBODY, 0), "unanswered requests");
    pair.d1().start();
    pair.awaitCalm(pair.site());

    Claim.equal(elector, pair.d1().elector(), "the elector");
    Claim.equal(rules, IpvsTable.rules(pair.d1().host()), "IPVS rules afterwards");
    Claim.equal(0L, PairGroup.status(pair.d1()).ipvsWrites(), "writes to IPVS since the start");
    return pair.steady(since);
  }

  private String keptRestart() throws IOException, InterruptedException {
    String rules = IpvsTable.rules(pair.d1().host());
    Instant since = Instant.now();
    Download download = pair.client().download();
    Claim.within(PairGroup.PATIENCE, "the download has begun", () -> download.received() > 0);
    pair.d1().control("stop", "--keep").orThrow();
    Claim.equal(0, pair.d1().awaitEnd(), "exit status");
    Claim.equal(rules, IpvsTable.rules(pair.d1().host()), "IPVS rules meanwhile");
    Claim.that(Addresses.holdsVip(pair.d1().host()), "d1 gave up the VIP");
    pair.d1().start();
    pair.awaitCalm(pair.site());
    Claim.that(!download.ended(), "the download was over too soon to show anything");

    download.complete(Duration.ofSeconds(60));
    Claim.equal(0L, PairGroup.status(pair.d1()).ipvsWrites(), "writes to IPVS since the start");
    return pair.steady(since);
  }

  private String gracefulStop() throws IOException, InterruptedException {
    Outage outage = Failover.outage(pair.site().photos(), pair.d1()::terminate, pair.d2().host());

    Claim.equal(0, pair.d1().awaitEnd(), "exit status");
    Claim.that(
        pair.d1().host().processes().isEmpty(), "still running: " + pair.d1().host().processes());
    Claim.that(!Addresses.holdsVip(pair.d1().host()), "d1 still has the VIP");
    pair.d1().start();
    Claim.atMost(BACKUP.takesOverAfterGoodbye(), outage.length(), "the takeover");
    return "outage " + outage;
  }

  private String processesKilled() throws IOException, InterruptedException {
    Outage outage =
        Failover.outage(
            pair.site().photos(),
            () -> {
              pair.d1().killBoth();
              Claim.equal(
                  0,
                  pair.client().spread(6).getOrDefault(Client.NOBODY, 0),
                  "unanswered requests after the kill");
            },
            pair.d2().host());

    Claim.equal("MASTER", PairGroup.status(pair.d2()).state(), "state of d2");
    Claim.that(
        Addresses.holdsVip(pair.d1().host()),
        "the lab removed the VIP, not the death of the processes");
    pair.d1().start();
    Claim.atMost(UNNOTICED, outage.length(), "what clients noticed");
    return "clients noticed " + outage;
  }

  private String hostDead() throws IOException, InterruptedException {
    Outage death =
        Failover.outage(
            pair.site().photos(),
            () -> {
              pair.d1().killBoth();
              pair.d1().host().cutLink();
            },
            pair.d2().host());
    Claim.equal("MASTER", PairGroup.status(pair.d2()).state(), "state of d2");
    Outage back =
        Failover.outage(
            pair.site().photos(),
            () -> {
              pair.d1().host().restoreLink();
              pair.d1().start();
            },
            pair.d1().host());

    Claim.equal("MASTER", PairGroup.status(pair.d1()).state(), "state of d1");
    Claim.equal("BACKUP", PairGroup.status(pair.d2()).state(), "state of d2");
    Claim.atMost(BACKUP.takesOverAfterSilence(), death.length(), "the takeover");
    Claim.atMost(UNNOTICED, back.length(), "what clients noticed of the return");
    return "outage " + death + ", and " + back + " when it came back";
  }
}
