// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Client;
import director.lab.site.DirectorHost;
import director.lab.site.DirectorPair;
import director.lab.site.DirectorStatus;
import director.lab.site.IpvsTable;
import director.lab.site.PhotoRouter;
import director.lab.site.VirtualRouter;
import director.lab.watch.Observer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The photo site with two directors: calm means that d1 is Master and both balance three routers.
 */
final class PairGroup extends SiteGroup<DirectorPair> {
  static final Map<String, String> ALL_UP =
      Map.of("router1", "UP", "router2", "UP", "router3", "UP");

  /** Two JVMs start on each of two directors, in User-Mode Linux on one processor. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  /** A check's interval and timeout, twice, and once more for the slowness of the lab. */
  private static final Duration NOTICES = Duration.ofSeconds(6);

  private final Path distribution;

  PairGroup(Path distribution) {
    this.distribution = distribution;
  }

  @Override
  public String name() {
    return "photos";
  }

  @Override
  public List<Scenario> scenarios() {
    return Stream.of(
            new PhotoScenarios(this).list(),
            new FailoverScenarios(this).list(),
            new RestartScenarios(this).list(),
            new ReloadScenarios(this).list(),
            new BesideScenarios(this).list())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  DirectorPair build() throws IOException, InterruptedException {
    DirectorPair pair = DirectorPair.build(distribution);
    for (DirectorHost director : pair.directors()) {
      director.start();
    }
    return pair;
  }

  @Override
  void awaitCalm(DirectorPair pair) throws IOException, InterruptedException {
    new Election(pair.observer()).awaitMaster(pair.d1().host(), PATIENCE);
    Claim.within(PATIENCE, "d1 is MASTER of three routers", () -> isCalm(pair.d1(), "MASTER"));
    Claim.within(PATIENCE, "d2 is BACKUP of three routers", () -> isCalm(pair.d2(), "BACKUP"));
  }

  DirectorHost d1() {
    return site().d1();
  }

  DirectorHost d2() {
    return site().d2();
  }

  Client client() {
    return site().photos().client();
  }

  Election election() {
    return new Election(site().observer());
  }

  /** The status of a director that must be reachable. */
  static DirectorStatus status(DirectorHost director) throws IOException {
    return director
        .status()
        .orElseThrow(
            () -> new AssertionError("the control socket of " + director.name() + " is dead"));
  }

  /** Waits until no director balances to {@code router}, and says how long that took. */
  Duration awaitGone(PhotoRouter router) throws IOException, InterruptedException {
    return awaitBalanced(router, false);
  }

  /** Waits until both directors balance to {@code router} again, and says how long that took. */
  Duration awaitBack(PhotoRouter router) throws IOException, InterruptedException {
    return awaitBalanced(router, true);
  }

  /** Nobody but d1 has advertised, and it did so without a pause. */
  String steady(Instant since) {
    Claim.equal(
        List.of(), site().observer().advertisements(d2().host(), since), "d2's advertisements");
    Optional<Duration> longest =
        Observer.rhythm(site().observer().advertisements(d1().host(), since)).stream()
            .max(Duration::compareTo);
    Claim.that(longest.isPresent(), "d1 has not advertised");
    Claim.atMost(
        VirtualRouter.INTERVAL.plusMillis(250),
        longest.get(),
        "the longest pause between advertisements");
    return "advertisements at most " + longest.get().toMillis() + " ms apart";
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  private Duration awaitBalanced(PhotoRouter router, boolean balanced)
      throws IOException, InterruptedException {
    return Claim.within(
        NOTICES,
        router.name() + (balanced ? " is in both tables" : " is in neither table"),
        () -> isBalanced(router, d1()) == balanced && isBalanced(router, d2()) == balanced);
  }

  private static boolean isBalanced(PhotoRouter router, DirectorHost director)
      throws IOException, InterruptedException {
    return IpvsTable.servers(director.host()).containsKey(router.address());
  }

  private static boolean isCalm(DirectorHost director, String state) throws IOException {
    return director
        .status()
        .filter(status -> status.state().equals(state) && status.servers().equals(ALL_UP))
        .isPresent();
  }
}
