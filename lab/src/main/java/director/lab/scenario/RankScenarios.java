// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.Instance;
import director.lab.site.PhotoSite;
import director.lab.site.VirtualRouter;
import director.lab.watch.EchoProbe;
import director.lab.watch.Echoes;
import director.lab.watch.Sighting.Advertisement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who is MASTER when both are well: by rank, by age, and by what happens to the address. */
final class RankScenarios {
  private static final Instance LOW = Instance.photos(PeerGroup.router(100));
  private static final Instance MIDDLE = Instance.photos(PeerGroup.router(150));
  private static final Instance HIGH = Instance.photos(PeerGroup.router(200));
  private static final String LOWER_SOURCE = "192.0.2.5";
  private static final Duration DELAY = Duration.ofSeconds(1);

  /** Long enough for a takeover that must not be. */
  private static final Duration LONG = PeerGroup.INTERVAL.multipliedBy(10);

  /** From the kernel's word that an address is gone until it is there again and announced. */
  private static final Duration RESTORED = Duration.ofMillis(100);

  private final PeerGroup peers;

  RankScenarios(PeerGroup peers) {
    this.peers = peers;
  }

  static List<Scenario> of(PeerGroup peers) {
    return new RankScenarios(peers).list();
  }

  private List<Scenario> list() {
    return List.of(
        new Scenario(
            "nopreempt",
            "Without preemption our higher priority waits until keepalived is dead",
            this::weDoNotPreempt),
        new Scenario(
            "nopreempt-peer",
            "keepalived without preemption waits until we stop",
            this::theyDoNotPreempt),
        new Scenario(
            "preempt-delay",
            "With a delay our higher priority takes over after it, and not before",
            this::weDelay),
        new Scenario(
            "equal",
            "Of two with one priority the running one stays, and of two masters one steps down",
            this::equal),
        new Scenario(
            "vip-removed",
            "A VIP that somebody removes from the MASTER is back at once, and the role stays",
            this::vipRemoved),
        new Scenario(
            "vip-left-over",
            "A VIP left over from a killed MASTER is taken off where keepalived is MASTER now",
            this::leftOver));
  }

  private String weDoNotPreempt() throws IOException, InterruptedException {
    Instance ours = HIGH.with("preempt = false");
    peers.weFollow(ours, MIDDLE);
    Instant calm = Instant.now();
    Claim.during(LONG, "keepalived is MASTER", () -> peers.election().isMaster(peers.theirs()));
    Claim.equal(List.of(), peers.advertised(peers.ours(), calm), "our advertisements");

    peers.keepalived().kill();
    peers.theirs().cutLink();
    Advertisement first = peers.election().awaitFirst(peers.ours(), calm, PeerGroup.PATIENCE);
    Advertisement last = peers.election().lastBefore(peers.theirs(), first.at());
    Duration took = Duration.between(last.at(), first.at());
    peers.theirs().restoreLink();
    Claim.atMost(ours.election().takesOverAfterSilence(), took, "our takeover");
    return took.toMillis() + " ms after its last word";
  }

  private String theyDoNotPreempt() throws IOException, InterruptedException {
    peers.weLead(MIDDLE, HIGH.with("nopreempt"));
    Instant calm = Instant.now();
    Claim.during(LONG, "we are MASTER", () -> peers.election().isMaster(peers.ours()));
    Claim.equal(List.of(), peers.advertised(peers.theirs(), calm), "keepalived's advertisements");

    peers.director().terminate();
    peers.awaitMaster(peers.theirs());
    Claim.equal(0, peers.director().awaitEnd(), "exit status");
    return "";
  }

