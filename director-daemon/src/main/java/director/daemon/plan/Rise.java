// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * A real server on its way to its full weight.
 *
 * @param since when it began
 * @param weight now, below the full one
 * @param nextStep when it gets more, later than now
 */
record Rise(Duration since, int weight, Duration nextStep) {

  /**
   * The rise of {@code it}, which gets connections now; empty if it has its full weight.
   *
   * @param alone nobody else served until now, so that nobody carries the load meanwhile
   */
  static Optional<Rise> of(Candidate it, Duration over, boolean alone, Duration now) {
    SlowStart slowStart = new SlowStart(it.weight(), over);
    if (!slowStart.applies()) {
      return Optional.empty();
    }
    return began(it, slowStart, alone, now)
        .flatMap(
            since -> {
              Duration elapsed = now.minus(since);
              return slowStart
                  .nextStep(elapsed)
                  .map(step -> new Rise(since, slowStart.weight(elapsed), since.plus(step)));
            });
  }

  private static Optional<Duration> began(
      Candidate it, SlowStart slowStart, boolean alone, Duration now) {
    ServerMemory memory = it.memory();
    if (!memory.in()) {
      return alone || memory.neverJudged() ? Optional.empty() : Optional.of(now);
    }
    int found = memory.found().orElse(it.weight());
    return found < it.weight()
        ? Optional.of(now.minus(slowStart.elapsedAt(found)))
        : memory.risingSince();
  }
}
