// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What shall become of one real server until somebody says otherwise.
 *
 * @param weight 0..65535, with {@link Verb#WEIGHT} and only there
 * @param within how long a drained server may keep its connections, 1 s..24 h; with {@link
 *     Verb#DRAIN} only, where empty leaves it to the service's drain-timeout
 * @param persist also over a restart of directord, which else forgets it; of no meaning with {@link
 *     Verb#ENABLE}
 * @param reason for people, may be empty
 */
public record ServerOrder(
    Verb verb, OptionalInt weight, Optional<Duration> within, boolean persist, String reason) {
  private static final int HEAVIEST = 65535;
  private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST_DRAIN = Duration.ofDays(1);

  /** What can be ordered. */
  public enum Verb {
    /** Ends any other order: the server is again what the config and its checks say. */
    ENABLE,
    /** Out of the kernel's table at once, whatever becomes of its connections. */
    DISABLE,
    /** Weight 0: no new connections, those that are there stay for as long as they last. */
    QUIESCE,
    /** Weight 0 until nobody is left or the time is over, then out of the table. */
    DRAIN,
    /** Another weight than the configured one. */
    WEIGHT;

    /** "drain", as it is said in the API and on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Verb> of(String word) {
      return Stream.of(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }
  }

  public ServerOrder {
    if (weight.isPresent() != (verb == Verb.WEIGHT)) {
      throw new IllegalArgumentException(
          verb == Verb.WEIGHT
              ? "weight needs a number, 0.." + HEAVIEST
              : verb.word() + " takes no weight");
    }
    if (weight.isPresent() && (weight.getAsInt() < 0 || weight.getAsInt() > HEAVIEST)) {
      throw new IllegalArgumentException(
          "weight must be 0.." + HEAVIEST + ", but is " + weight.getAsInt());
    }
    if (within.isPresent() && verb != Verb.DRAIN) {
      throw new IllegalArgumentException("only drain takes within, not " + verb.word());
    }
    if (within.filter(ServerOrder::isNoDrain).isPresent()) {
      throw new IllegalArgumentException("within must be 1s..24h");
    }
  }

  private static boolean isNoDrain(Duration time) {
    return time.compareTo(SHORTEST_DRAIN) < 0 || time.compareTo(LONGEST_DRAIN) > 0;
  }

  /** One that takes neither weight nor time. */
  public static ServerOrder of(Verb verb, String reason) {
    return new ServerOrder(verb, OptionalInt.empty(), Optional.empty(), false, reason);
  }

  public static ServerOrder weight(int weight, String reason) {
    return new ServerOrder(Verb.WEIGHT, OptionalInt.of(weight), Optional.empty(), false, reason);
  }

  public static ServerOrder drain(Optional<Duration> within, String reason) {
    return new ServerOrder(Verb.DRAIN, OptionalInt.empty(), within, false, reason);
  }

  /** The same, also over a restart or not. */
  public ServerOrder persisting(boolean wanted) {
    return new ServerOrder(verb, weight, within, wanted, reason);
  }
}
