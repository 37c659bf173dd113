// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import director.daemon.actions.state.Ladder.DownFor;
import director.daemon.actions.state.Ladder.Failures;
import director.daemon.actions.state.Ladder.Step;
import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a step of a ladder is taken: only ever on a check that has just failed, so none is taken
 * while we know nothing of the server, or have no time to ask.
 *
 * <p>A server that was UP and passed a check after the last step has recovered: the next step then
 * needs the condition once more, of what came since. One that stays so for {@link
 * Ladder#forgottenAfter} starts anew. All times are of one monotonic clock.
 */
public record Escalation(Ladder ladder) {

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

  /** After a check that passed, of a server that is {@code up} or not. */
  public LadderState passed(LadderState before, boolean up, Duration now) {
    return up ? forgotten(before, now).well(now) : before;
  }

  /** After a check that failed, of a server that is {@code down}, or not yet. */
  public Climb failed(LadderState before, boolean down, Duration now) {
    LadderState state = forgotten(before, now).failed(ladder.condition(), down, now);
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
                .filter(since -> now.minus(since).compareTo(ladder.forgottenAfter()) >= 0)
                .isPresent();
    return over ? LadderState.NEW : state;
  }

  private Optional<Step> next(int taken) {
    if (taken < ladder.steps().size()) {
      return Optional.of(ladder.steps().get(taken));
    }
    return Optional.of(ladder.steps().get(ladder.steps().size() - 1)).filter(Step::repeat);
  }

  private boolean due(LadderState state, Step step, Duration now) {
    if (state.taken() == 0) {
      return holds(state, now);
    }
    boolean waited = now.minus(state.takenAt()).compareTo(step.after()) >= 0;
    return waited && (!state.recovered() || holds(state, now));
  }

  private boolean holds(LadderState state, Duration now) {
    if (ladder.condition() instanceof Failures failures) {
      return state.failures().size() >= failures.number();
    }
    DownFor down = (DownFor) ladder.condition();
    return state
        .downSince()
        .filter(since -> now.minus(since).compareTo(down.time()) >= 0)
        .isPresent();
  }

  private int count(LadderState state) {
    boolean window = ladder.condition() instanceof Failures && byCondition(state);
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
    if (ladder.condition() instanceof Failures failures) {
      return "%d checks failed within %s%s"
          .formatted(state.failures().size(), ReadableDuration.of(failures.within()), still);
    }
    return "DOWN for " + ReadableDuration.of(((DownFor) ladder.condition()).time()) + still;
  }
}
