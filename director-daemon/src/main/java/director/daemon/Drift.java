// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.ipvs.table.IpvsChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else did to the table, and we undid.
 *
 * @param lastSeen null when there was none since the start
 * @param total changes undone since the start
 * @param count those of {@code lastSeen}
 * @param changes the first of those of {@code lastSeen}, each a line of what was done to put it
 *     right
 */
record Drift(@Nullable Instant lastSeen, long total, long count, List<String> changes) {
  static final Drift NONE = new Drift(null, 0, 0, List.of());

  private static final int SHOWN = 20;

  Drift {
    changes = List.copyOf(changes);
  }

  Drift and(List<IpvsChange> undone, Instant seen) {
    return new Drift(
        seen,
        total + undone.size(),
        undone.size(),
        undone.stream().limit(SHOWN).map(IpvsChange::describe).toList());
  }
}
