// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sets the options of one socket (setsockopt(2)). */
final class SocketOptions {
  static final int SOL_SOCKET = 1;
  static final int SO_RCVBUF = 8;
  static final int SO_PRIORITY = 12;
  static final int SO_BINDTODEVICE = 25;
  static final int SO_MARK = 36;

  /** With struct timespec, as SCM_TIMESTAMPNS has it: the one of 64-bit machines. */
  static final int SO_TIMESTAMPNS = 35;

  static final int TC_PRIO_CONTROL = 7;

  /** Of the interface's name, its terminating zero included (linux/if.h). */
  private static final int IFNAMSIZ = 16;

  private final FileDescriptor socket;
  private final String kind;
  private final NativeBuffer value = new NativeBuffer(32);

  /**
   * For a socket of some kind.
   *
   * @param kind for error messages, such as "raw IPv4 socket"
   */
  SocketOptions(FileDescriptor socket, String kind) {
    this.socket = socket;
    this.kind = kind;
  }

  /** Where a value that is more than a number is put before {@link #set(int, int, int, String)}. */
  ByteBuffer value() {
    return value.bytes();
  }

  void set(int level, int name, int number) throws ErrnoException {
    value.bytes().putInt(0, number);
    set(level, name, 4, kind + " option " + name);
  }

  /** Sets what stands in the first {@code length} bytes of {@link #value}. */
  void set(int level, int name, int length, String what) throws ErrnoException {
    LibC.check(what, LibC.INSTANCE.setsockopt(socket.fd(), level, name, value.address(), length));
  }

  /** What is sent from now on carries this firewall mark. */
  void mark(int mark) throws ErrnoException {
    value.bytes().putInt(0, mark);
    set(SOL_SOCKET, SO_MARK, 4, "set the firewall mark " + Integer.toUnsignedString(mark));
  }

  /** From now on only what comes in by this interface is heard, and all leaves by it. */
  void bindToDevice(String interfaceName) throws ErrnoException {
    byte[] name = interfaceName.getBytes(StandardCharsets.UTF_8);
    String what = "bind to interface \"" + interfaceName + '"';
    if (name.length == 0 || name.length >= IFNAMSIZ) {
      throw new ErrnoException(what, Errno.ENODEV.intValue());
    }
    value.bytes().put(0, name);
    set(SOL_SOCKET, SO_BINDTODEVICE, name.length, what);
  }
}