  private String weDelay() throws IOException, InterruptedException {
    peers.weFollow(LOW, MIDDLE);
    Instant since = Instant.now();
    peers.weAre(HIGH.with("preempt-delay = " + DELAY.toMillis() + "ms"));
    Advertisement first = peers.election().awaitFirst(peers.ours(), since, PeerGroup.PATIENCE);
    Duration took = Duration.between(since, first.at());

    Claim.that(took.compareTo(DELAY) >= 0, "it took over after " + took.toMillis() + " ms");
    // The reload itself takes a moment, and the last heard advertisement still has to age.
    Claim.atMost(
        DELAY.plus(HIGH.election().takesOverAfterSilence()).plusSeconds(1), took, "our takeover");
    peers.awaitMaster(peers.ours());
    return took.toMillis() + " ms";
  }

  private String equal() throws IOException, InterruptedException {
    peers.weLead(MIDDLE, MIDDLE);
    Instant calm = Instant.now();
    Claim.during(LONG, "we are MASTER", () -> peers.election().isMaster(peers.ours()));
    Claim.equal(List.of(), peers.advertised(peers.theirs(), calm), "keepalived's advertisements");

    // Now its address decides, which is above ours.
    Duration higher = healed(MIDDLE.election(), peers.theirs().name());
    peers.theyAre(MIDDLE.with("mcast_src_ip " + LOWER_SOURCE));
    peers.weAre(HIGH);
    peers.awaitMaster(peers.ours());
    peers.weAre(MIDDLE);
    Duration lower = healed(MIDDLE.election(), peers.ours().name());
    return "keepalived's higher address answered after %d ms, ours after %d ms"
        .formatted(higher.toMillis(), lower.toMillis());
  }

  /** Splits the two, heals, and says how long the winner needed to get the traffic. */
  private Duration healed(VirtualRouter election, String winner)
      throws IOException, InterruptedException {
    try (EchoProbe probe = peers.site().probe()) {
      peers.theirs().isolate();
      Thread.sleep(election.takesOverAfterSilence().plus(PeerGroup.INTERVAL).toMillis());
      peers.theirs().rejoin();
      Instant healed = Instant.now();
      Thread.sleep(LONG.toMillis());
      Duration took = probe.stop().settled(healed, winner);
      Claim.atMost(PeerGroup.INTERVAL.plus(PeerGroup.GRACE), took, winner + "'s return");
      return took;
    }
  }

  private String vipRemoved() throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    int restored = restored();
    Instant since = Instant.now();
    try (EchoProbe probe = peers.site().probe()) {
      peers
          .ours()
          .run("ip", "addr", "del", PhotoSite.VIP + PhotoSite.PREFIX_LENGTH, "dev", "eth0")
          .orThrow();
      Claim.within(
          Duration.ofSeconds(2), "the VIP is back", () -> Addresses.holdsVip(peers.ours()));
      Thread.sleep(LONG.toMillis());
      Echoes echoes = probe.stop();

      Claim.equal(restored + 1, restored(), "addresses that we have restored");
      Claim.equal("MASTER", peers.status().state(), "our state");
      Claim.equal(
          List.of(), peers.advertised(peers.theirs(), since), "keepalived's advertisements");
      Claim.atMost(RESTORED, echoes.outage().length(), "what clients noticed");
      return "clients noticed " + echoes.outage();
    }
  }

  private int restored() throws IOException {
    return peers.status().instance().path("statistics").path("addressesRestored").asInt();
  }

  private String leftOver() throws IOException, InterruptedException {
    peers.weLead(HIGH, MIDDLE);
    peers.director().killBoth();
    peers.director().awaitEnd();
    peers.awaitMaster(peers.theirs());
    Claim.that(
        Addresses.holdsVip(peers.ours()), "nobody is left to remove the VIP, yet it is gone");

    Instant start = Instant.now();
    peers.weAre(LOW);
    peers.awaitState("BACKUP");
    Claim.within(PeerGroup.PATIENCE, "our VIP is gone", () -> !Addresses.holdsVip(peers.ours()));
    Claim.during(LONG, "keepalived is MASTER", () -> peers.election().isMaster(peers.theirs()));
    peers.claimLastWord(start);
    return "";
  }
}
