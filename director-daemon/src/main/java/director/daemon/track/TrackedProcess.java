// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.TrackStatus.LastLook;
import director.daemon.track.state.Contribution;
import director.daemon.track.state.Finding;
import director.daemon.track.state.RiseFall;
import director.daemon.track.state.Standing;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Processes that are counted, together with all others, by {@link ProcessRounds}. */
final class TrackedProcess implements Tracked {
  private final Scene scene;
  private final Runnable onClose;
  private TrackProcess process;
  private Standing standing = Standing.initial(TrackedState.UNKNOWN);
  private Instant since;
  private @Nullable LastLook last;

  /**
   * @param onClose ends the counting
   */
  TrackedProcess(Scene scene, TrackProcess process, Runnable onClose) {
    this.scene = scene;
    this.process = process;
    this.onClose = onClose;
    this.since = scene.time().instant();
  }

  /** What a scan found. */
  void counted(int count, Duration took) {
    Finding finding = finding(count);
    last = new LastLook(finding.text(), scene.time().instant(), took);
    TrackedState before = standing.state();
    standing = rule().after(standing, finding);
    if (standing.state() != before) {
      since = scene.time().instant();
      scene.flipped(this, before);
    }
  }

  private Finding finding(int count) {
    String seen = "runs " + count + " times (" + process.pattern().describe() + ")";
    if (count < process.min()) {
      return Finding.failed(seen + ", at least " + process.min() + " wanted");
    }
    return count > process.max()
        ? Finding.failed(seen + ", at most " + process.max() + " wanted")
        : Finding.passed(seen);
  }

  /** A delay is so many scans more than the first. */
  private RiseFall rule() {
    return new RiseFall(1 + scans(process.appearDelay()), 1 + scans(process.vanishDelay()));
  }

  private static int scans(Duration delay) {
    long interval = ProcessRounds.INTERVAL.toNanos();
    return Math.toIntExact((delay.toNanos() + interval - 1) / interval);
  }

  @Override
  public TrackProcess track() {
    return process;
  }

  @Override
  public TrackedState state() {
    return standing.state();
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public String reason() {
    return process.title() + " " + standing.reason();
  }

  @Override
  public Optional<LastLook> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public Contribution contribution(Weighted weighted) {
    return Contribution.ofState(weighted, process.title(), standing);
  }

  @Override
  public boolean continueAs(Track next) {
    if (next instanceof TrackProcess other && other.pattern().equals(process.pattern())) {
      process = other;
      return true;
    }
    return false;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
