// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

/**
 * What is believed of a tracked thing, and how much speaks against it.
 *
 * @param streak findings in a row that contradict {@code state}, not negative
 * @param reason why it is so, as a phrase that follows the thing's name
 */
public record Standing(TrackedState state, int streak, String reason) {

  public Standing {
    if (streak < 0) {
      throw new IllegalArgumentException("a streak cannot be negative, but is " + streak);
    }
  }

  /** Believed from the beginning, because {@code state} was configured so. */
  public static Standing initial(TrackedState state) {
    return new Standing(
        state,
        0,
        state == TrackedState.UNKNOWN
            ? "has no result yet"
            : "is taken for " + state + " at first");
  }
}
