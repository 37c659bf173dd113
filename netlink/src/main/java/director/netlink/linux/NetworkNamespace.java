// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.file.Path;

/** Moves a thread into another network namespace; sockets stay where they were made. */
public final class NetworkNamespace {
  private static final int CLOEXEC = 0x80000;
  private static final int CLONE_NEWNET = 0x40000000;

  private NetworkNamespace() {}

  /**
   * Moves the calling thread, and no other, into a new one (unshare(2)). Threads that it starts
   * from then on are there too; the namespace ends with the last of them and their sockets.
   *
   * @throws ErrnoException EPERM without CAP_SYS_ADMIN, ENOSPC when there may be no more
   */
  public static void unshare() throws ErrnoException {
    LibC.check("unshare(CLONE_NEWNET)", LibC.INSTANCE.unshare(CLONE_NEWNET));
  }

  /**
   * Moves the calling thread, and no other, for as long as it lives (setns(2)).
   *
   * @param name as in {@code ip netns}
   * @throws ErrnoException if there is no such namespace, or no CAP_SYS_ADMIN
   */
  public static void enter(String name) throws ErrnoException {
    Path path = Path.of("/run/netns", name);
    int fd = LibC.check("open " + path, LibC.INSTANCE.open(path.toString(), CLOEXEC));
    try {
      LibC.check("setns " + name, LibC.INSTANCE.setns(fd, CLONE_NEWNET));
    } finally {
      LibC.INSTANCE.close(fd);
    }
  }
}
