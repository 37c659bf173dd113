// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * The weight of a server that came back: in at most ten equal steps, the first at once and the last
 * when the time is over.
 *
 * @param target the full weight
 * @param over how long it takes; zero for at once
 */
record SlowStart(int target, Duration over) {
  private static final int MOST_STEPS = 10;

  private int steps() {
    return Math.min(MOST_STEPS, target);
  }

  /** There is something to rise to. */
  boolean applies() {
    return steps() > 1 && !over.isZero();
  }

  /** The weight after so much time. */
  int weight(Duration elapsed) {
    return applies() ? weight(step(elapsed)) : target;
  }

  private int weight(int step) {
    return (int) ((long) target * (step + 1) / steps());
  }

  private int step(Duration elapsed) {
    int step = 0;
    while (step < steps() - 1 && elapsed.compareTo(begin(step + 1)) >= 0) {
      step++;
    }
    return step;
  }

  /** Steps are counted from 0. */
  private Duration begin(int step) {
    return over.multipliedBy(step).dividedBy(steps() - 1);
  }

  /** When the next step is due, counted from the beginning; empty after the last. */
  Optional<Duration> nextStep(Duration elapsed) {
    int step = step(elapsed);
    return applies() && step < steps() - 1 ? Optional.of(begin(step + 1)) : Optional.empty();
  }

  /** How long it has been rising, at least, that has {@code weight}; only if it applies. */
  Duration elapsedAt(int weight) {
    int step = 0;
    while (step < steps() - 1 && weight(step + 1) <= weight) {
      step++;
    }
    return begin(step);
  }
}
