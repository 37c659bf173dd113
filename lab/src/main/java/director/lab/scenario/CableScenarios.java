// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.Instance;
import director.lab.watch.EchoProbe;
import director.lab.watch.Echoes;
import director.lab.watch.Sighting.Advertisement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What happens to the MASTER's network card, and the way back without a restart. */
final class CableScenarios {
  private static final Instance MIDDLE = Instance.photos(PeerGroup.router(150));
  private static final Instance HIGH = Instance.photos(PeerGroup.router(200));
  private static final Duration LONG = PeerGroup.INTERVAL.multipliedBy(10);
  private static final int FLAPS = 5;

  private final PeerGroup peers;

  private CableScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    CableScenarios scenarios = new CableScenarios(peers);
    return List.of(
        new Scenario(
            "link-flap",
            "A pulled cable is a FAULT, and plugged in again it costs the clients nothing more",
            scenarios::linkFlap),
        new Scenario(
            "link-flaps",
            FLAPS + " flaps in a row end with one MASTER that has the traffic",
            scenarios::linkFlaps),
        new Scenario(
            "recreated",
            "An interface that is deleted and created anew takes part again without a restart",
            scenarios::recreated),
        new Scenario(
            "renamed",
            "An interface that is renamed is a FAULT until it has its name again",
            scenarios::renamed));
  }

  private String linkFlap() throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    try (EchoProbe probe = peers.site().probe()) {
      Instant cut = Instant.now();
      peers.ours().cutLink();
      Claim.within(Duration.ofSeconds(1), "we are in FAULT", () -> isInState("FAULT"));
      Claim.that(!Addresses.holdsVip(peers.ours()), "in FAULT we still have the VIP");
      Advertisement first = peers.election().awaitFirst(peers.theirs(), cut, PeerGroup.PATIENCE);
      Claim.within(
          PeerGroup.PATIENCE,
          "the client reaches keepalived",
          () -> probe.last().by().equals(peers.theirs().name()));
      Instant back = Instant.now();
      peers.ours().restoreLink();
      peers.awaitMaster(peers.ours());
      Thread.sleep(LONG.toMillis());
      Echoes echoes = probe.stop();

      Duration down = echoes.outage().length();
      Duration up = echoes.since(back).outage().length();
      echoes.settled(back, peers.ours().name());
      Claim.atMost(
          MIDDLE.election().takesOverAfterSilence(),
          Duration.between(cut, first.at()),
          "keepalived's takeover");
      Claim.atMost(
          MIDDLE.election().takesOverAfterSilence().plus(PeerGroup.GRACE), down, "the outage");
      Claim.atMost(PeerGroup.GRACE, up, "what clients noticed of the return");
      return "outage %d ms, and %d ms when it came back".formatted(down.toMillis(), up.toMillis());
    }
  }

  private String linkFlaps() throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    try (EchoProbe probe = peers.site().probe()) {
      for (int flap = 0; flap < FLAPS; flap++) {
        peers.ours().cutLink();
        peers.ours().restoreLink();
      }
      Instant end = Instant.now();
      peers.awaitMaster(peers.ours());
      Thread.sleep(LONG.toMillis());
      Duration settled = probe.stop().settled(end, peers.ours().name());

      Claim.that(!Addresses.holdsVip(peers.theirs()), "keepalived has the VIP too");
      Claim.atMost(
          HIGH.election().takesOverAfterSilence().plus(PeerGroup.INTERVAL),
          settled,
          "until we had the traffic");
      return settled.toMillis() + " ms after the last";
    }
  }

  private String recreated() throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    long pid = peers.director().elector().pid();
    peers.site().lab().unplug(peers.ours());
    Claim.within(Duration.ofSeconds(2), "we are in FAULT", () -> isInState("FAULT"));
    peers.awaitMaster(peers.theirs());

    return takesPartAgain(pid, () -> peers.site().lab().plug(peers.ours()));
  }

  private String renamed() throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    long pid = peers.director().elector().pid();
    rename("eth0", "other0");
    Claim.within(Duration.ofSeconds(2), "we are in FAULT", () -> isInState("FAULT"));
    peers.awaitMaster(peers.theirs());

    return takesPartAgain(pid, () -> rename("other0", "eth0"));
  }

  /** From {@code mended} until we are MASTER again, in the same process. */
  private String takesPartAgain(long elector, Failover.Fault mended)
      throws IOException, InterruptedException {
    try (EchoProbe probe = peers.site().probe()) {
      Instant start = Instant.now();
      mended.happen();
      peers.awaitMaster(peers.ours());
      Thread.sleep(LONG.toMillis());
      Echoes echoes = probe.stop();
      Duration settled = echoes.settled(start, peers.ours().name());

      Claim.equal(elector, peers.director().elector().pid(), "process of the elector");
      Claim.atMost(PeerGroup.GRACE, echoes.since(start).outage().length(), "what clients noticed");
      Claim.atMost(
          HIGH.election().takesOverAfterSilence().plusSeconds(1),
          settled,
          "until we had the traffic");
      return "MASTER again after " + settled.toMillis() + " ms, clients noticed " + echoes.outage();
    }
  }

  private void rename(String from, String to) throws IOException, InterruptedException {
    peers
        .ours()
        .run(
            "sh",
            "-c",
            "ip link set %1$s down && ip link set %1$s name %2$s && ip link set %2$s up"
                .formatted(from, to))
        .orThrow();
  }

  private boolean isInState(String state) throws IOException {
    return peers.status().state().equals(state);
  }
}
