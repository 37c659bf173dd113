// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

/** Becomes readable at an instant of System.nanoTime (timerfd_create(2), CLOCK_MONOTONIC). */
public final class TimerFd extends FileDescriptor {
  private static final int CLOCK_MONOTONIC = 1;
  private static final int CLOEXEC_NONBLOCK = 0x80800;
  private static final int ABSOLUTE = 1;
  private static final long NANOS = 1_000_000_000L;

  private final NativeBuffer value = new NativeBuffer(32);

  private TimerFd(int fd) {
    super(fd);
  }

  public static TimerFd create() throws ErrnoException {
    int fd = LibC.INSTANCE.timerfd_create(CLOCK_MONOTONIC, CLOEXEC_NONBLOCK);
    return new TimerFd(LibC.check("timerfd_create", fd));
  }

  /**
   * Fires once; an instant in the past fires at once. Forgets an earlier one and that it fired.
   *
   * @param nanoTime on the scale of System.nanoTime, which on Linux is CLOCK_MONOTONIC
   */
  public void fireAt(long nanoTime) throws ErrnoException {
    long at = Math.max(1, nanoTime);
    set(at / NANOS, at % NANOS);
  }

  public void stop() throws ErrnoException {
    set(0, 0);
  }

  private void set(long seconds, long nanos) throws ErrnoException {
    value.bytes().putLong(0, 0).putLong(8, 0).putLong(16, seconds).putLong(24, nanos);
    LibC.check(
        "timerfd_settime", LibC.INSTANCE.timerfd_settime(fd(), ABSOLUTE, value.address(), 0));
  }
}
