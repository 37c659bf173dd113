// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The highest sequence of each sender. Only what carried a valid HMAC may be shown to it. */
final class ReplayMarks {
  /** More senders of one virtual router than anybody has; who has not spoken longest makes room. */
  private static final int MOST_SENDERS = 16;

  private final Map<InetAddress, Long> marks =
      new LinkedHashMap<>(2 * MOST_SENDERS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
          return size() > MOST_SENDERS;
        }
      };

  /**
   * Takes note of a sequence.
   *
   * <p>A mark outside the window orders nothing that the window would not refuse, but would lock
   * out a sender whose clock was wrong and was set right: it is forgotten.
   *
   * @return false if it is not above the last of the same sender, which then remains the last
   */
  boolean raise(InetAddress sender, long sequence, Instant now, Hmac orders) {
    Long mark = marks.get(sender);
    if (mark != null && counts(mark, now, orders) && !Sequence.isAfter(sequence, mark)) {
      return false;
    }
    marks.put(sender, sequence);
    return true;
  }

  private static boolean counts(long mark, Instant now, Hmac orders) {
    return orders.antiReplay() == AntiReplay.MONOTONIC
        || Sequence.isWithin(mark, now, orders.window());
  }
}
