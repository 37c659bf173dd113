// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.file.Path;

/** Moves a thread into another network namespace (setns(2)); sockets stay where they were made. */
public final class NetworkNamespace {
  private static final int CLOEXEC = 0x80000;
  private static final int CLONE_NEWNET = 0x40000000;

  private NetworkNamespace() {}

  /**
   * Moves the calling thread, and no other, for as long as it lives.
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
