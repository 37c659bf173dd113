// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Adjustment;
import director.vrrp.orders.TrackedInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What interfaces, and all that is tracked together, make of a priority. */
final class TrackedLinks {
  private TrackedLinks() {}

  /**
   * @param up whether the interface of that name exists, is up and has a carrier
   */
  static Adjustment adjustment(Collection<TrackedInterface> tracked, Predicate<String> up) {
    int weight = 0;
    String fault = "";
    List<String> reasons = new ArrayList<>();
    for (TrackedInterface link : tracked) {
      boolean isUp = up.test(link.name());
      boolean well = isUp != link.reverse();
      String how = "interface " + link.name() + (isUp ? " is up" : " is down");
      if (link.weight() == 0 && !well) {
        fault = fault.isEmpty() ? how : fault;
        reasons.add(how + ": FAULT");
      } else if (link.weight() > 0 == well && link.weight() != 0) {
        weight += link.weight();
        reasons.add(how + ": " + (link.weight() > 0 ? "+" : "") + link.weight());
      }
    }
    return new Adjustment(weight, fault, reasons);
  }

  /** All of them together; what has no other reasons than one before it counts with that. */
  static Adjustment sum(Collection<Adjustment> adjustments) {
    int weight = 0;
    String fault = "";
    Set<String> reasons = new LinkedHashSet<>();
    List<Set<String>> counted = new ArrayList<>();
    for (Adjustment adjustment : adjustments) {
      Set<String> these = new HashSet<>(adjustment.reasons());
      if (these.isEmpty() || counted.stream().noneMatch(before -> before.containsAll(these))) {
        weight += adjustment.weight();
        counted.add(these);
      }
      fault = fault.isEmpty() ? adjustment.fault() : fault;
      reasons.addAll(adjustment.reasons());
    }
    return new Adjustment(weight, fault, List.copyOf(reasons));
  }
}
