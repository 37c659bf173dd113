// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.VirtualRouter;
import director.lab.watch.Observer;
import director.lab.watch.Sighting.Advertisement;
import director.lab.wire.Host;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The election as the observer sees it: who advertises is the Master. */
final class Election {
  private final Observer observer;
  private final Duration interval;

  /** One with an advertisement a second. */
  Election(Observer observer) {
    this(observer, VirtualRouter.INTERVAL);
  }

  Election(Observer observer, Duration interval) {
    this.observer = observer;
    this.interval = interval;
  }

  /**
   * Whether {@code host} was the last to advertise, less than 1.5 intervals ago, and not to say
   * goodbye.
   */
  boolean isMaster(Host host) {
    Optional<Advertisement> last = observer.lastAdvertisement();
    return last.isPresent()
        && last.get().from().equals(host.mac())
        && last.get().priority() > 0
        && last.get().at().isAfter(Instant.now().minus(intervals(1.5)));
  }

  /** Waits until {@code host} is Master, and nobody else has advertised for two intervals. */
  void awaitMaster(Host host, Duration limit) throws IOException, InterruptedException {
    Claim.within(limit, host.name() + " is the one that advertises", () -> isSoleMaster(host));
  }

  /** The first advertisement of {@code host} after {@code since}, waited for. */
  Advertisement awaitFirst(Host host, Instant since, Duration limit)
      throws IOException, InterruptedException {
    Claim.within(
        limit, host.name() + " advertises", () -> !observer.advertisements(host, since).isEmpty());
    return observer.advertisements(host, since).get(0);
  }

  /** The last advertisement of {@code host} before {@code until}. */
  Advertisement lastBefore(Host host, Instant until) {
    List<Advertisement> all = observer.advertisements(host, Instant.EPOCH);
    return all.stream()
        .filter(advertisement -> advertisement.at().isBefore(until))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new AssertionError(host.name() + " has never advertised"));
  }

  private boolean isSoleMaster(Host host) {
    Instant recently = Instant.now().minus(intervals(2.2));
    return isMaster(host)
        && observer.advertisements(host, recently).size() >= 2
        && observer.sightings().stream()
            .filter(Advertisement.class::isInstance)
            .filter(sighting -> sighting.at().isAfter(recently))
            .allMatch(sighting -> sighting.from().equals(host.mac()));
  }

  private Duration intervals(double count) {
    return Duration.ofNanos((long) (interval.toNanos() * count));
  }
}
