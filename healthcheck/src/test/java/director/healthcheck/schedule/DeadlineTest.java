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
  private final Deadline deadline = Deadline.from(ms(10_000), ms(3_000));

  @Test
  @DisplayName("a punctual director fails a silent target at its timeout")
  void punctual() {
    Lateness punctual = Lateness.none().expecting(ms(13_000));

    assertEquals(WAIT, deadline.at(ms(12_999), punctual));
    assertEquals(FAILED, deadline.at(ms(13_000), punctual.woke(ms(13_000))));
    assertEquals(FAILED, deadline.at(ms(13_020), punctual.woke(ms(13_020))));
  }

  @Test
  @DisplayName("a lag with which something was read is given back")
  void extended() {
    Lateness late = Lateness.none().expecting(ms(11_000)).woke(ms(11_400));

    Deadline extended = deadline.after(ms(11_400), late, true);

    Lateness onTime = late.expecting(ms(13_400)).woke(ms(13_400));
    assertEquals(WAIT, extended.at(ms(13_399), onTime));
    assertEquals(FAILED, extended.at(ms(13_400), onTime));
  }

  @Test
  @DisplayName("what was read on time may have come too late for the wake-up before")
  void lagBefore() {
    Lateness late = Lateness.none().expecting(ms(11_000)).woke(ms(11_400)).expecting(ms(11_410));

    Deadline extended = deadline.after(ms(11_410), late.woke(ms(11_410)), true);

    assertEquals(new Deadline(ms(10_000), ms(3_000), ms(400)), extended);
  }

  @Test
  @DisplayName("a lag in which the target sent nothing is not given back")
  void busy() {
    Lateness late = Lateness.none().expecting(ms(11_000)).woke(ms(12_000));

    Deadline after = deadline.after(ms(12_000), late, false);

    assertEquals(deadline, after);
  }

  @Test
  @DisplayName("an absence of more than a third of the timeout is given back, whatever was sent")
  void absent() {
    Lateness late = Lateness.none().expecting(ms(11_000)).woke(ms(12_001));

    Deadline after = deadline.after(ms(12_001), late, false);

    assertEquals(new Deadline(ms(10_000), ms(3_000), ms(1_001)), after);
  }

  @Test
  @DisplayName("what was lost before the probe started does not count")
  void lostBefore() {
    Lateness late = Lateness.none().expecting(ms(5_000)).woke(ms(10_100));

    Deadline after = deadline.after(ms(10_100), late, true);

    assertEquals(new Deadline(ms(10_000), ms(3_000), ms(100)), after);
  }

  @Test
  @DisplayName("a late wake-up at the end waits for the next one, before which arrivals are read")
  void unread() {
    Lateness late = Lateness.none().expecting(ms(12_995)).woke(ms(13_100));
    Lateness next = late.expecting(ms(13_110)).woke(ms(13_115));
    Lateness nextLate = late.expecting(ms(13_110)).woke(ms(13_300));

    assertEquals(WAIT, deadline.at(ms(13_100), late));
    assertEquals(FAILED, deadline.at(ms(13_115), next));
    assertEquals(FAILED, deadline.at(ms(13_300), nextLate));
  }

  @Test
  @DisplayName("a director that took more than twice the timeout cannot say anything")
  void stopped() {
    Lateness stopped = Lateness.none().expecting(ms(10_010)).woke(ms(17_000));

    Deadline after = deadline.after(ms(17_000), stopped, false);

    Lateness awake = stopped.expecting(ms(19_000)).woke(ms(19_000));
    assertEquals(WAIT, after.at(ms(18_999), awake));
    assertEquals(VOID, after.at(ms(19_000), awake));
  }

  @Test
  @DisplayName(
      "a busy director, 200 ms late each time, still finds a silent target at its second wake-up")
  void alwaysBusy() {
    Duration end = rulingOf(false, ms(200));

    assertEquals(ms(13_360), end); // it wakes at 13.15 s, and once more to read what has arrived
  }

  @Test
  @DisplayName("a target that keeps sending gets three times its timeout from a busy director")
  void alwaysBusyAndDripping() {
    Duration end = rulingOf(true, ms(200));

    assertTrue(end.compareTo(ms(19_000)) >= 0 && end.compareTo(ms(19_300)) < 0, "at " + end);
  }

  @Test
  @DisplayName("a failure may be our own once we took more than the timeout")
  void missed() {
    Lateness overdue = Lateness.none().expecting(ms(10_000));

    assertFalse(deadline.missed(ms(13_000), overdue));
    assertTrue(deadline.missed(ms(13_001), overdue));
    assertEquals(ms(3_001), deadline.lostBy(ms(13_001), overdue));
  }

  @Test
  @DisplayName("a wake-up up to 20 ms late is on time, and an early one is, too")
  void tolerance() {
    Lateness expecting = Lateness.none().expecting(ms(10_000));

    assertEquals(Duration.ZERO, expecting.woke(ms(9_000)).lag());
    assertEquals(Duration.ZERO, expecting.woke(ms(10_020)).lag());
    assertEquals(
        new Lateness(ms(10_021), ms(21), Duration.ZERO, ms(21)), expecting.woke(ms(10_021)));
  }

  /** When the waiting ends for a director that wakes 10 ms and {@code lag} after each wake-up. */
  private Duration rulingOf(boolean progressing, Duration lag) {
    Lateness lateness = Lateness.none();
    Deadline current = deadline.after(ms(10_000), lateness, false);
    Duration now = ms(10_000);
    while (current.at(now, lateness) == WAIT) {
      lateness = lateness.expecting(now.plus(ms(10)));
      now = now.plus(ms(10)).plus(lag);
      lateness = lateness.woke(now);
      current = current.after(now, lateness, progressing);
    }
    return now;
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
