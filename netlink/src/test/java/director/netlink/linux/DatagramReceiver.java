// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.charset.StandardCharsets;

/** The other end of a datagram socket, as systemd has it: it reads when it is told to. */
final class DatagramReceiver extends FileDescriptor {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC_NONBLOCK = 2 | 0x80000 | 0x800;

  private final NativeBuffer data = new NativeBuffer(4096);

  private DatagramReceiver(int fd) {
    super(fd);
  }

  /** Binds to {@code name}; it is in the abstract namespace where it begins with a zero byte. */
  static DatagramReceiver at(String name) throws ErrnoException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    NativeBuffer address = new NativeBuffer(2 + bytes.length);
    address.bytes().putShort(0, (short) AF_UNIX).put(2, bytes);
    int fd = LibC.check("socket", LibC.INSTANCE.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC_NONBLOCK, 0));
    LibC.check("bind", LibC.INSTANCE.bind(fd, address.address(), 2 + bytes.length));
    return new DatagramReceiver(fd);
  }

  /** The next datagram that has arrived. */
  String next() throws ErrnoException {
    int length = LibC.check("recv", LibC.INSTANCE.recv(fd(), data.address(), data.capacity(), 0));
    byte[] bytes = new byte[length];
    data.bytes().get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
