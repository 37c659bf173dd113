// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.local.state.NumberReading;
import director.daemon.local.state.NumberReading.Unusable;
import director.daemon.track.TrackStatus.LastLook;
import director.daemon.track.state.Contribution;
import director.daemon.track.state.NumberStanding;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with a number, read when it changes and every second. */
final class TrackedFile implements Tracked {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** Where inotify sees nothing, such as on NFS, this is how long a change may stay unknown. */
  private static final Duration REREAD = Duration.ofSeconds(1);

  private static final int TURNS_UNTIL_TOLD = 5;

  private final Scene scene;
  private final Rounds rounds;
  private final TrackFile file;
  private NumberStanding standing = NumberStanding.UNREAD;
  private Instant since;
  private @Nullable LastLook last;
  private Optional<String> problem = Optional.empty();
  private int turnsMissed;
  private boolean closed;

  TrackedFile(Scene scene, TrackFile file) {
    this.scene = scene;
    this.file = file;
    this.since = scene.time().instant();
    this.rounds = new Rounds(scene.threads(), Duration.ZERO, REREAD, this::read, this::busy);
  }

  /** On a thread that may block. Watched first and read then, so that no change falls between. */
  private void read() {
    long start = scene.threads().nanoTime().getAsLong();
    scene
        .surroundings()
        .watch(file.name(), file.file(), () -> scene.threads().loop().execute(this::changed));
    NumberReading reading = scene.surroundings().read(file.file());
    Duration took = Duration.ofNanos(scene.threads().nanoTime().getAsLong() - start);
    scene.threads().loop().execute(() -> found(reading, took));
  }

  /** A file system that does not answer says nothing about the number, but it must be known. */
  private void busy() {
    turnsMissed++;
    if (turnsMissed == TURNS_UNTIL_TOLD) {
      LOG.warn("{} does not answer, it goes on counting as {}", file.title(), standing.number());
    }
    if (turnsMissed >= TURNS_UNTIL_TOLD) {
      last =
          new LastLook("does not answer", scene.time().instant(), REREAD.multipliedBy(turnsMissed));
    }
  }

  private void changed() {
    if (!closed) {
      rounds.soon();
    }
  }

  private void found(NumberReading reading, Duration took) {
    if (closed) {
      return;
    }
    turnsMissed = 0;
    NumberStanding before = standing;
    standing = standing.after(reading, file.whenMissing());
    Optional<String> wrong =
        reading instanceof Unusable unusable ? Optional.of(unusable.problem()) : Optional.empty();
    last = new LastLook(wrong.orElse(standing.reason()), scene.time().instant(), took);
    if (!wrong.equals(problem)) {
      wrong.ifPresent(
          it -> LOG.warn("{} {}; it counts as {}", file.title(), it, standing.number()));
      problem = wrong;
    }
    if (!standing.equals(before)) {
      since = scene.time().instant();
      scene.flipped(this, before.state());
    }
  }

  @Override
  public Track track() {
    return file;
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
    return file.title() + " " + standing.reason();
  }

  @Override
  public Optional<LastLook> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public Contribution contribution(Weighted weighted) {
    return Contribution.ofNumber(weighted, file.title(), standing);
  }

  @Override
  public boolean continueAs(Track next) {
    return next.equals(file);
  }

  @Override
  public void close() {
    closed = true;
    rounds.close();
    scene.surroundings().forget(file.name());
  }
}
