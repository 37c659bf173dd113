// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells differences that last from those that come of two who never look at the same moment. A
 * difference that was away begins anew.
 */
final class Settling {
  private Map<Difference.Id, Noticed> known = new LinkedHashMap<>();

  /**
   * What settled by now, and what had and is no more.
   *
   * @param begun with their present sentences
   * @param ended with their last ones
   */
  record Turn(List<Difference> begun, List<Difference> ended) {}

  Turn follow(List<Difference> now, Moment moment, Duration patience) {
    List<Difference> begun = new ArrayList<>();
    Map<Difference.Id, Noticed> next = new LinkedHashMap<>();
    Map<Difference.Id, Difference> present = new LinkedHashMap<>();
    now.forEach(difference -> present.put(difference.id(), difference));
    known.forEach(
        (id, before) -> {
          Difference still = present.remove(id);
          if (still != null) {
            boolean settled = before.settled() || hasLasted(before, moment, patience);
            if (settled && !before.settled()) {
              begun.add(still);
            }
            next.put(id, new Noticed(still, before.since(), settled));
          }
        });
    present.forEach((id, fresh) -> next.put(id, new Noticed(fresh, moment, false)));
    List<Difference> ended =
        known.entrySet().stream()
            .filter(entry -> entry.getValue().settled() && !next.containsKey(entry.getKey()))
            .map(entry -> entry.getValue().difference())
            .toList();
    known = next;
    return new Turn(begun, ended);
  }

  private static boolean hasLasted(Noticed one, Moment moment, Duration patience) {
    return moment.since(one.since()).compareTo(patience) >= 0;
  }

  /** The oldest first. */
  List<Noticed> all() {
    return List.copyOf(known.values());
  }
}
