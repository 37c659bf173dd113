// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.TrackedInterface;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What changes the priority of a virtual router, or takes it out of the election.
 *
 * @param ownInterface whether the loss of its own interface's link is a fault
 * @param interfaces further interfaces, by name
 * @param scripts by their name in {@code track.scripts}, and so on
 */
public record TrackConfig(
    boolean ownInterface,
    List<TrackedInterface> interfaces,
    SortedMap<String, Weight> scripts,
    SortedMap<String, Weight> files,
    SortedMap<String, Weight> processes,
    SortedMap<String, Weight> services) {
  /** What is tracked when nothing is said. */
  public static final TrackConfig DEFAULT =
      new TrackConfig(
          true,
          List.of(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap());

  private static final Kind<Integer> WEIGHT =
      Kind.integer(-253, 253, "-253..253, where 0 means FAULT instead of a lower priority");
  private static final Kind<Integer> FACTOR = Kind.integer(-254, 254);
  private static final Kind<Integer> COST =
      Kind.integer(1, 253, "1..253, what the loss of all of it costs at most");

  /**
   * What it is worth.
   *
   * @param reverse whether good and bad change places
   */
  public record Weight(int weight, boolean reverse) {}

  public TrackConfig {
    interfaces = List.copyOf(interfaces);
    scripts = Collections.unmodifiableSortedMap(new TreeMap<>(scripts));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    processes = Collections.unmodifiableSortedMap(new TreeMap<>(processes));
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  static TrackConfig from(Section section) {
    boolean own = section.optional("own-interface", Kind.flag(), true);
    return read(section, own);
  }

  /** Of a sync group, which has no interface of its own. */
  static TrackConfig ofGroup(Section section) {
    return read(section, true);
  }

  private static TrackConfig read(Section section, boolean own) {
    return new TrackConfig(
        own,
        List.copyOf(section.named("interfaces", TrackConfig::tracked).values()),
        section.named("scripts", (name, one) -> weight(one, WEIGHT, 0)),
        section.named("files", (name, one) -> weight(one, FACTOR, 1)),
        section.named("processes", (name, one) -> weight(one, WEIGHT, 0)),
        section.named(
            "services", (name, one) -> new Weight(one.required("weight", COST, 1), false)));
  }

  private static TrackedInterface tracked(String name, Section section) {
    Weight weight = weight(section, WEIGHT, 0);
    if (!Names.INTERFACE_PATTERN.matcher(name).matches()) {
      section.refuse("weight", "is of " + name + ", which is no name of a network interface");
    }
    return new TrackedInterface(name, weight.weight(), weight.reverse());
  }

  private static Weight weight(Section section, Kind<Integer> kind, int byDefault) {
    return new Weight(
        section.optional("weight", kind, byDefault),
        section.optional("reverse", Kind.flag(), false));
  }

  /** Whether a priority depends on any of it, and not only FAULT. */
  boolean weighs() {
    return interfaces.stream().anyMatch(one -> one.weight() != 0)
        || scripts.values().stream().anyMatch(one -> one.weight() != 0)
        || processes.values().stream().anyMatch(one -> one.weight() != 0)
        || !files.isEmpty()
        || !services.isEmpty();
  }
}
