// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.TrackStatus.LastLook;
import director.daemon.track.state.Contribution;
import director.daemon.track.state.Finding;
import director.daemon.track.state.Standing;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A script that is run at its interval. */
final class TrackedScript implements Tracked {
  private final Scene scene;
  private final Rounds rounds;
  private TrackScript script;
  private Standing standing;
  private Instant since;
  private @Nullable LastLook last;
  private boolean closed;

  /** Whether the run under way has had its verdict, and only its processes will not end. */
  private boolean overdue;

  private int turnsMissed;

  /**
   * Begins to run it.
   *
   * @param first how long until the first run
   */
  TrackedScript(Scene scene, TrackScript script, Duration first) {
    this.scene = scene;
    this.script = script;
    this.standing = Standing.initial(script.initial());
    this.since = scene.time().instant();
    this.rounds = new Rounds(scene.threads(), first, script.interval(), this::run, this::busy);
  }

  /** On a thread that may block. */
  private void run() throws InterruptedException {
    TrackScript current = script;
    long start = scene.threads().nanoTime().getAsLong();
    scene
        .surroundings()
        .run(
            current,
            finding -> {
              Duration took = Duration.ofNanos(scene.threads().nanoTime().getAsLong() - start);
              scene.threads().loop().execute(() -> ruled(finding, took));
            });
    scene.threads().loop().execute(this::over);
  }

  private void ruled(Finding finding, Duration took) {
    overdue = true;
    turnsMissed = 0;
    found(finding, took);
  }

  private void over() {
    overdue = false;
  }

  /**
   * A turn is missed. Of a run that still has time this means nothing, but one that can never be
   * ended would otherwise have failed just once, and a thing with a fall of 3 would stay OK for
   * ever.
   */
  private void busy() {
    if (overdue && turnsMissed++ > 0) {
      found(Finding.failed("still runs, though it was told to end"), Duration.ZERO);
    }
  }

  private void found(Finding finding, Duration took) {
    if (closed) {
      return;
    }
    last = new LastLook(finding.text(), scene.time().instant(), took);
    TrackedState before = standing.state();
    standing = script.rule().after(standing, finding);
    if (standing.state() != before) {
      since = scene.time().instant();
      scene.flipped(this, before);
    }
  }

  @Override
  public Track track() {
    return script;
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
    return script.title() + " " + standing.reason();
  }

  @Override
  public Optional<LastLook> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public Contribution contribution(Weighted weighted) {
    return Contribution.ofState(weighted, script.title(), standing);
  }

  @Override
  public boolean continueAs(Track next) {
    if (!(next instanceof TrackScript other) || !other.asksAs(script)) {
      return false;
    }
    script = other;
    rounds.change(other.interval());
    return true;
  }

  @Override
  public void close() {
    closed = true;
    rounds.close();
  }
}
