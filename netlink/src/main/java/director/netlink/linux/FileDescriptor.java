// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

/** An open descriptor that is closed once. */
public abstract class FileDescriptor implements AutoCloseable {
  private final int fd;
  private volatile boolean open = true;

  protected FileDescriptor(int fd) {
    this.fd = fd;
  }

  final int fd() {
    return fd;
  }

  @Override
  public final synchronized void close() {
    if (open) {
      open = false;
      LibC.INSTANCE.close(fd);
    }
  }

  public final boolean isOpen() {
    return open;
  }
}
