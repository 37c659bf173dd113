// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.schedule;

import static director.healthcheck.schedule.Deadline.Ruling.FAILED;
import static director.healthcheck.schedule.Deadline.Ruling.VOID;
import static director.healthcheck.schedule.Deadline.Ruling.WAIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  /** Three seconds from 10 s on. */
  private final Deadline deadline = new Deadline(ms(10_000), ms(3_000), Duration.ZERO);

  @Test
  @DisplayName("a punctual director fails a silent target at its timeout")
  void punctual() {
    Lateness punctual = Lateness.none().expecting(ms(13_000));

    assertEquals(WAIT, deadline.at(ms(12_999), punctual));
    assertEquals(FAILED, deadline.at(ms(13_000), punctual.woke(ms(13_000))));
    assertEquals(FAILED, deadline.at(ms(13_020), punctual.woke(ms(13_020))));
  }

  @Test
  @DisplayName("what the director lost is given to the target on top")
  void extended() {
    Lateness late = Lateness.none().expecting(ms(11_000)).woke(ms(11_400)).expecting(ms(13_400));

    assertEquals(WAIT, deadline.at(ms(13_399), late));
    assertEquals(FAILED, deadline.at(ms(13_400), late));
  }

  @Test
  @DisplayName("what was lost before the probe started does not count")
  void lostBefore() {
    Lateness late = Lateness.none().expecting(ms(9_000)).woke(ms(9_400)).expecting(ms(13_000));

    Deadline begun = new Deadline(ms(10_000), ms(3_000), ms(400));

    assertEquals(FAILED, begun.at(ms(13_000), late));
  }

  @Test
  @DisplayName("right after a late wake-up there are 50 ms to read what has arrived")
  void grace() {
    Lateness late = Lateness.none().expecting(ms(12_995)).woke(ms(13_100)).expecting(ms(13_150));

    assertEquals(WAIT, deadline.at(ms(13_100), late));
    assertEquals(WAIT, deadline.at(ms(13_149), late));
    assertEquals(FAILED, deadline.at(ms(13_150), late));
  }

  @Test
  @DisplayName("a director that lost more than twice the timeout cannot say anything")
  void stopped() {
    Lateness stopped = Lateness.none().expecting(ms(10_010)).woke(ms(17_000)).expecting(ms(19_000));

    assertEquals(WAIT, deadline.at(ms(17_000), stopped));
    assertEquals(VOID, deadline.at(ms(19_000), stopped));
  }

  @Test
  @DisplayName("a director that is always late waits for three times the timeout at most")
  void alwaysLate() {
    Lateness lateness = Lateness.none().expecting(ms(10_010));
    Duration now = ms(10_010);
    while (deadline.at(now, lateness) == WAIT) {
      now = now.plus(ms(60));
      lateness = lateness.woke(now.plus(ms(30))).expecting(now.plus(ms(60)));
    }

    assertTrue(now.compareTo(ms(19_200)) < 0, "still waiting at " + now);
    assertEquals(VOID, deadline.at(now, lateness));
  }

  @Test
  @DisplayName("a failure may be our own once we were absent for longer than the timeout")
  void missed() {
    Lateness overdue = Lateness.none().expecting(ms(10_010));

    assertFalse(deadline.missed(ms(13_010), overdue));
    assertTrue(deadline.missed(ms(13_011), overdue));
    assertEquals(ms(3_001), deadline.lostSince(ms(13_011), overdue));
  }

  @Test
  @DisplayName("a wake-up up to 20 ms late is on time, and an early one is, too")
  void tolerance() {
    Lateness expecting = Lateness.none().expecting(ms(10_000));

    assertEquals(expecting, expecting.woke(ms(9_000)));
    assertEquals(expecting, expecting.woke(ms(10_020)));
    assertEquals(new Lateness(ms(10_021), ms(21), ms(10_021)), expecting.woke(ms(10_021)));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
