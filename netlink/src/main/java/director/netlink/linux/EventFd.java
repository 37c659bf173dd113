// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

/** Wakes a thread that waits in {@link Epoll} (eventfd(2)). */
public final class EventFd extends FileDescriptor {
  private static final int CLOEXEC_NONBLOCK = 0x80800;

  private final NativeBuffer one = new NativeBuffer(8);
  private final NativeBuffer count = new NativeBuffer(8);

  private EventFd(int fd) {
    super(fd);
    one.bytes().putLong(0, 1);
  }

  public static EventFd create() throws ErrnoException {
    return new EventFd(LibC.check("eventfd", LibC.INSTANCE.eventfd(0, CLOEXEC_NONBLOCK)));
  }

  /**
   * From any thread; nobody waits any longer when it is closed. A counter that is full already
   * wakes as well, so the result is not needed.
   */
  public synchronized void wake() {
    if (isOpen()) {
      LibC.INSTANCE.write(fd(), one.address(), 8);
    }
  }

  /** Makes it wait for the next {@link #wake}. */
  public void clear() {
    LibC.INSTANCE.read(fd(), count.address(), 8);
  }
}
