// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.Instance;
import director.lab.site.VirtualRouter;
import director.lab.watch.EchoProbe;
import director.lab.watch.Echoes;
import java.io.IOException;
import java.util.List;

/** An orderly stop at the protocol's usual second, where keepalived's own costs 0.6 s. */
final class StopScenarios {
  private static final Instance MIDDLE = Instance.photos(new VirtualRouter(3, 150));
  private static final Instance HIGH = Instance.photos(new VirtualRouter(3, 200));

  private final PeerGroup peers;

  private StopScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    StopScenarios scenarios = new StopScenarios(peers);
    return List.of(
        new Scenario(
            "stop-to-peer",
            "Of our orderly stop, with keepalived as the successor, no client notices anything",
            scenarios::stop),
        new Scenario(
            "handover-to-peer",
            "After 'vip handover' keepalived has the VIP, no client notices, and we do not take it back",
            scenarios::handover));
  }

  private String stop() throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    try (EchoProbe probe = peers.site().probe()) {
      Claim.within(
          PeerGroup.PATIENCE,
          "the client reaches us",
          () -> probe.last().by().equals(peers.ours().name()));
      peers.director().terminate();
      Claim.equal(0, peers.director().awaitEnd(), "exit status");
      Claim.that(!Addresses.holdsVip(peers.ours()), "we still have the VIP");
      peers.awaitMaster(peers.theirs(), MIDDLE);
      Echoes echoes = probe.stop();

      Claim.equal(peers.theirs().name(), probe.last().by(), "who answers in the end");
      Claim.equal(0L, echoes.lost(), "lost of " + echoes.all().size() + " datagrams");
      return "%d datagrams, none lost, the slowest answered after %s"
          .formatted(echoes.all().size(), echoes.outage());
    }
  }

  private String handover() throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    try (EchoProbe probe = peers.site().probe()) {
      Claim.within(
          PeerGroup.PATIENCE,
          "the client reaches us",
          () -> probe.last().by().equals(peers.ours().name()));
      peers.director().handOver("photos");
      peers.awaitMaster(peers.theirs(), MIDDLE);
      Claim.that(!Addresses.holdsVip(peers.ours()), "we still have the VIP");
      Claim.during(
          VirtualRouter.INTERVAL.multipliedBy(4),
          "keepalived stays MASTER",
          () -> peers.election(MIDDLE).isMaster(peers.theirs()));
      peers.director().resume();
      peers.awaitMaster(peers.ours(), HIGH);
      Echoes echoes = probe.stop();

      Claim.equal(0L, echoes.lost(), "lost of " + echoes.all().size() + " datagrams");
      return "%d datagrams there and back, none lost, the slowest answered after %s"
          .formatted(echoes.all().size(), echoes.outage());
    }
  }
}
