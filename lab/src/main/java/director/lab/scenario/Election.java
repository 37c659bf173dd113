// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.Instance;
import director.lab.site.VirtualRouter;
import director.lab.watch.Observer;
import director.lab.watch.Sighting.Advertisement;
import director.lab.wire.Host;
import java.io.IOException;
import java.net.Inet6Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One election as the observer sees it: who advertises is the Master. */
final class Election {
  private final Observer observer;
  private final Duration interval;
  private final Predicate<Advertisement> about;

  /** The only one on the segment, with an advertisement a second. */
  Election(Observer observer) {
    this(observer, VirtualRouter.INTERVAL, advertisement -> true);
  }

  /** That of a virtual router: its VRID, and its family, which makes it another one. */
  Election(Observer observer, Instance instance) {
    this(
        observer,
        instance.election().interval(),
        one ->
            one.virtualRouterId() == instance.virtualRouterId()
                && one.source() instanceof Inet6Address == instance.isIpv6());
  }

  private Election(Observer observer, Duration interval, Predicate<Advertisement> about) {
    this.observer = observer;
    this.interval = interval;
    this.about = about;
  }

  /**
   * Whether {@code host} was the last to advertise, less than 1.5 intervals ago, and not to say
   * goodbye.
   */
  boolean isMaster(Host host) {
    Optional<Advertisement> last =
        advertisements(Instant.now().minus(intervals(1.5))).reduce((earlier, later) -> later);
    return last.isPresent() && last.get().isFrom(host) && last.get().priority() > 0;
  }

  /** Waits until {@code host} is Master, and nobody else has advertised for two intervals. */
  void awaitMaster(Host host, Duration limit) throws IOException, InterruptedException {
    Claim.within(limit, host.name() + " is the one that advertises", () -> isSoleMaster(host));
  }

  /** The first advertisement of {@code host} after {@code since}, waited for. */
  Advertisement awaitFirst(Host host, Instant since, Duration limit)
      throws IOException, InterruptedException {
    Claim.within(limit, host.name() + " advertises", () -> !of(host, since).isEmpty());
    return of(host, since).get(0);
  }

  /** The last advertisement of {@code host} before {@code until}. */
  Advertisement lastBefore(Host host, Instant until) {
    return of(host, Instant.EPOCH).stream()
        .filter(advertisement -> advertisement.at().isBefore(until))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new AssertionError(host.name() + " has never advertised"));
  }

  /** What {@code host} has advertised since then. */
  List<Advertisement> of(Host host, Instant since) {
    return advertisements(since).filter(one -> one.isFrom(host)).toList();
  }

  private boolean isSoleMaster(Host host) {
    List<Advertisement> recent = advertisements(Instant.now().minus(intervals(2.2))).toList();
    return isMaster(host)
        && recent.size() >= 2
        && recent.stream().allMatch(advertisement -> advertisement.isFrom(host));
  }

  private Stream<Advertisement> advertisements(Instant since) {
    return observer.seen(Advertisement.class, since).filter(about);
  }

  private Duration intervals(double count) {
    return Duration.ofNanos((long) (interval.toNanos() * count));
  }
}
