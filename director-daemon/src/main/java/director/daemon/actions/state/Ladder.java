// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is done about one server that is not well, in steps: the first by a condition, each further
 * one by the time since the step before. A step is only ever taken on a check that has just failed,
 * so none is taken while we know nothing of the server, or have no time to ask.
 *
 * <p>A server that was UP and passed a check after the last step has recovered: the next step then
 * needs the condition once more, of what came since. One that stays so for {@code forgottenAfter}
 * starts anew. All times are of one monotonic clock.
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

  /**
   * A step that is taken now.
   *
   * @param number from 1; a repeated step goes on counting
   * @param why what made it due, as a sentence without its subject
   * @param failures failed checks that count for it
   */
  public record Fire(int number, List<String> run, String why, int failures) {
    public Fire {
      run = List.copyOf(run);
    }
  }

  /** Where a server stands now, and the step that was taken to get there. */
  public record Climb(LadderState state, Optional<Fire> fire) {}

  public Ladder {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a ladder without a step");
    }
  }

  /** After a check that passed, of a server that is {@code up} or not. */
  public LadderState passed(LadderState before, boolean up, Duration now) {
    return up ? forgotten(before, now).well(now) : before;
  }

  /** After a check that failed, of a server that is {@code down}, or not yet. */
  public Climb failed(LadderState before, boolean down, Duration now) {
    LadderState state = forgotten(before, now).failed(condition, down, now);
    return next(state.taken())
        .filter(step -> due(state, step, now))
        .map(
            step -> {
              Fire fire = new Fire(state.taken() + 1, step.run(), why(state, step), count(state));
              return new Climb(state.took(now), Optional.of(fire));
            })
        .orElseGet(() -> new Climb(state, Optional.empty()));
  }

  private LadderState forgotten(LadderState state, Duration now) {
    boolean over =
        state.taken() > 0
            && state
                .wellSince()
                .filter(since -> now.minus(since).compareTo(forgottenAfter) >= 0)
                .isPresent();
    return over ? LadderState.NEW : state;
  }

  private Optional<Step> next(int taken) {
    if (taken < steps.size()) {
      return Optional.of(steps.get(taken));
    }
    return Optional.of(steps.get(steps.size() - 1)).filter(Step::repeat);
  }

  private boolean due(LadderState state, Step step, Duration now) {
    if (state.taken() == 0) {
      return holds(state, now);
    }
    boolean waited = now.minus(state.takenAt()).compareTo(step.after()) >= 0;
    return waited && (!state.recovered() || holds(state, now));
  }

  private boolean holds(LadderState state, Duration now) {
    if (condition instanceof Failures failures) {
      return state.failures().size() >= failures.number();
    }
    DownFor down = (DownFor) condition;
    return state
        .downSince()
        .filter(since -> now.minus(since).compareTo(down.time()) >= 0)
        .isPresent();
  }

  private int count(LadderState state) {
    boolean window = condition instanceof Failures && byCondition(state);
    return window ? state.failures().size() : state.failed();
  }

  private static boolean byCondition(LadderState state) {
    return state.taken() == 0 || state.recovered();
  }

  private String why(LadderState state, Step step) {
    String still =
        state.taken() == 0
            ? ""
            : " again, "
                + ReadableDuration.of(step.after())
                + " or more after step "
                + state.taken();
    if (!byCondition(state)) {
      return "not well " + ReadableDuration.of(step.after()) + " after step " + state.taken();
    }
    if (condition instanceof Failures failures) {
      return "%d checks failed within %s%s"
          .formatted(state.failures().size(), ReadableDuration.of(failures.within()), still);
    }
    return "DOWN for " + ReadableDuration.of(((DownFor) condition).time()) + still;
  }
}
