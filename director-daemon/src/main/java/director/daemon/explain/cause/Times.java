// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import java.time.Duration;
import java.time.Instant;

/**
 * Times as people say them, seen from the moment of a report. The clock is UTC and says so: two
 * directors of one site and the log beside them shall not have to be converted.
 */
record Times(Instant now) {
  private static final Duration TODAY = Duration.ofHours(20);

  /** "38 s ago". */
  String ago(Instant then) {
    Duration age = Duration.between(then, now);
    return age.isNegative() ? "just now" : span(age) + " ago";
  }

  /** "at 05:28:02 UTC, 38 s ago"; with the day when it was another. */
  String at(Instant then) {
    return "at " + clock(then) + ", " + ago(then);
  }

  /** "for 38 s, since 05:28:02 UTC". */
  String since(Instant then) {
    return "for " + span(age(then)) + ", since " + clock(then);
  }

  Duration age(Instant then) {
    Duration age = Duration.between(then, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** "in 1.2 s", or "now" when it should have been already. */
  String in(Instant later) {
    Duration rest = Duration.between(now, later);
    return rest.isNegative() || rest.isZero() ? "now" : "in " + span(rest);
  }

  /** "05:29:10 UTC, in 30 s". */
  String atLater(Instant later) {
    return clock(later) + ", " + in(later);
  }

  private String clock(Instant instant) {
    String text = instant.toString();
    boolean near = Duration.between(instant, now).abs().compareTo(TODAY) < 0;
    return (near ? "" : text.substring(0, 10) + " ") + text.substring(11, 19) + " UTC";
  }

  /** Two figures that matter: "340 ms", "1.2 s", "38 s", "14 min", "3 h 12 min", "5 days". */
  static String span(Duration time) {
    long millis = time.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 10_000) {
      return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
    if (time.toSeconds() < 120) {
      return time.toSeconds() + " s";
    }
    if (time.toMinutes() < 120) {
      return time.toMinutes() + " min";
    }
    return time.toHours() < 48
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toDays() + " days";
  }

  /** Of figures of the report. */
  static Duration millis(double millis) {
    return Duration.ofNanos(Math.round(millis * 1e6));
  }
}
