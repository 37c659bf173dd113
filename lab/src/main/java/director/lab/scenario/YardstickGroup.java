// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.IpvsTable;
import director.lab.site.KeepalivedPair;
import director.lab.site.VirtualRouter;
import director.lab.watch.Outage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The lab measures what is known: keepalived's failover, whose length the protocol gives. When
 * these fail, distrust the lab, not the daemon.
 */
final class YardstickGroup extends SiteGroup<KeepalivedPair> {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Override
  public String name() {
    return "yardstick";
  }

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        new Scenario(
            "yardstick-stop",
            "The lab measures a graceful stop of keepalived as its skew time",
            this::stop),
        new Scenario(
            "yardstick-death",
            "The lab measures the death of keepalived's host as the protocol has it",
            this::death));
  }

  @Override
  KeepalivedPair build() throws IOException, InterruptedException {
    return KeepalivedPair.start();
  }

  @Override
  void awaitCalm(KeepalivedPair pair) throws IOException, InterruptedException {
    new Election(pair.observer()).awaitMaster(pair.d1().host(), PATIENCE);
    Claim.within(
        PATIENCE,
        "three routers balanced by both directors",
        () ->
            IpvsTable.servers(pair.d1().host()).size() == 3
                && IpvsTable.servers(pair.d2().host()).size() == 3);
  }

  private String stop() throws IOException, InterruptedException {
    Outage outage = Failover.outage(site().photos(), site().d1()::terminate, site().d2().host());
    site().restartFirst();

    Claim.atMost(VirtualRouter.SECOND.takesOverAfterGoodbye(), outage.length(), "the takeover");
    Claim.that(
        outage.length().compareTo(VirtualRouter.SECOND.skew().minusMillis(50)) > 0,
        "shorter than the skew time: " + outage);
    return "outage " + outage;
  }

  private String death() throws IOException, InterruptedException {
    Outage outage =
        Failover.outage(
            site().photos(),
            () -> {
              site().d1().kill();
              site().d1().host().cutLink();
            },
            site().d2().host());

    Claim.atMost(VirtualRouter.SECOND.takesOverAfterSilence(), outage.length(), "the takeover");
    Claim.that(outage.length().toMillis() > 2000, "shorter than two intervals: " + outage);
    return "outage " + outage;
  }
}
