// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.DirectorHost;
import director.lab.site.InteropSite;
import director.lab.site.KeepalivedHost;
import director.lab.site.VirtualRouter;
import director.lab.watch.Sighting.Advertisement;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Our director and keepalived in one election. Times are the observer's, from the last
 * advertisement of the one to the first of the other, so they do not depend on when within an
 * interval a fault happens.
 */
final class InteropGroup extends SiteGroup<InteropSite> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path distribution;
  private final int version;
  private final VirtualRouter keepalived;
  private final VirtualRouter below;
  private final VirtualRouter above;

  /**
   * @param version of VRRP, 2 or 3
   */
  InteropGroup(Path distribution, int version) {
    this.distribution = distribution;
    this.version = version;
    this.keepalived = new VirtualRouter(version, 150);
    this.below = new VirtualRouter(version, 100);
    this.above = new VirtualRouter(version, 200);
  }

  @Override
  public String name() {
    return "keepalived-v" + version;
  }

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(
            "stops", "keepalived says goodbye, and our backup takes over", this::keepalivedStops),
        scenario(
            "dies", "keepalived falls silent, and our backup takes over", this::keepalivedDies),
        scenario("yields", "keepalived yields to our higher priority", this::keepalivedYields),
        scenario(
            "restart-elector",
            "Our elector is restarted as Master, and keepalived waits for it",
            this::weRestart),
        scenario(
            "restart-elector-lost",
            "Our elector leaves for a restart and never returns, and keepalived takes over",
            this::weNeverReturn),
        scenario("follows-stop", "We say goodbye, and keepalived takes over", this::weStop),
        scenario("follows-death", "We fall silent, and keepalived takes over", this::weDie));
  }

  private Scenario scenario(String name, String claim, Scenario.Body body) {
    return new Scenario("v" + version + "-" + name, "VRRPv" + version + ": " + claim, body);
  }

  @Override
  InteropSite build() throws IOException, InterruptedException {
    InteropSite site = InteropSite.build(distribution);
    site.startKeepalived(keepalived);
    return site;
  }

  @Override
  void awaitCalm(InteropSite site) throws IOException, InterruptedException {
    Election election = new Election(site.observer());
    Claim.within(
        PATIENCE,
        "somebody is Master",
        () ->
            election.isMaster(site.keepalived().host())
                || election.isMaster(site.director().host()));
  }

  private String keepalivedStops() throws IOException, InterruptedException {
    startDirectorAsBackup();
    Instant fault = Instant.now();
    peer().terminate();

    Advertisement first = election().awaitFirst(ours(), fault, PATIENCE);
    Duration took = Duration.between(goodbye(peer().host(), fault).at(), first.at());
    Claim.atMost(below.takesOverAfterGoodbye(), took, "our takeover");
    Claim.that(first.checksumGood(), "bad checksum in " + first);
    awaitVipAt(ours());
    peer().awaitEnd();
    site().startKeepalived(keepalived);
    return took.toMillis() + " ms after the goodbye";
  }

  private String keepalivedDies() throws IOException, InterruptedException {
    startDirectorAsBackup();
    Instant fault = Instant.now();
    peer().kill();
    peer().host().cutLink();

    Advertisement first = election().awaitFirst(ours(), fault, PATIENCE);
    Duration took =
        Duration.between(election().lastBefore(peer().host(), first.at()).at(), first.at());
    Claim.atMost(below.takesOverAfterSilence(), took, "our takeover");
    awaitVipAt(ours());
    peer().host().restoreLink();
    site().startKeepalived(keepalived);
    return took.toMillis() + " ms after its last word";
  }

  private String keepalivedYields() throws IOException, InterruptedException {
    startDirectorAsMaster();

    awaitVipAt(ours());
    Claim.within(PATIENCE, "keepalived gives up the VIP", () -> !Addresses.holdsVip(peer().host()));
    return "";
  }

  private String weRestart() throws IOException, InterruptedException {
    startDirectorAsMaster();
    Instant since = Instant.now();
    List<Duration> silences = new ArrayList<>();
    for (int turn = 0; turn < 2; turn++) {
      silences.add(Restart.of(site().director(), election()));
    }

    Claim.equal(List.of(), site().observer().advertisements(peer().host(), since), "keepalived's");
    Claim.that(!Addresses.holdsVip(peer().host()), "keepalived has the VIP");
    Claim.that(Addresses.holdsVip(ours()), "we lost the VIP");
    return Restart.told(silences);
  }

  private String weNeverReturn() throws IOException, InterruptedException {
    startDirectorAsMaster();
    site().director().killDirector();
    Instant left = Instant.now();
    site().director().leaveElector();

    Advertisement first = election().awaitFirst(peer().host(), left, PATIENCE);
    Duration took = Duration.between(election().lastBefore(ours(), first.at()).at(), first.at());
    Claim.atMost(
        version == 3 ? Restart.PROMISE.plusMillis(100) : keepalived.takesOverAfterSilence(),
        took,
        "keepalived's takeover");
    Claim.that(Addresses.holdsVip(ours()), "we removed the VIP");
    ours().killAll();
    site().startDirector(above);
    return took.toMillis() + " ms after our last word";
  }

  private String weStop() throws IOException, InterruptedException {
    startDirectorAsMaster();
    Instant fault = Instant.now();
    site().director().terminate();

    Advertisement first = election().awaitFirst(peer().host(), fault, PATIENCE);
    Duration took = Duration.between(goodbye(ours(), fault).at(), first.at());
    Claim.atMost(keepalived.takesOverAfterGoodbye(), took, "keepalived's takeover");
    Claim.equal(0, site().director().awaitEnd(), "exit status");
    Claim.that(!Addresses.holdsVip(ours()), "we still have the VIP");
    return took.toMillis() + " ms after the goodbye";
  }

  private String weDie() throws IOException, InterruptedException {
    startDirectorAsMaster();
    Instant fault = Instant.now();
    site().director().killBoth();
    ours().cutLink();

    Advertisement first = election().awaitFirst(peer().host(), fault, PATIENCE);
    Duration took = Duration.between(election().lastBefore(ours(), first.at()).at(), first.at());
    Claim.atMost(keepalived.takesOverAfterSilence(), took, "keepalived's takeover");
    awaitVipAt(peer().host());
    ours().restoreLink();
    return took.toMillis() + " ms after our last word";
  }

  /** Starts ours below keepalived, and waits until it has heard who is Master. */
  private void startDirectorAsBackup() throws IOException, InterruptedException {
    if (ours().processes().isEmpty()) {
      site().startDirector(below);
    }
    Claim.within(
        PATIENCE,
        "our director is BACKUP and knows keepalived as its master",
        () ->
            site().director().status().stream()
                .anyMatch(
                    status ->
                        status.state().equals("BACKUP")
                            && status
                                .instance()
                                .path("master")
                                .path("address")
                                .asText()
                                .equals(peer().host().address())));
  }

  /** Starts ours above keepalived while that is Master, and waits until ours is. */
  private void startDirectorAsMaster() throws IOException, InterruptedException {
    DirectorHost director = site().director();
    if (!director.status().stream().allMatch(status -> status.priority() == above.priority())) {
      director.terminate();
      director.awaitEnd();
    }
    if (ours().processes().isEmpty()) {
      election().awaitMaster(peer().host(), PATIENCE);
      site().startDirector(above);
    }
    election().awaitMaster(ours(), PATIENCE);
    Claim.equal("MASTER", director.status().orElseThrow().state(), "our state");
  }

  private Advertisement goodbye(Host host, Instant since) {
    return site().observer().advertisements(host, since).stream()
        .filter(advertisement -> advertisement.priority() == 0)
        .findFirst()
        .orElseThrow(() -> new AssertionError(host.name() + " has not said goodbye (priority 0)"));
  }

  private void awaitVipAt(Host host) throws IOException, InterruptedException {
    Claim.within(PATIENCE, host.name() + " has the VIP", () -> Addresses.holdsVip(host));
  }

  private Election election() {
    return new Election(site().observer());
  }

  private KeepalivedHost peer() {
    return site().keepalived();
  }

  private Host ours() {
    return site().director().host();
  }
}
