// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import jnr.constants.platform.Errno;
import jnr.constants.platform.Signal;

/** A process and all that it started, as far as they did not leave its group. */
public final class ProcessGroup {
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
    return signal(leader, Signal.SIGTERM);
  }

  /** As {@link #terminate}, with SIGKILL, which no process can refuse. */
  public static boolean kill(long leader) throws ErrnoException {
    return signal(leader, Signal.SIGKILL);
  }

  private static boolean signal(long leader, Signal signal) throws ErrnoException {
    // Of kill(2): 0 is our own group, and -1 every process there is.
    if (leader <= 1) {
      throw new IllegalArgumentException("no process group has the leader " + leader);
    }
    int pid = Math.toIntExact(leader);
    try {
      LibC.check("kill(-" + pid + ", " + signal + ")", LibC.INSTANCE.kill(-pid, signal.intValue()));
      return true;
    } catch (ErrnoException e) {
      if (e.is(Errno.ESRCH)) {
        return false;
      }
      throw e;
    }
  }
}
