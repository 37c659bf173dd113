// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Addresses;
import director.lab.site.DirectorConfig;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorStatus;
import director.lab.site.ElectionSite;
import director.lab.site.Instance;
import director.lab.site.PhotoSite;
import director.lab.watch.EchoProbe;
import director.lab.watch.Echoes;
import director.lab.watch.Observer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Scenarios of two of our directors, d1 of priority 200 and d2 of 150, with an interval of 100 ms.
 */
final class TwinGroup extends SiteGroup<ElectionSite> {
  static final Instance FIRST = Instance.photos(PeerGroup.router(200));
  static final Instance SECOND = Instance.photos(PeerGroup.router(150));

  private final String name;
  private final Path distribution;
  private final List<Scenario> scenarios;

  /**
   * @param scenarios made for this group
   */
  TwinGroup(String name, Path distribution, Function<TwinGroup, List<Scenario>> scenarios) {
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
  ElectionSite build() throws IOException, InterruptedException {
    ElectionSite site = ElectionSite.build(distribution);
    configure(site.d1(), FIRST);
    configure(site.d2(), SECOND);
    site.d1().start();
    site.d2().start();
    return site;
  }

  @Override
  void awaitCalm(ElectionSite site) throws IOException, InterruptedException {
    new Election(site.observer(), FIRST).awaitMaster(site.d1().host(), PeerGroup.PATIENCE);
    for (DirectorHost director : site.directors()) {
      String state = director == site.d1() ? "MASTER" : "BACKUP";
      Claim.within(
          PeerGroup.PATIENCE,
          director.name() + " is " + state,
          () -> director.status().filter(one -> one.state().equals(state)).isPresent());
    }
  }

  DirectorHost d1() {
    return site().d1();
  }

  DirectorHost d2() {
    return site().d2();
  }

  Election election() {
    return new Election(site().observer(), FIRST);
  }

  static void configure(DirectorHost director, Instance instance) throws IOException {
    director.configure(DirectorConfig.of(director.name(), "", instance));
  }

  static void reload(DirectorHost director, Instance instance) throws IOException {
    configure(director, instance);
    director.reload();
  }

  static DirectorStatus status(DirectorHost director) throws IOException {
    return PairGroup.status(director);
  }

  void awaitMaster(DirectorHost director) throws IOException, InterruptedException {
    election().awaitMaster(director.host(), PeerGroup.PATIENCE);
    Claim.within(
        PeerGroup.PATIENCE,
        director.name() + " has the VIP",
        () -> Addresses.holdsVip(director.host()));
  }

  /** A probe of the VIP that has begun, and that reaches {@code first}. */
  EchoProbe probe(DirectorHost first) throws IOException, InterruptedException {
    EchoProbe probe = site().probe(PhotoSite.VIP);
    Claim.within(
        PeerGroup.PATIENCE,
        "the client reaches " + first.name(),
        () -> probe.last().by().equals(first.name()));
    return probe;
  }

  /** Nobody but d1 has advertised since then, and it did so without a pause. */
  String steady(Instant since) {
    Claim.equal(List.of(), election().of(d2().host(), since), "d2's advertisements");
    Duration longest =
        Observer.rhythm(election().of(d1().host(), since)).stream()
            .max(Duration::compareTo)
            .orElseThrow(() -> new AssertionError("d1 has not advertised"));
    Claim.atMost(
        PeerGroup.INTERVAL.multipliedBy(2), longest, "the longest pause between advertisements");
    return "advertisements at most " + longest.toMillis() + " ms apart";
  }

  /**
   * What became of all that the client sent: nothing was lost, and in the end it reached {@code
   * last}.
   */
  static String unnoticed(Echoes echoes, DirectorHost last) {
    Claim.equal(0L, echoes.lost(), "lost of " + echoes.all().size() + " datagrams");
    Claim.equal(
        last.name(), echoes.all().get(echoes.all().size() - 1).by(), "who answers in the end");
    return "%d datagrams, none lost, the slowest answered after %s"
        .formatted(echoes.all().size(), echoes.outage());
  }
}
