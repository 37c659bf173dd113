// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.Client;
import director.lab.site.Download;
import director.lab.site.IpvsTable;
import director.lab.site.PhotoSite;
import director.lab.watch.Outage;
import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.VipProbe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The photo site while the elector of the Master is restarted. */
final class RestartScenarios {
  private static final int RESTARTS = 3;

  /** What one emulated processor may add, on which a JVM starts at the same time. */
  private static final Duration UNNOTICED = Duration.ofMillis(500);

  private final PairGroup pair;

  RestartScenarios(PairGroup pair) {
    this.pair = pair;
  }

  List<Scenario> list() {
    return List.of(
        new Scenario(
            "restart-elector",
            "The Master's elector is restarted again and again, and nobody takes over or notices",
            this::restarted),
        new Scenario(
            "restart-elector-lost",
            "An elector that leaves for a restart and never returns is replaced within its promise",
            this::lost));
  }

  private String restarted() throws IOException, InterruptedException {
    PhotoSite site = pair.site().photos();
    String rules = IpvsTable.rules(pair.d1().host());
    Instant since = Instant.now();
    Download download = pair.client().download();
    List<Duration> silences = new ArrayList<>();
    Outage outage;
    try (VipProbe probe = site.probe()) {
      Claim.within(PairGroup.PATIENCE, "the VIP answers", () -> probe.lastAnswered() > 0);
      for (int restart = 0; restart < RESTARTS; restart++) {
        silences.add(Restart.of(pair.d1(), pair.election()));
        Claim.equal(
            0, pair.client().spread(6).getOrDefault(Client.NOBODY, 0), "unanswered requests");
      }
      outage = probe.stop();
    }

    Claim.equal(
        List.of(), site.observer().advertisements(pair.d2().host(), since), "d2's advertisements");
    download.complete(Duration.ofSeconds(60));
    Claim.equal(rules, IpvsTable.rules(pair.d1().host()), "IPVS rules afterwards");
    Claim.atMost(UNNOTICED, outage.length(), "what clients noticed");
    return Restart.told(silences) + ", clients noticed " + outage;
  }

  private String lost() throws IOException, InterruptedException {
    pair.d1().killDirector();
    pair.d1().awaitEnd();
    Instant left = Instant.now();
    pair.d1().leaveElector();

    Advertisement first = pair.election().awaitFirst(pair.d2().host(), left, PairGroup.PATIENCE);
    Duration took =
        Duration.between(pair.election().lastBefore(pair.d1().host(), first.at()).at(), first.at());
    Claim.atMost(Restart.PROMISE.plusMillis(100), took, "d2's takeover");
    Claim.that(Addresses.holdsVip(pair.d1().host()), "d1 removed the VIP");
    pair.d1().start();
    return took.toMillis() + " ms after its last word";
  }
}
