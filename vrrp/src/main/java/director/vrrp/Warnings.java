// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong around a virtual router though it works; each is forgotten when it is over. */
final class Warnings {
  /** Longer than any interval. */
  private static final long REMEMBERED = Duration.ofSeconds(60).toNanos();

  /** What can be wrong; in the order in which it is told. */
  enum Kind {
    /** Two have priority 255. */
    ANOTHER_OWNER,
    /** Somebody sends from our address. */
    OUR_ADDRESS,
    /** Somebody whom we do not understand, nor it us: both will be MASTER. */
    ESTRANGED,
    /** Nobody took what was handed over. */
    NO_SUCCESSOR
  }

  private record Warning(String sentence, long seen) {}

  private final Map<Kind, Warning> warnings = new EnumMap<>(Kind.class);

  /**
   * Notes it.
   *
   * @return whether it is news
   */
  boolean raise(Kind kind, String sentence, long now) {
    Warning before = warnings.put(kind, new Warning(sentence, now));
    return before == null || !before.sentence().equals(sentence) || isOver(before, now);
  }

  /** Those of the last minute. */
  List<String> at(long now) {
    return warnings.values().stream()
        .filter(warning -> !isOver(warning, now))
        .map(Warning::sentence)
        .toList();
  }

  private static boolean isOver(Warning warning, long now) {
    return now - warning.seen() > REMEMBERED;
  }
}
