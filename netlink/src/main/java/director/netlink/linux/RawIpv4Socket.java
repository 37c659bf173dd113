// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import jnr.constants.platform.Errno;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one IP protocol over one interface, with their IP headers (raw(7)). Not for several
 * threads.
 *
 * <p>It belongs to the interface's index: when the interface is deleted and made again under its
 * name, the socket stays silent for ever and has to be opened again.
 */
public final class RawIpv4Socket extends FileDescriptor {
  private static final int AF_INET = 2;
  private static final int SOCK_RAW_CLOEXEC_NONBLOCK = 3 | 0x80000 | 0x800;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_PRIORITY = 12;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SOL_IP = 0;
  private static final int IP_HDRINCL = 3;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_MULTICAST_ALL = 49;
  private static final int TC_PRIO_CONTROL = 7;

  /** Some hundred small packets: a flood is cut off early, and what is read is fresh. */
  private static final int QUEUE_LENGTH = 128 * 1024;

  private static final int MREQN_LENGTH = 12;
  private static final int SOCKADDR_LENGTH = 16;

  private final int interfaceIndex;
  private final NativeBuffer option = new NativeBuffer(16);
  private final MessageHeader message = new MessageHeader(SOCKADDR_LENGTH);
  private final ByteBuffer receiver = message.name();
  private @Nullable Inet4Address lastDestination;

  private RawIpv4Socket(int fd, int interfaceIndex) {
    super(fd);
    this.interfaceIndex = interfaceIndex;
    receiver.putShort(0, (short) AF_INET);
  }

  /**
   * Opens a socket that hears and speaks on one interface: as it is bound there, multicast needs no
   * IP_MULTICAST_IF to leave by it. Our own does not come back to this host, and only groups which
   * are joined here are heard.
   *
   * @param protocol of IP, 112 for VRRP
   * @param interfaceName at most 15 bytes
   * @param interfaceIndex of the same interface
   * @throws ErrnoException EPERM without CAP_NET_RAW, ENODEV when there is no such interface
   */
  public static RawIpv4Socket open(int protocol, String interfaceName, int interfaceIndex)
      throws ErrnoException {
    int fd = LibC.INSTANCE.socket(AF_INET, SOCK_RAW_CLOEXEC_NONBLOCK, protocol);
    RawIpv4Socket socket =
        new RawIpv4Socket(LibC.check("open a raw IPv4 socket", fd), interfaceIndex);
    try {
      socket.bindTo(interfaceName);
      socket.option(SOL_IP, IP_HDRINCL, 1);
      socket.option(SOL_IP, IP_MULTICAST_LOOP, 0);
      socket.option(SOL_IP, IP_MULTICAST_ALL, 0);
      socket.option(SOL_SOCKET, SO_PRIORITY, TC_PRIO_CONTROL);
      socket.option(SOL_SOCKET, SO_RCVBUF, QUEUE_LENGTH);
      socket.dropQueued();
      return socket;
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /** A second time is fine. */
  public void join(Inet4Address group) throws ErrnoException {
    try {
      // struct ip_mreqn
      option.bytes().put(0, group.getAddress()).putInt(4, 0).putInt(8, interfaceIndex);
      set(SOL_IP, IP_ADD_MEMBERSHIP, MREQN_LENGTH, "join " + group.getHostAddress());
    } catch (ErrnoException e) {
      if (!e.is(Errno.EADDRINUSE)) {
        throw e;
      }
    }
  }

  /**
   * Sends one packet with the header that it brings; the kernel fills in its length and checksum,
   * and its source and identification where they are 0.
   *
   * @param packet sent from 0 to {@code length}
   * @throws ErrnoException such as ENETDOWN, ENETUNREACH, EPERM by a firewall
   */
  public void send(NativeBuffer packet, int length, Inet4Address destination)
      throws ErrnoException {
    if (!destination.equals(lastDestination)) {
      receiver.put(4, destination.getAddress());
      lastDestination = destination;
    }
    long header = message.of(packet, length).address();
    while (LibC.INSTANCE.sendmsg(fd(), header, 0) < 0) {
      interruptedOrThrow("send a raw IPv4 packet");
    }
  }

  /**
   * Takes one packet without waiting, and sets the buffer's limit to its end.
   *
   * @return its length with its IP header, never beyond the buffer: a longer one is cut off; -1
   *     when there is none
   * @throws ErrnoException whatever the kernel says; not that the interface is down or gone, of
   *     which a raw socket hears nothing
   */
  public int receive(NativeBuffer into) throws ErrnoException {
    while (true) {
      int length = (int) LibC.INSTANCE.recv(fd(), into.address(), into.capacity(), 0);
      if (length >= 0) {
        into.bytes().clear().limit(length);
        return length;
      }
      if (LibC.errno() == Errno.EAGAIN.intValue()) {
        return -1;
      }
      interruptedOrThrow("receive a raw IPv4 packet");
    }
  }

  private static void interruptedOrThrow(String call) throws ErrnoException {
    int errno = LibC.errno();
    if (errno != Errno.EINTR.intValue()) {
      throw new ErrnoException(call, errno);
    }
  }

  /** Before it was bound to its interface the socket heard all of them. */
  private void dropQueued() throws ErrnoException {
    NativeBuffer unread = new NativeBuffer(1);
    for (int i = 0; i < QUEUE_LENGTH && receive(unread) >= 0; i++) {}
  }

  private void bindTo(String interfaceName) throws ErrnoException {
    byte[] name = interfaceName.getBytes(StandardCharsets.UTF_8);
    String what = "bind to interface \"" + interfaceName + '"';
    if (name.length == 0 || name.length >= option.capacity()) {
      throw new ErrnoException(what, Errno.ENODEV.intValue());
    }
    option.bytes().put(0, name);
    set(SOL_SOCKET, SO_BINDTODEVICE, name.length, what);
  }

  private void option(int level, int name, int value) throws ErrnoException {
    option.bytes().putInt(0, value);
    set(level, name, 4, "raw IPv4 socket option " + name);
  }

  private void set(int level, int name, int length, String what) throws ErrnoException {
    LibC.check(what, LibC.INSTANCE.setsockopt(fd(), level, name, option.address(), length));
  }
}
