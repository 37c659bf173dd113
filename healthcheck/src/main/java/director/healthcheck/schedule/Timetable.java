// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When each target is due. A target keeps one place in its interval for ever: what was missed is
 * skipped, never caught up with a burst. Only its first check stands outside of that grid, so that
 * a new target is known soon.
 *
 * <p>Not thread-safe.
 */
public final class Timetable {

  /** First checks of new targets are spread over this time, or over the interval if shorter. */
  public static final Duration FIRST_CHECKS_WITHIN = Duration.ofSeconds(1);

  /** A target that is due, and since when. */
  public record Due(String id, Duration planned) {}

  private record Entry(Duration planned, String id, Phase phase, Duration interval) {

    /**
     * The grid time that follows. At least half an interval lies between a first check and the
     * second one, whose time is the grid's.
     */
    Entry next(Duration now) {
      Duration soonest = planned.plus(interval.dividedBy(2));
      Duration moment = soonest.compareTo(now) > 0 ? soonest : now;
      return new Entry(phase.firstAfter(moment, interval), id, phase, interval);
    }
  }

  private final SortedMap<String, Entry> entries = new TreeMap<>();
  private final TreeSet<Entry> byTime =
      new TreeSet<>(Comparator.comparing(Entry::planned).thenComparing(Entry::id));

  /** Takes in a new target; its first check is due within {@link #FIRST_CHECKS_WITHIN}. */
  public void add(String id, Duration interval, Duration now) {
    Phase phase = Phase.of(id);
    Duration spread = interval.compareTo(FIRST_CHECKS_WITHIN) < 0 ? interval : FIRST_CHECKS_WITHIN;
    put(new Entry(now.plus(phase.within(spread)), id, phase, interval));
  }

  /** Gives a known target another interval; with the same interval nothing moves. */
  public void change(String id, Duration interval, Duration now) {
    Entry known = entry(id);
    if (!known.interval.equals(interval)) {
      put(new Entry(known.phase.firstAfter(now, interval), id, known.phase, interval));
    }
  }

  /** Forgets a known target. */
  public void remove(String id) {
    byTime.remove(entry(id));
    entries.remove(id);
  }

  /** The targets that are due at {@code now}, the longest due first; each gets its next time. */
  public List<Due> due(Duration now) {
    List<Due> due = new ArrayList<>();
    while (!byTime.isEmpty() && byTime.first().planned.compareTo(now) <= 0) {
      Entry entry = byTime.first();
      due.add(new Due(entry.id, entry.planned));
      put(entry.next(now));
    }
    return due;
  }

  /** When {@link #due} has something to say next; empty without targets. */
  public Optional<Duration> next() {
    return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first().planned);
  }

  /** When a known target is due next. */
  public Duration planned(String id) {
    return entry(id).planned;
  }

  private void put(Entry entry) {
    Entry replaced = entries.put(entry.id, entry);
    if (replaced != null) {
      byTime.remove(replaced);
    }
    byTime.add(entry);
  }

  private Entry entry(String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw new IllegalArgumentException("the timetable does not know " + id);
    }
    return entry;
  }
}
