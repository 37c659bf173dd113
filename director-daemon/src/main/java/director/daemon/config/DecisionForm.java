// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.DecisionRule.HoldDown;
import director.healthcheck.state.DecisionRule.Window;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How it is written by which results a real server is up or down. */
final class DecisionForm {
  private static final int USUAL_FALL = 3;
  private static final Kind<Integer> TIMES = Kind.integer(1, 100);
  private static final Kind<Duration> LONG =
      Durations.between(Duration.ofSeconds(1), Duration.ofDays(7));

  private DecisionForm() {}

  static DecisionRule read(Section section) {
    Optional<Window> window = section.sectionIfAny("window").map(DecisionForm::window);
    Optional<Integer> fall = section.optional("fall", TIMES.maybe(), Optional.empty());
    // Whoever has a window has said how much may fail; a row of three would be another rule.
    OptionalInt inARow =
        fall.isEmpty() && window.isPresent()
            ? OptionalInt.empty()
            : OptionalInt.of(fall.orElse(USUAL_FALL));
    return new DecisionRule(
        inARow,
        section.optional("rise", TIMES, 1),
        window,
        section.sectionIfAny("hold-down").map(DecisionForm::holdDown));
  }

  private static Window window(Section section) {
    return new Window(
        section.optional("failures", TIMES, 3),
        section.optional("within", LONG, Duration.ofMinutes(15)));
  }

  private static HoldDown holdDown(Section section) {
    Duration first = section.optional("first", LONG, Duration.ofSeconds(60));
    Duration usual = Duration.ofMinutes(15);
    Duration longest =
        section.optional("longest", LONG, first.compareTo(usual) > 0 ? first : usual);
    if (longest.compareTo(first) < 0) {
      section.refuse("longest", "must not be below first, which is " + Durations.words(first));
      longest = first;
    }
    return new HoldDown(
        first, longest, section.optional("forgotten-after", LONG, Duration.ofHours(1)));
  }
}
