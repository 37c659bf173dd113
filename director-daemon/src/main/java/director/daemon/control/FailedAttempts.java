// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who tried to come in and could not: after some tries within a minute nobody at that address is
 * heard until the minute is over. Of IPv6, a whole /64 is one address. On the socket's thread only.
 */
final class FailedAttempts {
  static final int MOST = 10;
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 1_000;

  private final LongSupplier clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };
  private long total;

  private record Window(long begun, int failures) {}

  /**
   * @param clock of nanoseconds
   */
  FailedAttempts(LongSupplier clock) {
    this.clock = clock;
  }

  boolean isBarred(InetAddress from) {
    return window(key(from)).failures() >= MOST;
  }

  /** How many there were of that address within the window, this one included. */
  int failed(InetAddress from) {
    total++;
    String key = key(from);
    Window before = window(key);
    Window now = new Window(before.begun(), before.failures() + 1);
    windows.remove(key);
    windows.put(key, now);
    return now.failures();
  }

  long total() {
    return total;
  }

  private Window window(String key) {
    Window known = windows.get(key);
    long now = clock.getAsLong();
    return known == null || now - known.begun() > WINDOW.toNanos() ? new Window(now, 0) : known;
  }

  private static String key(InetAddress from) {
    byte[] bytes = from.getAddress();
    return HexFormat.of().formatHex(from instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }
}
