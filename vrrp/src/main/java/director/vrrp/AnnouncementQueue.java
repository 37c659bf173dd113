// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one interface has yet to announce. All addresses once, then all again: whoever waits for the
 * first frame of the last address does not wait for the last frame of the first. An address that is
 * queued already is told as often as the most that was asked for, not as the sum.
 */
final class AnnouncementQueue {
  /** How often it is told still, and how long the interface is silent after each. */
  private record Entry(int left, Duration pace) {}

  private final Map<InetAddress, Entry> waiting = new LinkedHashMap<>();
  private long notBefore = Long.MIN_VALUE;

  /**
   * Queues each of {@code addresses}.
   *
   * @param times at least 1
   * @param pace between two frames of this interface; 0 = none
   */
  void add(Collection<InetAddress> addresses, int times, Duration pace) {
    for (InetAddress address : addresses) {
      waiting.merge(
          address,
          new Entry(times, pace),
          (before, now) -> new Entry(Math.max(before.left(), now.left()), now.pace()));
    }
  }

  /** They are somebody else's now: not one frame more. */
  void forget(Collection<InetAddress> addresses) {
    addresses.forEach(waiting::remove);
  }

  void clear() {
    waiting.clear();
  }

  /** The next one that may be told at {@code now}; null when none is, or none yet. */
  @Nullable InetAddress poll(long now) {
    if (waiting.isEmpty() || now < notBefore) {
      return null;
    }
    Map.Entry<InetAddress, Entry> first = waiting.entrySet().iterator().next();
    InetAddress address = first.getKey();
    Entry entry = first.getValue();
    waiting.remove(address);
    if (entry.left() > 1) {
      waiting.put(address, new Entry(entry.left() - 1, entry.pace()));
    }
    notBefore = now + entry.pace().toNanos();
    return address;
  }

  /** When {@link #poll} has something again; {@link Deadlines#NEVER} when nothing waits. */
  long nextDue(long now) {
    if (waiting.isEmpty()) {
      return Deadlines.NEVER;
    }
    return now < notBefore ? notBefore : now;
  }
}
