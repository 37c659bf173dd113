// SPDX-License-Identifier: Apache-2.0
package director.daemon.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the journal.
 *
 * @param since not before
 * @param until before, exclusively
 * @param after only those of a higher sequence; 0 for all
 * @param target that, or what is a part of it
 * @param most of them, 1..100,000: the latest, unless {@code since} or {@code after} says where to
 *     begin
 */
public record EventQuery(
    Optional<Instant> since,
    Optional<Instant> until,
    long after,
    Optional<Target> target,
    int most) {
  public static final int MOST = 100_000;

  public EventQuery {
    if (most < 1 || most > MOST || after < 0) {
      throw new IllegalArgumentException("most is 1.." + MOST + ", after 0 or more");
    }
  }

  /** Whether it is asked for, however many there are. */
  public boolean matches(Entry entry) {
    return entry.sequence() > after
        && since.map(from -> !entry.time().isBefore(from)).orElse(true)
        && until.map(to -> entry.time().isBefore(to)).orElse(true)
        && target.map(entry.event().target()::isWithin).orElse(true);
  }
}
