// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.ByteBuffer;

/** Waits for any of many descriptors (epoll(7)), level-triggered, for reading only. */
public final class Epoll extends FileDescriptor {
  private static final int CLOEXEC = 0x80000;
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int IN = 1;
  private static final int MAX_EVENTS = 64;

  /** struct epoll_event is packed on x86-64 only. */
  private static final int DATA_OFFSET = "amd64".equals(System.getProperty("os.arch")) ? 4 : 8;

  private static final int EVENT_LENGTH = DATA_OFFSET + 8;

  private final NativeBuffer events = new NativeBuffer(MAX_EVENTS * EVENT_LENGTH);
  private final NativeBuffer event = new NativeBuffer(EVENT_LENGTH);

  private Epoll(int fd) {
    super(fd);
  }

  public static Epoll create() throws ErrnoException {
    return new Epoll(LibC.check("epoll_create1", LibC.INSTANCE.epoll_create1(CLOEXEC)));
  }

  /** From now on {@code descriptor} wakes {@link #await}, which then reports {@code token}. */
  public void add(FileDescriptor descriptor, int token) throws ErrnoException {
    event.bytes().putInt(0, IN).putLong(DATA_OFFSET, token);
    control(ADD, descriptor);
  }

  public void remove(FileDescriptor descriptor) throws ErrnoException {
    control(DELETE, descriptor);
  }

  private void control(int operation, FileDescriptor descriptor) throws ErrnoException {
    LibC.check(
        "epoll_ctl", LibC.INSTANCE.epoll_ctl(fd(), operation, descriptor.fd(), event.address()));
  }

  /**
   * Blocks until a descriptor is readable.
   *
   * @return how many; their tokens are read with {@link #token}
   */
  public int await() throws ErrnoException {
    while (true) {
      int ready = LibC.INSTANCE.epoll_wait(fd(), events.address(), MAX_EVENTS, -1);
      if (ready >= 0) {
        return ready;
      }
      int errno = LibC.errno();
      if (errno != Errno.EINTR.intValue()) {
        throw new ErrnoException("epoll_wait", errno);
      }
    }
  }

  /** The token of the {@code index}-th descriptor that the last {@link #await} found. */
  public int token(int index) {
    ByteBuffer found = events.bytes();
    return (int) found.getLong(index * EVENT_LENGTH + DATA_OFFSET);
  }
}
