// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.Instance;
import director.lab.site.KeepalivedConfig;
import director.lab.site.KeepalivedHost;
import director.lab.site.PeerSite;
import director.lab.site.VirtualRouter;
import director.lab.watch.Sighting.Advertisement;
import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Scenarios of our director with keepalived as its peer. Each configures both as it needs them:
 * ours by a reload, which costs less than a start, keepalived by a start.
 */
final class PeerGroup extends SiteGroup<PeerSite> {
  /** Two JVMs may have to start, in User-Mode Linux on one processor. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Between advertisements, where the scenario is about what happens and not about how long. */
  static final Duration INTERVAL = Duration.ofMillis(100);

  private static final int LEAST = 1;

  /** What one emulated processor may add to what the protocol says. */
  static final Duration GRACE = Duration.ofMillis(100);

  private final String name;
  private final Path distribution;
  private final List<Scenario> scenarios;

  /**
   * @param scenarios made for this group
   */
  PeerGroup(String name, Path distribution, Function<PeerGroup, List<Scenario>> scenarios) {
    this.name = name;
    this.distribution = distribution;
    this.scenarios = scenarios.apply(this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Scenario> scenarios() {
    return scenarios;
  }

  @Override
  PeerSite build() throws IOException, InterruptedException {
    return PeerSite.build(distribution);
  }

  @Override
  void awaitCalm(PeerSite site) {
    // Each scenario brings about what it begins with.
  }

  /** Version 3, every 100 ms. */
  static VirtualRouter router(int priority) {
    return new VirtualRouter(3, priority, INTERVAL);
  }

  DirectorHost director() {
    return site().director();
  }

  Host ours() {
    return director().host();
  }

  KeepalivedHost keepalived() {
    return site().keepalived();
  }

  Host theirs() {
    return keepalived().host();
  }

  /** That of the lab's usual virtual router. */
  Election election() {
    return election(Instance.photos(router(1)));
  }

  Election election(Instance instance) {
    return new Election(site().observer(), instance);
  }

  /** Lets our director go on with these, or start with them. */
  void weAre(Instance... instances) throws IOException, InterruptedException {
    weAre("", instances);
  }

  void weAre(String sections, Instance... instances) throws IOException, InterruptedException {
    director().configure(DirectorConfig.of(director().name(), sections, instances));
    if (director().isRunning()) {
      director().reload();
    } else {
      director().start();
      Claim.within(PATIENCE, "our director answers", () -> director().status().isPresent());
    }
  }

  /** Starts keepalived with these, whatever it did before. */
  void theyAre(Instance... instances) throws IOException, InterruptedException {
    theyAre(KeepalivedConfig.of(instances));
  }

  void theyAre(KeepalivedConfig config) throws IOException, InterruptedException {
    theyEnd();
    keepalived().start(config);
  }

  /** Stops keepalived, if it runs. */
  void theyEnd() throws InterruptedException {
    if (keepalived().isRunning()) {
      keepalived().terminate();
      keepalived().awaitEnd();
    }
  }

  /** Brings it about that ours is BACKUP and keepalived, of higher priority, MASTER. */
  void weFollow(Instance ours, Instance theirs) throws IOException, InterruptedException {
    theyEnd();
    weAre(ours.ranked(LEAST));
    theyAre(theirs);
    awaitMaster(theirs(), theirs);
    weAre(ours);
    awaitState("BACKUP");
  }

  /** Brings it about that ours is MASTER, and keepalived has heard it. */
  void weLead(Instance ours, Instance theirs) throws IOException, InterruptedException {
    weLead(ours, KeepalivedConfig.of(theirs));
  }

  void weLead(Instance ours, KeepalivedConfig theirs) throws IOException, InterruptedException {
    theyEnd();
    weAre(ours);
    awaitMaster(ours(), ours);
    theyAre(theirs);
    Claim.within(PATIENCE, "keepalived is BACKUP", () -> keepalived().entered("BACKUP"));
    awaitMaster(ours(), ours);
  }

  /** Waits until {@code host} is MASTER of the virtual router, alone, and has its addresses. */
  void awaitMaster(Host host, Instance instance) throws IOException, InterruptedException {
    election(instance).awaitMaster(host, PATIENCE);
    for (String address : instance.addresses()) {
      Claim.within(PATIENCE, host.name() + " has " + address, () -> Addresses.holds(host, address));
    }
  }

  void awaitMaster(Host host) throws IOException, InterruptedException {
    awaitMaster(host, Instance.photos(router(1)));
  }

  void awaitState(String state) throws IOException, InterruptedException {
    Claim.within(
        PATIENCE,
        "our director is " + state,
        () -> director().status().filter(status -> status.state().equals(state)).isPresent());
  }

  /**
   * Who gives addresses up that neighbours may have learnt here says so with one advertisement,
   * after it has heard the MASTER, so that this one announces itself; and it announces nothing.
   */
  void claimLastWord(Instant since) {
    List<Advertisement> ours = advertised(ours(), since);
    Claim.that(ours.size() <= 1, "more than a last word: " + ours);
    for (Advertisement word : ours) {
      boolean heard =
          advertised(theirs(), since.minus(INTERVAL.multipliedBy(2))).stream()
              .anyMatch(theirs -> theirs.at().isBefore(word.at()));
      Claim.that(heard, "it spoke before it heard keepalived: " + word);
    }
    Claim.equal(
        List.of(), site().observer().announcements(ours(), since), "our announcements of the VIP");
  }

  DirectorStatus status() throws IOException {
    return PairGroup.status(director());
  }

  /** What {@code host} has advertised since then. */
  List<Advertisement> advertised(Host host, Instant since) {
    return site().observer().advertisements(host, since);
  }
}
