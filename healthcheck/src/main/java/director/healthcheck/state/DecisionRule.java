// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * By which results a target is taken for up or down.
 *
 * @param fall failures in a row that take it down, at least 1; however many, if empty
 * @param rise passes in a row that put it up again, at least 1
 * @param window failures of any spacing that take it down; none if empty
 * @param holdDown how long a target that flaps stays down in spite of passes; not at all if empty
 */
public record DecisionRule(
    OptionalInt fall, int rise, Optional<Window> window, Optional<HoldDown> holdDown) {

  /**
   * So many failures within so long a time, whatever lies between them. Failures from before the
   * target came up do not count.
   *
   * @param failures 1..100
   * @param within from the first of them to the last; above zero
   */
  public record Window(int failures, Duration within) {
    public Window {
      if (failures < 1 || failures > 100) {
        throw new IllegalArgumentException(
            "a window needs 1 to 100 failures, but is given " + failures);
      }
      aboveZero("a window", within);
    }
  }

  /**
   * A target that goes down again before it was up for {@code forgottenAfter} stays down for {@code
   * first}, the next time for twice as long, and so on.
   *
   * @param first above zero
   * @param longest at least {@code first}
   * @param forgottenAfter above zero
   */
  public record HoldDown(Duration first, Duration longest, Duration forgottenAfter) {
    public HoldDown {
      aboveZero("the first hold-down", first);
      aboveZero("the time after which flapping is forgotten", forgottenAfter);
      if (longest.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "the longest hold-down must be at least the first of " + first + ", but is " + longest);
      }
    }
  }

  public DecisionRule {
    if (rise < 1 || fall.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "rise and fall must be at least 1, but are " + rise + " and " + fall);
    }
    if (fall.isEmpty() && window.isEmpty()) {
      throw new IllegalArgumentException("there must be some rule by which a target goes down");
    }
  }

  /** The rule of consecutive results alone. */
  public static DecisionRule inARow(int fall, int rise) {
    return new DecisionRule(OptionalInt.of(fall), rise, Optional.empty(), Optional.empty());
  }

  private static void aboveZero(String what, Duration duration) {
    if (duration.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException(what + " must be above zero, but is " + duration);
    }
  }
}
