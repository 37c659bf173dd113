// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** System.nanoTime begins at 1 s, the wall clock at 1000 s; a packet is read at 5 s. */
class ArrivalClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private final ArrivalClock clock = new ArrivalClock(SECOND, 1000 * SECOND, SECOND);

  private long arrival(long stamp, long nanoTime, long realTime) {
    return clock.arrival(stamp, nanoTime, realTime, nanoTime);
  }

  @Test
  @DisplayName("a packet came when it was stamped, however late it is read")
  void quiet() {
    long arrival = arrival(1003 * SECOND + 250 * MILLI, 5 * SECOND, 1004 * SECOND);

    assertEquals(4_250_000_000L, arrival);
  }

  @Test
  @DisplayName("what was stamped before the wall clock was put forward is told by the old clock")
  void stampedBeforeAStepForward() {
    clock.wasEmptyAt(4 * SECOND);

    long arrival = arrival(1003 * SECOND + 250 * MILLI, 5 * SECOND, 4604 * SECOND);

    assertEquals(4_250_000_000L, arrival);
  }

  @Test
  @DisplayName("what was stamped before the wall clock was put back is told by the old clock")
  void stampedBeforeAStepBack() {
    clock.wasEmptyAt(4 * SECOND);

    long arrival = arrival(1003 * SECOND + 250 * MILLI, 5 * SECOND, 700 * SECOND);

    assertEquals(4_250_000_000L, arrival);
  }

  @Test
  @DisplayName("what was stamped after the step is told by the new clock, as is all later")
  void stampedAfterAStep() {
    clock.wasEmptyAt(4 * SECOND);

    long first = arrival(4603 * SECOND + 250 * MILLI, 5 * SECOND, 4604 * SECOND);
    clock.wasEmptyAt(5 * SECOND);
    long second = arrival(4605 * SECOND, 7 * SECOND, 4606 * SECOND);

    assertEquals(4_250_000_000L, first);
    assertEquals(6_000_000_000L, second);
  }

  @Test
  @DisplayName("the packets of one queue with a step among them are each told by their clock")
  void stepAmongQueuedPackets() {
    clock.wasEmptyAt(2 * SECOND);

    long before = arrival(1002 * SECOND, 5 * SECOND, 2004 * SECOND);
    long after = arrival(2003 * SECOND, 5 * SECOND, 2004 * SECOND);
    long againBefore = arrival(1002 * SECOND + 500 * MILLI, 5 * SECOND, 2004 * SECOND);

    assertEquals(3_000_000_000L, before);
    assertEquals(4_000_000_000L, after);
    assertEquals(3_500_000_000L, againBefore);
  }

  @Test
  @DisplayName("no packet comes in the future")
  void notInTheFuture() {
    long arrival = arrival(1009 * SECOND, 5 * SECOND, 1004 * SECOND);

    assertEquals(5_000_000_000L, arrival);
  }

  @Test
  @DisplayName("no packet came before the queue was empty, not even by a clock of long ago")
  void notBeforeTheQueueWasEmpty() {
    arrival(1001 * SECOND, 3 * SECOND, 2002 * SECOND);
    clock.wasEmptyAt(4 * SECOND);

    long arrival = arrival(1003 * SECOND + 500 * MILLI, 5 * SECOND, 2004 * SECOND);

    assertEquals(4_000_000_000L, arrival);
  }

  @Test
  @DisplayName("of several measurements the closest one counts")
  void closestMeasurement() {
    ArrivalClock loose = new ArrivalClock(SECOND, 1000 * SECOND, SECOND + 40);

    long first = loose.arrival(1003 * SECOND, 5 * SECOND, 1004 * SECOND + 10, 5 * SECOND + 12);
    long second = loose.arrival(1005 * SECOND, 7 * SECOND, 1006 * SECOND, 7 * SECOND + 500 * MILLI);

    assertEquals(4 * SECOND + 1, first);
    assertEquals(6 * SECOND + 1, second);
  }

  @Test
  @DisplayName("System.nanoTime may pass its largest value between two packets")
  void overflow() {
    ArrivalClock late = new ArrivalClock(Long.MAX_VALUE - 10, 0, Long.MAX_VALUE - 10);

    long arrival = late.arrival(20, Long.MIN_VALUE + 29, 40, Long.MIN_VALUE + 29);

    assertEquals(Long.MIN_VALUE + 9, arrival);
  }
}
