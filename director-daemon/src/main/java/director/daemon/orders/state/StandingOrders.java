// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders.state;

import director.daemon.event.Target;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All orders in force: one for each target, the last that was given.
 *
 * @param byTarget at most {@value #MOST}
 */
public record StandingOrders(SortedMap<Target, StandingOrder> byTarget) {
  /** More than anybody gives one by one; a file of it is read in a moment. */
  public static final int MOST = 50_000;

  public static final StandingOrders NONE = new StandingOrders(Collections.emptySortedMap());

  private static final Comparator<StandingOrder> NEWEST_FIRST =
      Comparator.comparing((StandingOrder order) -> order.given().wall())
          .reversed()
          .thenComparing(StandingOrder::target);

  public StandingOrders {
    byTarget = Collections.unmodifiableSortedMap(new TreeMap<>(byTarget));
  }

  /** Of several about one target the last. */
  public static StandingOrders of(Collection<StandingOrder> orders) {
    SortedMap<Target, StandingOrder> all = new TreeMap<>();
    orders.forEach(order -> all.put(order.target(), order));
    return new StandingOrders(all);
  }

  public Optional<StandingOrder> of(Target target) {
    return Optional.ofNullable(byTarget.get(target));
  }

  /** Whether there is room for one about {@code target}. */
  public boolean takes(Target target) {
    return byTarget.size() < MOST || byTarget.containsKey(target);
  }

  /** In place of what was ordered of its target before. */
  public StandingOrders with(StandingOrder order) {
    SortedMap<Target, StandingOrder> next = new TreeMap<>(byTarget);
    next.put(order.target(), order);
    return new StandingOrders(next);
  }

  public StandingOrders without(Target target) {
    SortedMap<Target, StandingOrder> next = new TreeMap<>(byTarget);
    next.remove(target);
    return new StandingOrders(next);
  }

  public StandingOrders only(Predicate<StandingOrder> which) {
    return of(byTarget.values().stream().filter(which).toList());
  }

  /** What is left of them after a restart of everything. */
  public StandingOrders persisted() {
    return only(StandingOrder::persist);
  }

  /** As operators are told. */
  public List<StandingOrder> newestFirst() {
    return byTarget.values().stream().sorted(NEWEST_FIRST).toList();
  }
}
