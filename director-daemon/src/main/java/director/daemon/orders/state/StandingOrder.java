// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders.state;

import director.daemon.event.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator's order, in force until it is undone or its time is over.
 *
 * @param target a server, a virtual router, or the node
 * @param weight with {@link Verb#WEIGHT}, 0..65535; else 0
 * @param length of its time; null when it has none
 * @param given when
 * @param by who gave it
 * @param reason in the operator's words; may be empty
 * @param persist whether it outlives a restart
 * @param fulfilledAfter how long it took until a drained server was out; null before, and for
 *     others
 */
public record StandingOrder(
    Target target,
    Verb verb,
    int weight,
    @Nullable Duration length,
    Moment given,
    String by,
    String reason,
    boolean persist,
    @Nullable Duration fulfilledAfter) {

  /** What was ordered. */
  public enum Verb {
    DISABLE(Target.Kind.SERVER),
    QUIESCE(Target.Kind.SERVER),
    DRAIN(Target.Kind.SERVER),
    WEIGHT(Target.Kind.SERVER),
    STANDBY(Target.Kind.NODE),
    HANDOVER(Target.Kind.VIP);

    private final Target.Kind of;

    Verb(Target.Kind of) {
      this.of = of;
    }
  }

  private static final int HEAVIEST = 65535;

  /** No order has more time. */
  private static final Duration LONGEST = Duration.ofDays(7);

  public StandingOrder {
    if (target.kind() != verb.of) {
      throw new IllegalArgumentException(verb + " cannot be ordered of " + target);
    }
    if (verb.of == Target.Kind.SERVER && target.name().indexOf('/') < 0) {
      throw new IllegalArgumentException(target + " is no server, expected server:SERVICE/SERVER");
    }
    if (weight < 0 || weight > HEAVIEST) {
      throw new IllegalArgumentException("weight " + weight + ", expected 0.." + HEAVIEST);
    }
    if (length != null && (length.isNegative() || length.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("a time of " + length + ", expected 7 days at most");
    }
    if (fulfilledAfter != null && fulfilledAfter.isNegative()) {
      throw new IllegalArgumentException("fulfilled before it was given: " + fulfilledAfter);
    }
  }

  /** With a number of its own, "weight 5", or a time of its own, "standby for 30m". */
  public String words() {
    String word = verb.name().toLowerCase(Locale.ROOT);
    return switch (verb) {
      case WEIGHT -> word + " " + weight;
      case DRAIN -> word + time(" within ");
      case STANDBY -> word + time(" for ");
      default -> word;
    };
  }

  private String time(String word) {
    return length == null ? "" : word + TimeWords.of(length);
  }

  /**
   * What is left of its time, 0 at least, and never more than it was given: a clock that was set
   * back over a restart lengthens nothing beyond that. Empty when it has none.
   */
  public Optional<Duration> left(Moment now) {
    if (length == null) {
      return Optional.empty();
    }
    Duration left = length.minus(given.ago(now));
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  /** By the wall clock as it is now; empty when it does not end by itself. */
  public Optional<Instant> until(Moment now) {
    if (length == null) {
      return Optional.empty();
    }
    Instant planned = given.wall().plus(length);
    Duration since = Duration.between(given.wall(), now.wall());
    boolean agree = since.minus(given.ago(now)).abs().compareTo(Duration.ofSeconds(2)) <= 0;
    return Optional.of(agree ? planned : now.wall().plus(length.minus(given.ago(now))));
  }

  /** Whether its time is over: a drain is fulfilled then, anything else has ended. */
  public boolean isOver(Moment now) {
    return left(now).filter(Duration::isZero).isPresent();
  }

  /**
   * The same, once the server is out.
   *
   * @param after how long ago it was given when that was seen: later than it happened, if nobody
   *     was there to look
   */
  public StandingOrder fulfilled(Duration after) {
    Duration took = length != null && length.compareTo(after) < 0 ? length : after;
    return new StandingOrder(target, verb, weight, length, given, by, reason, persist, took);
  }
}
