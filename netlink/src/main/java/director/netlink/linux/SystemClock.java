// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.time.Duration;

/**
 * What the kernel thinks of its own clock (adjtimex(2), struct timex of 64-bit machines). Asking
 * changes nothing, and takes no privilege.
 *
 * @param synchronised whether somebody keeps it right: not STA_UNSYNC
 * @param error how wrong it may be at most, as who keeps it says; grows by 0.5 ms a second else
 */
public record SystemClock(boolean synchronised, Duration error) {
  private static final int LENGTH = 208;
  private static final int MAXIMUM_ERROR_OFFSET = 24;
  private static final int STATUS_OFFSET = 40;
  private static final int STA_UNSYNC = 0x40;

  /**
   * Asks the kernel.
   *
   * @throws ErrnoException if a sandbox forbids it
   */
  public static SystemClock read() throws ErrnoException {
    NativeBuffer timex = new NativeBuffer(LENGTH);
    LibC.check("adjtimex", LibC.INSTANCE.adjtimex(timex.address()));
    int status = timex.bytes().getInt(STATUS_OFFSET);
    long micros = timex.bytes().getLong(MAXIMUM_ERROR_OFFSET);
    return new SystemClock((status & STA_UNSYNC) == 0, Duration.ofNanos(micros * 1000));
  }
}
