// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Instance;
import director.lab.site.KeepalivedConfig;
import director.lab.site.VirtualRouter;
import director.lab.watch.EchoProbe;
import director.lab.wire.Host;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Split brain. The client is on the loser's side, and so has learnt its hardware address: who wins
 * must make that good. The switch loses all packets of the winner, and no cable says so.
 */
final class PartitionScenarios {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final VirtualRouter LOW = new VirtualRouter(3, 100, INTERVAL);
  private static final VirtualRouter HIGH = new VirtualRouter(3, 150, INTERVAL);
  private static final Duration ALLOWED = INTERVAL.plus(PeerGroup.GRACE);
  private static final int TIMES = 6;

  /**
   * Lets keepalived say a last word when it yields. By default it does not, and then a winner whose
   * advertisement comes first never learns that there were two.
   */
  private static final String SPEAKS = "global_defs { vrrp_higher_prio_send_advert true }\n";

  private final PeerGroup peers;

  private PartitionScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    PartitionScenarios scenarios = new PartitionScenarios(peers);
    return List.of(
        new Scenario(
            "split-we-win",
            "After each of "
                + TIMES
                + " healed partitions we, the winner, get the traffic in an interval",
            scenarios::weWin),
        new Scenario(
            "split-silent-loser",
            "The same with a keepalived that yields without a word, which witnesses find out",
            scenarios::weWinInSilence),
        new Scenario(
            "split-peer-wins",
            "After each of "
                + TIMES
                + " healed partitions keepalived, the winner, gets the traffic in an interval",
            scenarios::theyWin));
  }

  private String weWin() throws IOException, InterruptedException {
    peers.weLead(Instance.photos(HIGH), KeepalivedConfig.of(SPEAKS, Instance.photos(LOW)));
    return heal(peers.ours(), peers.theirs());
  }

  private String weWinInSilence() throws IOException, InterruptedException {
    String client = peers.site().client().address();
    Instance ours =
        Instance.photos(HIGH)
            .with(
                "convergence { gateway = false, witnesses = [\"%s\"], every = %dms }"
                    .formatted(client, INTERVAL.toMillis()));
    peers.weFollow(ours.ranked(1), Instance.photos(LOW));
    peers.weAre(ours);
    peers.awaitMaster(peers.ours(), ours);
    return heal(peers.ours(), peers.theirs());
  }

  private String theyWin() throws IOException, InterruptedException {
    peers.weFollow(Instance.photos(LOW), Instance.photos(HIGH));
    return heal(peers.theirs(), peers.ours());
  }

  /** Several times, because it matters whose advertisement comes first then. */
  private String heal(Host winner, Host loser) throws IOException, InterruptedException {
    List<Duration> took = new ArrayList<>();
    for (int time = 0; time < TIMES; time++) {
      took.add(heal(winner, loser, INTERVAL.multipliedBy(time).dividedBy(TIMES)));
    }
    Claim.atMost(ALLOWED, Collections.max(took), "the longest of " + took);
    return "%s answered after %d to %d ms, allowed %d"
        .formatted(
            winner.name(),
            Collections.min(took).toMillis(),
            Collections.max(took).toMillis(),
            ALLOWED.toMillis());
  }

  /**
   * @param phase by how much longer the partition lasts, so that not every one heals at the same
   *     moment of an interval
   */
  private Duration heal(Host winner, Host loser, Duration phase)
      throws IOException, InterruptedException {
    peers.awaitMaster(winner, Instance.photos(HIGH));
    try (EchoProbe probe = peers.site().probe()) {
      Instant split = Instant.now();
      winner.isolate();
      peers.election(Instance.photos(HIGH)).awaitFirst(loser, split, PeerGroup.PATIENCE);
      Claim.within(
          PeerGroup.PATIENCE,
          "the client reaches " + loser.name(),
          () -> probe.last().by().equals(loser.name()));
      Thread.sleep(INTERVAL.plus(phase).toMillis());
      winner.rejoin();
      Instant healed = Instant.now();
      Thread.sleep(INTERVAL.multipliedBy(4).toMillis());
      Duration took = probe.stop().settled(healed, winner.name());
      Claim.equal(
          List.of(), peers.advertised(loser, healed.plus(ALLOWED)), "advertisements of the loser");
      return took;
    }
  }
}
