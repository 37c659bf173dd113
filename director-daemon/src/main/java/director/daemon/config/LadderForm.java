// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.actions.state.Ladder;
import director.daemon.actions.state.Ladder.Condition;
import director.daemon.actions.state.Ladder.DownFor;
import director.daemon.actions.state.Ladder.Failures;
import director.daemon.actions.state.Ladder.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a ladder is written: a list of steps, the first with a condition, the others with a time. */
final class LadderForm {
  private static final Kind<Duration> TIME =
      Durations.between(Duration.ofSeconds(1), Duration.ofDays(7));
  private static final Duration STAND_IN = Duration.ofHours(1);
  private static final String EXAMPLE = "[{ failures = 3, within = 15m, run = [redeploy] }]";

  /**
   * A step as it was read.
   *
   * @param condition of the first
   * @param after of the others
   */
  private record Rung(
      Section at, Optional<Condition> condition, Optional<Duration> after, Step step) {}

  private LadderForm() {}

  static Optional<Ladder> read(Section section) {
    Optional<Duration> forgotten =
        section.optional("ladder-forgotten-after", TIME.maybe(), Optional.empty());
    if (!section.has("ladder")) {
      if (forgotten.isPresent()) {
        section.refuse("ladder-forgotten-after", "says something about ladder, which is missing");
      }
      return Optional.empty();
    }
    // The list is read to its end before it is judged as a whole.
    List<Optional<Rung>> rungs =
        section.requiredEntries(
            "ladder",
            EXAMPLE,
            Kind.none("a section in braces, such as { after = 1h, run = [reboot] }"),
            one -> Optional.of(rung(one)),
            Optional.empty());
    List<Rung> read = rungs.stream().flatMap(Optional::stream).toList();
    if (read.size() < rungs.size()) {
      return Optional.empty();
    }
    return ladder(read, forgotten);
  }

  private static Rung rung(Section section) {
    Optional<Condition> condition = condition(section);
    Optional<Duration> after = section.optional("after", TIME.maybe(), Optional.empty());
    boolean repeat = section.optional("repeat", Kind.flag(), false);
    List<String> run = section.requiredList("run", ReactionForm.NAME, "[redeploy]", "");
    return new Rung(section, condition, after, new Step(after.orElse(Duration.ZERO), run, repeat));
  }

  private static Optional<Condition> condition(Section section) {
    boolean failures = section.has("failures") || section.has("within");
    Optional<Condition> down =
        section.optional("down-for", TIME.maybe(), Optional.empty()).map(DownFor::new);
    if (!failures) {
      return down;
    }
    if (down.isPresent()) {
      section.refuse("down-for", "must not be beside failures: a step has one condition");
    }
    return Optional.of(
        new Failures(
            section.required("failures", Kind.integer(1, 100), 1),
            section.required("within", TIME, STAND_IN)));
  }

  private static Optional<Ladder> ladder(List<Rung> rungs, Optional<Duration> forgotten) {
    List<Step> steps = new ArrayList<>();
    for (Rung rung : rungs) {
      boolean last = steps.size() == rungs.size() - 1;
      judge(rung, steps.isEmpty(), last);
      steps.add(rung.step());
    }
    Optional<Condition> condition = rungs.get(0).condition();
    return condition.map(
        it -> new Ladder(it, steps, forgotten.orElseGet(() -> usualForgetting(it))));
  }

  private static void judge(Rung rung, boolean first, boolean last) {
    if (first) {
      if (rung.condition().isEmpty()) {
        rung.at()
            .refuse(
                "failures",
                "with within, or down-for, is missing: the first step needs a condition");
      }
      if (rung.after().isPresent()) {
        rung.at().refuse("after", "must not be in the first step: there is none before it");
      }
    } else {
      if (rung.after().isEmpty()) {
        rung.at().refuse("after", "is missing: how long after the step before, such as 1h");
      }
      if (rung.condition().isPresent()) {
        String key = rung.condition().get() instanceof DownFor ? "down-for" : "failures";
        rung.at().refuse(key, "must be in the first step only; the others have after");
      }
    }
    if (rung.step().repeat() && (first || !last)) {
      rung.at().refuse("repeat", "must be in the last step only, and not in the first");
    }
  }

  private static Duration usualForgetting(Condition condition) {
    return condition instanceof Failures failures
        ? failures.within()
        : ((DownFor) condition).time();
  }
}
