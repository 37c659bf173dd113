// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Adjustment;
import director.vrrp.orders.TrackedInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

  /** All of them together; of two the one whose reasons the other has too counts with that. */
  static Adjustment sum(Collection<Adjustment> adjustments) {
    String fault = "";
    Set<String> reasons = new LinkedHashSet<>();
    for (Adjustment adjustment : adjustments) {
      fault = fault.isEmpty() ? adjustment.fault() : fault;
      reasons.addAll(adjustment.reasons());
    }
    return new Adjustment(weight(adjustments), fault, List.copyOf(reasons));
  }

  private static int weight(Collection<Adjustment> adjustments) {
    int weight = 0;
    List<List<String>> counted = new ArrayList<>();
    List<Adjustment> richestFirst = new ArrayList<>(adjustments);
    richestFirst.sort(Comparator.comparingInt((Adjustment one) -> -one.reasons().size()));
    for (Adjustment adjustment : richestFirst) {
      List<String> reasons = adjustment.reasons();
      if (reasons.isEmpty() || counted.stream().noneMatch(one -> one.containsAll(reasons))) {
        weight += adjustment.weight();
        counted.add(reasons);
      }
    }
    return weight;
  }
}
