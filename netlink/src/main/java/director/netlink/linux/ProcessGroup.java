// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

/** A process and all that it started, as far as they did not leave its group. */
public final class ProcessGroup {
  /** asm-generic/signal.h; the same on x86, Arm and RISC-V. */
  private static final int SIGKILL = 9;

  private static final int SIGTERM = 15;

  private ProcessGroup() {}

  /**
   * Asks every member to end (SIGTERM).
   *
   * @param leader the process id of the one that made the group, above 1
   * @return whether there is a member left
   * @throws ErrnoException EPERM if no member may be signalled: they run as another user, and
   *     CAP_KILL is missing
   */
  public static boolean terminate(long leader) throws ErrnoException {
    return signal(leader, SIGTERM);
  }

  /** As {@link #terminate}, with SIGKILL, which no process can refuse. */
  public static boolean kill(long leader) throws ErrnoException {
    return signal(leader, SIGKILL);
  }

  private static boolean signal(long leader, int signal) throws ErrnoException {
    // Of kill(2): 0 is our own group, and -1 every process there is.
    if (leader <= 1) {
      throw new IllegalArgumentException("no process group has the leader " + leader);
    }
    int pid = Math.toIntExact(leader);
    try {
      LibC.check("kill(-" + pid + ", " + signal + ")", LibC.INSTANCE.kill(-pid, signal));
      return true;
    } catch (ErrnoException e) {
      if (e.is(Errno.ESRCH)) {
        return false;
      }
      throw e;
    }
  }
}
