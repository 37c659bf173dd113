// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operator asked of a real server at run time. In force until it is replaced or taken back,
 * also over a reload.
 *
 * @param weight of meaning with {@link Verb#WEIGHT} only, 0..65535
 * @param since when it was asked, by the monotonic clock that decisions are made by
 * @param until when a drain ends, by the same clock; empty for the service's {@code drain-timeout}
 * @param who asked, such as "uid 1000"
 * @param reason in the operator's words; may be empty
 * @param asked when, for people
 * @param persist whether it outlives a restart, and that its server is not configured
 */
public record Instruction(
    Verb verb,
    int weight,
    Duration since,
    Optional<Duration> until,
    String who,
    String reason,
    Instant asked,
    boolean persist) {

  /** What is to become of the real server. */
  public enum Verb {
    /** It has another weight than the configured one. */
    WEIGHT,
    /** Weight 0: no new connections, the old ones go on for as long as they like. */
    QUIESCE,
    /** Weight 0 until its connections are gone or the time is up, then out of the table. */
    DRAIN,
    /** Out of the table at once. */
    DISABLE
  }

  /** One that does not outlive much. */
  public Instruction(
      Verb verb,
      int weight,
      Duration since,
      Optional<Duration> until,
      String who,
      String reason,
      Instant asked) {
    this(verb, weight, since, until, who, reason, asked, false);
  }

  public Instruction {
    if (weight < 0) {
      throw new IllegalArgumentException("weight " + weight + ", expected 0 or more");
    }
  }

  /** The server is to get no new connections. */
  boolean takesOut() {
    return verb != Verb.WEIGHT;
  }

  /** "by uid 1000: new kernel". */
  String by() {
    return "by " + who + (reason.isBlank() ? "" : ": " + reason);
  }
}
