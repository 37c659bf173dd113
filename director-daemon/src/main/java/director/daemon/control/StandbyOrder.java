// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;
import java.util.Optional;

/**
 * That this director is to hand over all it has, and to take nothing as long as another speaks.
 *
 * @param within after which it ends by itself, 1 s..7 d; empty until somebody resumes
 * @param persist also over a restart of directord and of the machine
 * @param reason for people, may be empty
 */
public record StandbyOrder(Optional<Duration> within, boolean persist, String reason) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  public StandbyOrder {
    if (within
        .filter(time -> time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0)
        .isPresent()) {
      throw new IllegalArgumentException("for must be 1s..7d");
    }
  }

  /** Until somebody resumes, or directord is restarted. */
  public static StandbyOrder of(String reason) {
    return new StandbyOrder(Optional.empty(), false, reason);
  }
}
