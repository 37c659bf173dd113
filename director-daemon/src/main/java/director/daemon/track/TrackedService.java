// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.ServiceViews.PeerView;
import director.daemon.track.TrackStatus.LastLook;
import director.daemon.track.state.Contribution;
import director.daemon.track.state.ServiceHealth;
import director.daemon.track.state.Shortfall;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service whose health here is compared with its health as a peer sees it. */
final class TrackedService implements Tracked {
  private final Scene scene;
  private TrackService service;
  private Shortfall shortfall = Shortfall.NONE;
  private String reason = "was not checked yet";
  private TrackedState state = TrackedState.UNKNOWN;
  private Instant since;
  private @Nullable LastLook last;

  TrackedService(Scene scene, TrackService service) {
    this.scene = scene;
    this.service = service;
    this.since = scene.time().instant();
  }

  /**
   * Compares again; to be called on every news, and often enough to notice that time has passed.
   */
  void compare(ServiceViews views, Duration now) {
    ServiceHealth own = views.own(service.service());
    if (own == null) {
      return;
    }
    Optional<PeerView> peer = views.best(service.service(), service.measure());
    int missing =
        Shortfall.missing(
            own.thousandths(service.measure()),
            peer.map(view -> view.health().thousandths(service.measure())));
    Shortfall before = shortfall;
    shortfall = shortfall.after(missing, now, service.hold());
    String seen = seen(own, peer);
    last = new LastLook(seen, scene.time().instant(), Duration.ZERO);
    if (shortfall.applied() != before.applied() || state == TrackedState.UNKNOWN) {
      rule(seen);
    }
  }

  private void rule(String seen) {
    TrackedState before = state;
    state = shortfall.applied() == 0 ? TrackedState.OK : TrackedState.FAILED;
    reason =
        state == TrackedState.OK
            ? seen
            : seen + ", for " + service.hold().toSeconds() + " s at least";
    since = scene.time().instant();
    scene.flipped(this, before);
  }

  private static String seen(ServiceHealth own, Optional<PeerView> peer) {
    return "has "
        + own.describe()
        + " here, "
        + peer.map(view -> view.health().describe() + " at " + view.peer())
            .orElse("and no peer is known that sees it");
  }

  @Override
  public Track track() {
    return service;
  }

  @Override
  public TrackedState state() {
    return state;
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public String reason() {
    return service.title() + " " + reason;
  }

  @Override
  public Optional<LastLook> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public Contribution contribution(Weighted weighted) {
    return Contribution.ofShortfall(weighted, shortfall.applied(), reason());
  }

  @Override
  public boolean continueAs(Track next) {
    if (next instanceof TrackService other
        && other.service().equals(service.service())
        && other.measure() == service.measure()) {
      service = other;
      return true;
    }
    return false;
  }

  @Override
  public void close() {
    // Nothing runs on its behalf.
  }
}
