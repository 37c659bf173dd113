// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import java.time.Instant;

/** The sequences that we send: each above the last, and as near to the clock as that allows. */
final class SendingSequence {
  private boolean started;
  private long last;

  /**
   * The next one.
   *
   * <p>After the clock was set back we would be ahead of what the others accept: where they compare
   * clocks we follow ours then, and they forget what they heard.
   */
  long next(Instant now, Hmac orders) {
    long clock = Sequence.of(now);
    boolean stranded =
        orders.antiReplay() == AntiReplay.TIME && !Sequence.isWithin(last, now, orders.window());
    boolean follows = !started || stranded || Sequence.isAfter(clock, last);
    last = follows ? clock : last + 1;
    started = true;
    return last;
  }
}
