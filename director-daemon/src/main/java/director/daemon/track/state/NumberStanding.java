// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import director.daemon.local.state.NumberReading;
import director.daemon.local.state.NumberReading.Found;
import director.daemon.local.state.NumberReading.Unusable;
import java.util.OptionalLong;

/**
 * What number a file is believed to hold.
 *
 * @param state OK: {@code number} counts; FAILED: the file is missing and must not be
 * @param number 0 unless OK
 * @param reason a phrase that follows the file's name: "says 5"
 * @param known whether the number was once read, and not only assumed
 */
public record NumberStanding(TrackedState state, long number, String reason, boolean known) {

  /** Not read yet. */
  public static final NumberStanding UNREAD =
      new NumberStanding(TrackedState.UNKNOWN, 0, "was not read yet", false);

  /**
   * What is believed after {@code reading}. Something that is no number leaves the number as it
   * was; where there was none, the file counts as missing.
   *
   * @param whenMissing the number of a missing file; empty if that is a fault
   */
  public NumberStanding after(NumberReading reading, OptionalLong whenMissing) {
    if (reading instanceof Found read) {
      return new NumberStanding(TrackedState.OK, read.number(), "says " + read.number(), true);
    }
    if (reading instanceof Unusable unusable) {
      return known ? this : without(unusable.problem(), whenMissing);
    }
    return without("is missing", whenMissing);
  }

  private static NumberStanding without(String problem, OptionalLong whenMissing) {
    return whenMissing.isPresent()
        ? new NumberStanding(
            TrackedState.OK,
            whenMissing.getAsLong(),
            problem + ", which counts as " + whenMissing.getAsLong(),
            false)
        : new NumberStanding(TrackedState.FAILED, 0, problem, false);
  }
}
