// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import java.time.Duration;
import java.util.List;

/**
 * What is done about one server that is not well, in steps: the first by a condition, each further
 * one by the time since the step before. {@link Escalation} says when a step is taken.
 *
 * @param condition of the first step
 * @param steps at least one
 * @param forgottenAfter above zero
 */
public record Ladder(Condition condition, List<Step> steps, Duration forgottenAfter) {

  /** When the first step is taken. */
  public sealed interface Condition {}

  /**
   * So many failed checks within so long a time, whatever lies between them.
   *
   * @param number 1..100
   * @param within from the first of them to the last
   */
  public record Failures(int number, Duration within) implements Condition {}

  /** DOWN for so long, and still failing; counted from the first failure that we saw. */
  public record DownFor(Duration time) implements Condition {}

  /**
   * A step.
   *
   * @param after since the step before; zero for the first
   * @param run the names of actions, in their order
   * @param repeat whether it is taken again each {@code after}; of the last step only
   */
  public record Step(Duration after, List<String> run, boolean repeat) {
    public Step {
      run = List.copyOf(run);
    }
  }

  public Ladder {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a ladder without a step");
    }
  }
}
