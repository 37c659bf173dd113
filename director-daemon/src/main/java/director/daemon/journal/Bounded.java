// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Event;
import director.daemon.event.Target;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An event that is no larger than an entry may be: a reason can hold what others wrote. As JSON it
 * takes 40 kB, or 200 kB when all of it has to be escaped.
 */
final class Bounded {
  private static final int REASON = 2000;
  private static final int STATE = 200;
  private static final int NAME = 600;
  private static final int DETAIL = 500;
  private static final int FACTS = 32;
  private static final int FACT_NAME = 64;
  private static final int FACT = 500;

  private Bounded() {}

  /** The same, with "..." where something was cut off. */
  static Event of(Event event) {
    return new Event(
        event.kind(),
        new Target(event.target().kind(), cut(event.target().name(), NAME)),
        cut(event.from(), STATE),
        cut(event.to(), STATE),
        cut(event.reason(), REASON),
        cut(event.by(), STATE),
        facts(event.facts()),
        lines(event.detail()));
  }

  private static SortedMap<String, String> facts(SortedMap<String, String> all) {
    SortedMap<String, String> some = new TreeMap<>();
    all.entrySet().stream()
        .limit(FACTS)
        .forEach(fact -> some.put(cut(fact.getKey(), FACT_NAME), cut(fact.getValue(), FACT)));
    return some;
  }

  private static List<String> lines(List<String> all) {
    return all.stream().map(line -> cut(line, DETAIL)).toList();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }
}
