// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.ByteBuffer;

/**
 * The writing end of a named pipe (fifo(7)). It is opened for reading as well, so that opening does
 * not wait for a reader, writing without one raises no signal, and what was written stays in the
 * pipe for the next reader while we hold it open. Nothing is ever read here.
 */
public final class NamedPipe extends FileDescriptor {
  /** limits.h: so many bytes are written as a whole, or not at all. */
  public static final int ATOMIC = 4096;

  private static final int RDWR = 2;
  private static final int NONBLOCK = 0x800;
  private static final int CLOEXEC = 0x80000;

  /** Arm has another number for it than all others. */
  private static final int NOFOLLOW =
      "aarch64".equals(System.getProperty("os.arch")) ? 0x8000 : 0x20000;

  private static final int POLLOUT = 4;

  /** asm-generic/ioctls.h; the same on x86, Arm and RISC-V. */
  private static final long FIONREAD = 0x541b;

  private final NativeBuffer bytes = new NativeBuffer(ATOMIC);
  private final NativeBuffer poll = new NativeBuffer(8);
  private final NativeBuffer count = new NativeBuffer(4);

  private NamedPipe(int fd) {
    super(fd);
  }

  /**
   * Makes a named pipe that nobody but its owner may open.
   *
   * @throws ErrnoException EEXIST if there is something already
   */
  public static void make(String path) throws ErrnoException {
    LibC.check("mkfifo " + path, LibC.INSTANCE.mkfifo(path, 0600));
  }

  /**
   * Opens one, without waiting for anybody. What else {@code path} may be is opened, too, but no
   * symbolic link.
   */
  public static NamedPipe open(String path) throws ErrnoException {
    return new NamedPipe(
        LibC.check("open " + path, LibC.INSTANCE.open(path, RDWR | NONBLOCK | CLOEXEC | NOFOLLOW)));
  }

  /**
   * Writes all of it, and never waits. For one thread at a time, as all of this.
   *
   * @param text at most {@link #ATOMIC} bytes
   * @return false if there is no room: then nothing was written
   */
  public boolean write(byte[] text) throws ErrnoException {
    ByteBuffer buffer = bytes.bytes();
    buffer.clear();
    buffer.put(text);
    try {
      LibC.check("write", LibC.INSTANCE.write(fd(), bytes.address(), text.length));
      return true;
    } catch (ErrnoException e) {
      if (e.is(Errno.EAGAIN)) {
        return false;
      }
      throw e;
    }
  }

  /** Waits until there is room for {@link #ATOMIC} bytes, or {@code atMostMillis} have passed. */
  public void awaitRoom(int atMostMillis) throws ErrnoException {
    poll.bytes().putInt(0, fd()).putShort(4, (short) POLLOUT).putShort(6, (short) 0);
    try {
      LibC.check("poll", LibC.INSTANCE.poll(poll.address(), 1, atMostMillis));
    } catch (ErrnoException e) {
      if (!e.is(Errno.EINTR)) {
        throw e;
      }
    }
  }

  /** How many bytes nobody has read yet. */
  public int unread() throws ErrnoException {
    LibC.check("ioctl FIONREAD", LibC.INSTANCE.ioctl(fd(), FIONREAD, count.address()));
    return count.bytes().getInt(0);
  }
}
