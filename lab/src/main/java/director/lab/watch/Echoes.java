// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the datagrams that a client sent to an address, in the order of sending. */
public record Echoes(List<Echo> all) {
  /** An answer that takes longer is none: the client's kernel had to look for the address. */
  private static final Duration LOST = Duration.ofMillis(250);

  /**
   * One datagram.
   *
   * @param answered null if it never was
   * @param by the name of the host that answered; empty if none did
   */
  public record Echo(Instant asked, @Nullable Instant answered, String by) {
    boolean isLost() {
      return answered == null || Duration.between(asked, answered).compareTo(LOST) > 0;
    }
  }

  public Echoes {
    all = List.copyOf(all);
  }

  /** How many were not answered in time. */
  public long lost() {
    return all.stream().filter(Echo::isLost).count();
  }

  /** Those since then. */
  public Echoes since(Instant instant) {
    return new Echoes(all.stream().filter(echo -> !echo.asked().isBefore(instant)).toList());
  }

  /**
   * How long after {@code event} it took until {@code host} answered, in time, and went on to.
   *
   * @throws AssertionError if it did not in the end
   */
  public Duration settled(Instant event, String host) {
    Instant settled = null;
    for (Echo echo : since(event).all()) {
      boolean good = !echo.isLost() && echo.by().equals(host);
      if (!good) {
        settled = null;
      } else if (settled == null) {
        settled = echo.asked();
      }
    }
    if (settled == null) {
      throw new AssertionError(
          "in the end the address was not answered by " + host + ": " + tail());
    }
    return Duration.between(event, settled);
  }

  /** The longest that the client had to wait. */
  public Outage outage() {
    return Outage.longest(
        all.stream()
            .map(echo -> new Outage.Attempt(nanos(echo.asked()), nanosOrNull(echo.answered())))
            .toList());
  }

  private List<Echo> tail() {
    return all.subList(Math.max(0, all.size() - 5), all.size());
  }

  private static @Nullable Long nanosOrNull(@Nullable Instant instant) {
    return instant == null ? null : nanos(instant);
  }

  private static long nanos(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos();
  }
}
