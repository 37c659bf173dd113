// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to one local socket (unix(7), SOCK_DGRAM), which Java's own sockets cannot. Never
 * waits: who does not read misses what has no room. Sending makes no garbage. For one thread at a
 * time.
 *
 * <p>The receiver is looked up anew with each datagram, so that one that was started again under
 * the same name is heard by.
 */
public final class UnixDatagramSocket extends FileDescriptor {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC_NONBLOCK = 2 | 0x80000 | 0x800;

  /** struct sockaddr_un: the family, and a name that needs no terminating zero. */
  private static final int FAMILY_LENGTH = 2;

  private static final int LONGEST_NAME = 108;

  private final NativeBuffer data;
  private final MessageHeader message;
  private final String kind;

  private UnixDatagramSocket(int fd, String name, byte[] address, int longest) {
    super(fd);
    this.kind = "datagram to " + name;
    this.data = new NativeBuffer(longest);
    this.message = new MessageHeader(FAMILY_LENGTH + address.length);
    message.name().putShort(0, (short) AF_UNIX).put(FAMILY_LENGTH, address);
  }

  /**
   * Opens a socket of our own; whether there is a receiver is seen when something is sent.
   *
   * @param name an absolute path, or after an {@code @} a name of the abstract namespace; at most
   *     108 bytes
   * @param longest datagram that will be sent, in bytes
   * @throws IOException if it is no such name, or if the kernel gives us no socket
   */
  public static UnixDatagramSocket to(String name, int longest) throws IOException {
    byte[] address = name.getBytes(StandardCharsets.UTF_8);
    boolean named = address.length > 1 && (address[0] == '/' || address[0] == '@');
    if (!named || address.length > LONGEST_NAME) {
      throw new IOException(
          "'"
              + name
              + "' names no local socket: expected an absolute path or @ and a name,"
              + " at most "
              + LONGEST_NAME
              + " bytes");
    }
    if (address[0] == '@') {
      address[0] = 0;
    }
    int fd = LibC.INSTANCE.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC_NONBLOCK, 0);
    return new UnixDatagramSocket(LibC.check("open a datagram socket", fd), name, address, longest);
  }

  /**
   * Sends one.
   *
   * @throws ErrnoException ENOENT or ECONNREFUSED when nobody is there, EAGAIN when he does not
   *     read
   */
  public void send(byte[] datagram) throws ErrnoException {
    ByteBuffer bytes = data.bytes();
    bytes.clear();
    bytes.put(datagram);
    message.of(data, datagram.length).sendBy(this, kind);
  }
}
