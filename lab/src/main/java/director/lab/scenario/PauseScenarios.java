// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.Instance;
import director.lab.watch.EchoProbe;
import director.lab.watch.Echoes;
import director.lab.watch.Sighting;
import director.lab.wire.Host;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The MASTER's processes are stopped, its peer takes over, and then they go on: with all that was
 * sent meanwhile in their queues, or, as after the pause of a whole machine, with nothing of it.
 */
final class PauseScenarios {
  private static final Instance MIDDLE = Instance.photos(PeerGroup.router(150));
  private static final Instance HIGH = Instance.photos(PeerGroup.router(200));

  /** Many intervals, for many packets in the queue. */
  private static final Duration PAUSE = Duration.ofMillis(1500);

  /** A moment in which keepalived, having found a queue, sends 12 advertisements and 60 ARPs. */
  private static final Duration MOMENT = Duration.ofMillis(60);

  private static final int FEW_ADVERTISEMENTS = 2;

  /** A burst of five for each role change that a pause may cost. */
  private static final int FEW_ANNOUNCEMENTS = 10;

  private enum Meanwhile {
    QUEUED,
    LOST
  }

  private final PeerGroup peers;

  private PauseScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    PauseScenarios scenarios = new PauseScenarios(peers);
    return List.of(
        new Scenario(
            "paused-queued",
            "Paused as MASTER, with frames queued: no storm, and we take the traffic back",
            () -> scenarios.weReturn(Meanwhile.QUEUED)),
        new Scenario(
            "paused-lost",
            "Paused as MASTER, with frames lost: no storm, and we take the traffic back",
            () -> scenarios.weReturn(Meanwhile.LOST)),
        new Scenario(
            "paused-outranked",
            "Paused as MASTER, with a better one when we wake: one last word, and the VIP is gone",
            scenarios::weYield),
        new Scenario(
            "paused-peer",
            "keepalived paused as MASTER, with frames lost: when it is back, it gets the traffic",
            scenarios::theyReturn));
  }

  private String weReturn(Meanwhile meanwhile) throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    try (EchoProbe probe = peers.site().probe()) {
      Instant woken = pauseOurs(meanwhile);
      peers.awaitMaster(peers.ours());
      Thread.sleep(PeerGroup.INTERVAL.multipliedBy(3).toMillis());
      Echoes echoes = probe.stop();
      Duration settled = echoes.settled(woken, peers.ours().name());

      Claim.atMost(
          HIGH.election().takesOverAfterSilence().plus(PeerGroup.INTERVAL),
          settled,
          "until we had the traffic");
      Claim.atMost(
          PeerGroup.INTERVAL, echoes.since(woken).outage().length(), "what clients noticed since");
      claimFew("advertisements", FEW_ADVERTISEMENTS, peers.advertised(peers.ours(), woken), woken);
      claimFew("announcements", FEW_ANNOUNCEMENTS, announced(peers.ours(), woken), woken);
      return "ours again after %d ms, clients noticed %s"
          .formatted(settled.toMillis(), echoes.since(woken).outage());
    }
  }

  private String weYield() throws IOException, InterruptedException {
    Duration longest = Duration.ZERO;
    for (Meanwhile meanwhile : Meanwhile.values()) {
      peers.weLead(MIDDLE, HIGH.with("nopreempt"));
      Instant woken = pauseOurs(meanwhile);
      Claim.within(PeerGroup.PATIENCE, "our VIP is gone", () -> !Addresses.holdsVip(peers.ours()));
      Duration took = Duration.between(woken, Instant.now());
      longest = took.compareTo(longest) > 0 ? took : longest;
      peers.awaitState("BACKUP");
      peers.awaitMaster(peers.theirs());

      peers.claimLastWord(woken);
      // Looking costs a process, which takes 0.1 s.
      Claim.atMost(PeerGroup.INTERVAL.plusMillis(300), took, "until the VIP was gone");
    }
    return "VIP gone after at most " + longest.toMillis() + " ms";
  }

  private String theyReturn() throws IOException, InterruptedException {
    peers.weFollow(MIDDLE, HIGH);
    try (EchoProbe probe = peers.site().probe()) {
      peers.theirs().isolate();
      peers.keepalived().freeze();
      peers.awaitMaster(peers.ours());
      Claim.within(
          PeerGroup.PATIENCE,
          "the client reaches us",
          () -> probe.last().by().equals(peers.ours().name()));
      peers.theirs().rejoin();
      Instant woken = Instant.now();
      peers.keepalived().thaw();
      Thread.sleep(PeerGroup.INTERVAL.multipliedBy(8).toMillis());
      Duration settled = probe.stop().settled(woken, peers.theirs().name());

      peers.awaitState("BACKUP");
      Claim.atMost(
          PeerGroup.INTERVAL.plus(PeerGroup.GRACE), settled, "until keepalived had the traffic");
      return settled.toMillis() + " ms after it woke";
    }
  }

  /** Returns the moment at which we woke, with keepalived as MASTER. */
  private Instant pauseOurs(Meanwhile meanwhile) throws IOException, InterruptedException {
    if (meanwhile == Meanwhile.LOST) {
      peers.ours().isolate();
    }
    peers.director().freeze();
    Thread.sleep(PAUSE.toMillis());
    Claim.that(peers.election().isMaster(peers.theirs()), "keepalived has not taken over");
    if (meanwhile == Meanwhile.LOST) {
      peers.ours().rejoin();
    }
    Instant woken = Instant.now();
    peers.director().thaw();
    return woken;
  }

  private List<? extends Sighting> announced(Host host, Instant since) {
    return peers.site().observer().announcements(host, since);
  }

  /** The most of them that fell into one moment. */
  private static void claimFew(
      String what, int few, List<? extends Sighting> sightings, Instant since) {
    for (Sighting first : sightings) {
      Instant end = first.at().plus(MOMENT);
      long count =
          sightings.stream()
              .filter(one -> !one.at().isBefore(first.at()) && one.at().isBefore(end))
              .count();
      Claim.that(
          count <= few,
          "%d %s within %d ms, %d ms after we woke"
              .formatted(
                  count, what, MOMENT.toMillis(), Duration.between(since, first.at()).toMillis()));
    }
  }
}
