// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

/**
 * The rule of consecutive findings: {@code fall} failures in a row make a tracked thing FAILED,
 * {@code rise} passes in a row make it OK again. Of a thing of which nothing is known the first
 * finding decides, either way. A void finding neither counts nor interrupts a row.
 *
 * @param rise passes in a row that end FAILED, at least 1
 * @param fall failures in a row that end OK, at least 1
 */
public record RiseFall(int rise, int fall) {

  public RiseFall {
    if (rise < 1 || fall < 1) {
      throw new IllegalArgumentException(
          "rise and fall must be at least 1, but are " + rise + " and " + fall);
    }
  }

  /** What is believed after {@code finding}. */
  public Standing after(Standing before, Finding finding) {
    return switch (finding.verdict()) {
      case PASSED -> toward(TrackedState.OK, rise, before, finding);
      case FAILED -> toward(TrackedState.FAILED, fall, before, finding);
      case VOID -> before;
    };
  }

  private static Standing toward(TrackedState state, int needed, Standing before, Finding finding) {
    if (before.state() == state) {
      return new Standing(state, 0, before.reason());
    }
    int streak = before.streak() + 1;
    if (before.state() != TrackedState.UNKNOWN && streak < needed) {
      return new Standing(before.state(), streak, before.reason());
    }
    return new Standing(state, 0, finding.text(counted(streak)));
  }

  private static String counted(int times) {
    return times == 1 ? "" : " for the " + ordinal(times) + " time";
  }

  /** 1st, 2nd, 3rd, 4th, 11th, 21st. */
  private static String ordinal(int number) {
    boolean teen = number / 10 % 10 == 1;
    String ending =
        teen
            ? "th"
            : switch (number % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return number + ending;
  }
}
