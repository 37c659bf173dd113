// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.TrackStatus.LastLook;
import director.daemon.track.state.Contribution;
import director.daemon.track.state.Finding;
import director.daemon.track.state.Standing;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A script that is run at its interval. */
final class TrackedScript implements Tracked {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** A {@link director.daemon.track.state.Patience} has ended by then. */
  private static final int VERDICT_WITHIN_TIMEOUTS = 4;

  /** After a pause of ours, a run that has ended long ago may still have to be noticed. */
  private static final int TURNS_WHILE_WE_CATCH_UP = 2;

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
  private long started;
  private boolean isVoid;

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
    scene.threads().loop().execute(() -> began(start));
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

  private void began(long start) {
    started = start;
    turnsMissed = 0;
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
   * A turn is missed. Of a run that still has time this means nothing. But one that can never be
   * ended, or never be started, because it hangs in the kernel, has to fail again and again: having
   * failed once it would stay OK for ever with a fall of 3.
   */
  private void busy() {
    Duration runs = Duration.ofNanos(scene.threads().nanoTime().getAsLong() - started);
    if (overdue && turnsMissed++ > 0) {
      found(Finding.failed("still runs, though it was told to end"), runs);
    } else if (!overdue
        && runs.compareTo(script.timeout().multipliedBy(VERDICT_WITHIN_TIMEOUTS)) > 0
        && turnsMissed++ > TURNS_WHILE_WE_CATCH_UP) {
      found(Finding.failed("cannot be started, its file system does not answer"), runs);
    }
  }

  private void found(Finding finding, Duration took) {
    if (closed) {
      return;
    }
    if (finding.verdict() == Verdict.VOID && !isVoid) {
      LOG.warn("{} {}", script.title(), finding.text());
    }
    isVoid = finding.verdict() == Verdict.VOID;
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
