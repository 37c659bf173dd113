// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import director.daemon.actions.state.Ladder.Condition;
import director.daemon.actions.state.Ladder.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one server stands on its ladder.
 *
 * @param failures when checks failed that count for the condition, the oldest first; no more than
 *     the condition needs
 * @param failed checks since the last step, or since the ladder began anew
 * @param taken steps, 0 at the foot
 * @param takenAt when the last of them was; zero at the foot
 * @param recovered whether it was well at some time since then
 * @param wellSince since when it has been UP without a failed check
 * @param downSince since when we have seen it fail while it is DOWN
 */
public record LadderState(
    List<Duration> failures,
    int failed,
    int taken,
    Duration takenAt,
    boolean recovered,
    Optional<Duration> wellSince,
    Optional<Duration> downSince) {

  /** At the foot, and nothing is known. */
  public static final LadderState NEW =
      new LadderState(List.of(), 0, 0, Duration.ZERO, false, Optional.empty(), Optional.empty());

  public LadderState {
    failures = List.copyOf(failures);
  }

  LadderState well(Duration now) {
    return wellSince.isPresent()
        ? this
        : new LadderState(
            failures, failed, taken, takenAt, taken > 0, Optional.of(now), Optional.empty());
  }

  LadderState failed(Condition condition, boolean down, Duration now) {
    return new LadderState(
        condition instanceof Failures rule ? counting(rule, now) : List.of(),
        failed + 1,
        taken,
        takenAt,
        recovered,
        Optional.empty(),
        down ? Optional.of(downSince.orElse(now)) : Optional.empty());
  }

  private List<Duration> counting(Failures rule, Duration now) {
    List<Duration> counted = new ArrayList<>(failures);
    counted.add(now);
    counted.removeIf(at -> now.minus(at).compareTo(rule.within()) > 0);
    return counted.subList(Math.max(0, counted.size() - rule.number()), counted.size());
  }

  /** What counted for this step counts for no other. */
  LadderState took(Duration now) {
    return new LadderState(List.of(), 0, taken + 1, now, false, wellSince, downSince);
  }
}
