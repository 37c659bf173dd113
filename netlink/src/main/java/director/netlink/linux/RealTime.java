// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

/** Keeps a thread from waiting for the processor or for memory. */
public final class RealTime {
  private static final int CALLING_THREAD = 0;
  private static final int SCHED_FIFO = 1;
  private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
  private static final int MCL_CURRENT = 1;
  private static final int MCL_FUTURE = 2;
  private static final int MCL_ONFAULT = 4;

  private RealTime() {}

  /**
   * Lets the calling thread go before all that have ordinary priority (sched_setscheduler(2),
   * SCHED_FIFO). Threads and processes that it starts are ordinary again.
   *
   * @param priority 1..99, higher goes first
   * @throws ErrnoException EPERM without CAP_SYS_NICE or RLIMIT_RTPRIO, or where the control group
   *     has no real-time budget; EINVAL for another priority
   */
  public static void fifo(int priority) throws ErrnoException {
    NativeBuffer parameters = new NativeBuffer(4);
    parameters.bytes().putInt(0, priority);
    LibC.check(
        "sched_setscheduler(SCHED_FIFO, " + priority + ")",
        LibC.INSTANCE.sched_setscheduler(
            CALLING_THREAD, SCHED_FIFO | SCHED_RESET_ON_FORK, parameters.address()));
  }

  /**
   * Keeps every page of this process in memory from its first use on (mlockall(2)), so that no page
   * fault waits for a disk.
   *
   * <p>All that the process has mapped counts against RLIMIT_MEMLOCK, for a JVM gigabytes that it
   * never touches, and what does not fit later fails, such as the stack of a new thread. So it
   * takes CAP_IPC_LOCK, or no limit at all.
   *
   * @throws ErrnoException ENOMEM when the limit is smaller than what is mapped, EPERM when it is 0
   */
  public static void lockMemory() throws ErrnoException {
    LibC.check("mlockall", LibC.INSTANCE.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT));
  }
}
