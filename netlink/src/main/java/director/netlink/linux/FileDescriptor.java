// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

/** An open descriptor that is closed once. */
public abstract class FileDescriptor implements AutoCloseable {
  private final int fd;
  private volatile boolean open = true;

  protected FileDescriptor(int fd) {
    this.fd = fd;
  }

  /**
   * For a system call.
   *
   * @throws IllegalStateException when closed: the number may be another file's by now
   */
  final int fd() {
    if (!open) {
      throw new IllegalStateException(getClass().getSimpleName() + " is closed");
    }
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
