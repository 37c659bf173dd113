// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

/**
 * Turns the kernel's time stamps of packets, which are of CLOCK_REALTIME, into instants of
 * System.nanoTime.
 *
 * <p>Both clocks are slewed alike, so their difference changes by steps only. It is bounded at each
 * packet by reading the one clock before and after the other, and bounds that exclude those of
 * before are a step. What was stamped before a step is told by the difference of before, and what
 * is impossible all the same is moved to the next possible instant: a packet was not read before it
 * came, and came after the queue was last seen empty.
 */
final class ArrivalClock {
  private long least;
  private long greatest;
  private long differenceBefore;
  private long earliest;

  /**
   * Begins with the wall clock read between two readings of the other.
   *
   * @param before System.nanoTime
   * @param realTime in nanoseconds
   * @param after System.nanoTime
   */
  ArrivalClock(long before, long realTime, long after) {
    least = realTime - after;
    greatest = realTime - before;
    differenceBefore = difference();
    earliest = before;
  }

  /** The queue was empty then: what is read later came later. */
  void wasEmptyAt(long nanoTime) {
    earliest = nanoTime;
    differenceBefore = difference();
  }

  /**
   * When a packet came.
   *
   * @param stamp the kernel's, in nanoseconds
   * @param before System.nanoTime, after the packet was read
   * @param realTime then, by the clock of the stamp
   * @param after System.nanoTime, after that
   */
  long arrival(long stamp, long before, long realTime, long after) {
    measure(realTime - after, realTime - before);
    long at = stamp - difference();
    long atBefore = stamp - differenceBefore;
    if (!isPossible(at, before) && isPossible(atBefore, before)) {
      return atBefore;
    }
    // Differences, because System.nanoTime may pass its largest value.
    if (at - before > 0) {
      return before;
    }
    return at - earliest < 0 ? earliest : at;
  }

  private void measure(long atLeast, long atMost) {
    if (atLeast > greatest || atMost < least) {
      differenceBefore = difference();
      least = atLeast;
      greatest = atMost;
    } else {
      least = Math.max(least, atLeast);
      greatest = Math.min(greatest, atMost);
    }
  }

  private long difference() {
    return least + (greatest - least) / 2;
  }

  private boolean isPossible(long at, long nanoTime) {
    return at - earliest >= 0 && at - nanoTime <= 0;
  }
}
