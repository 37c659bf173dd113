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
 * a new target is known soon, and checks that are asked for by {@link #repeat}, after which it goes
 * on in its place.
 *
 * <p>Not thread-safe.
 */
public final class Timetable {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** What a first check costs at most, connections, handshakes and a cold JVM included. */
  private static final Duration FIRST_CHECK = Duration.ofNanos(1_500_000);

  /** A target that is due, and since when. */
  public record Due(String id, Duration planned) {}

  /**
   * @param rest at least so long after {@code planned} comes the next
   */
  private record Entry(Duration planned, String id, Phase phase, Duration interval, Duration rest) {

    /** The grid time that follows. */
    Entry next(Duration now) {
      return onGrid(later(planned.plus(rest), now));
    }

    /**
     * The first grid time after {@code moment}. At least half an interval lies between it and the
     * next, which keeps them apart when a check comes late.
     */
    Entry onGrid(Duration moment) {
      return new Entry(
          phase.firstAfter(moment, interval), id, phase, interval, interval.dividedBy(2));
    }
  }

  private final SortedMap<String, Entry> entries = new TreeMap<>();
  private final TreeSet<Entry> byTime =
      new TreeSet<>(Comparator.comparing(Entry::planned).thenComparing(Entry::id));

  /**
   * Over which time the first checks of so many new targets are spread: a second, or as long as one
   * processor needs for them.
   */
  public static Duration firstChecksWithin(int targets) {
    return later(SECOND, FIRST_CHECK.multipliedBy(targets));
  }

  /**
   * Takes in a new target. Its first check is due within {@code spread}, or within its interval if
   * that is shorter; the second at least half an interval after it, in its place.
   */
  public void add(String id, Duration interval, Duration spread, Duration now) {
    Phase phase = Phase.of(id);
    Duration first = now.plus(phase.within(sooner(spread, interval)));
    put(new Entry(first, id, phase, interval, interval.dividedBy(2)));
  }

  /** Gives a known target another interval; with the same interval nothing moves. */
  public void change(String id, Duration interval, Duration now) {
    Entry known = entry(id);
    if (!known.interval.equals(interval)) {
      put(new Entry(now, id, known.phase, interval, Duration.ZERO).onGrid(now));
    }
  }

  /** Lets a known target be due at {@code moment}, and from then on in its place again. */
  public void repeat(String id, Duration moment) {
    Entry known = entry(id);
    put(new Entry(moment, id, known.phase, known.interval, Duration.ZERO));
  }

  /** As {@link #repeat}, somewhere in the time of {@code spread} after {@code moment}. */
  public void repeatWithin(String id, Duration moment, Duration spread) {
    repeat(id, moment.plus(entry(id).phase.within(spread)));
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

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration sooner(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
