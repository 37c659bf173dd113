// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what strangers do to us, and tells of each sort once a minute at most: whoever connects a
 * thousand times a second must not fill the disk with it. On the socket's thread only.
 */
final class Tally {
  private static final Logger log = LoggerFactory.getLogger(Tally.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final LongSupplier clock;
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> told = new HashMap<>();

  /**
   * @param clock of nanoseconds
   */
  Tally(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * It happened once more.
   *
   * @param what of few sorts, as a sentence
   * @param detail of this time
   * @return whether it was told
   */
  boolean count(String what, String detail) {
    long count = counts.merge(what, 1L, Long::sum);
    Long before = told.get(what);
    long now = clock.getAsLong();
    if (before != null && now - before < PAUSE.toNanos()) {
      return false;
    }
    told.put(what, now);
    log.info("control API: {}: {}; {} since the start", what, detail, count);
    return true;
  }

  long counted(String what) {
    return counts.getOrDefault(what, 0L);
  }
}
