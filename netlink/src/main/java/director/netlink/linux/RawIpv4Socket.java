// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static director.netlink.linux.SocketOptions.SOL_SOCKET;
import static director.netlink.linux.SocketOptions.SO_PRIORITY;
import static director.netlink.linux.SocketOptions.SO_RCVBUF;
import static director.netlink.linux.SocketOptions.SO_TIMESTAMPNS;
import static director.netlink.linux.SocketOptions.TC_PRIO_CONTROL;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one IP protocol over one interface, with their IP headers (raw(7)): whoever sends
 * chooses source, TTL and all else there. Not for several threads.
 *
 * <p>It hears what is sent to any address of this host and to the groups that were joined here.
 * While one is open, the kernel does not answer packets of its protocol with "protocol
 * unreachable".
 *
 * <p>It belongs to the interface's index: when the interface is deleted and made again under its
 * name, the socket stays silent for ever and has to be opened again.
 */
public final class RawIpv4Socket extends FileDescriptor {
  private static final String KIND = "raw IPv4 packet";
  private static final int AF_INET = 2;
  private static final int SOCK_RAW_CLOEXEC_NONBLOCK = 3 | 0x80000 | 0x800;
  private static final int SOL_IP = 0;
  private static final int IP_HDRINCL = 3;
  private static final int IP_MULTICAST_LOOP = 34;
  private static final int IP_ADD_MEMBERSHIP = 35;
  private static final int IP_MULTICAST_ALL = 49;
  private static final int SOL_RAW = 255;
  private static final int ICMP_FILTER = 1;

  /** Some hundred small packets: a flood is cut off early, and what is read is fresh. */
  private static final int QUEUE_LENGTH = 128 * 1024;

  private static final int MREQN_LENGTH = 12;
  private static final int SOCKADDR_LENGTH = 16;

  private final int interfaceIndex;
  private final SocketOptions options = new SocketOptions(this, "raw IPv4 socket");
  private final MessageHeader message = new MessageHeader(SOCKADDR_LENGTH);
  private final ByteBuffer receiver = message.name();
  private final Reception reception = new Reception(this, KIND, SOCKADDR_LENGTH, 0);
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
    return open(protocol, Optional.of(interfaceName), interfaceIndex);
  }

  /**
   * Opens a socket that hears all interfaces, and speaks on those that the routes say.
   *
   * @param protocol of IP, 1 for ICMP
   * @throws ErrnoException EPERM without CAP_NET_RAW
   */
  public static RawIpv4Socket routed(int protocol) throws ErrnoException {
    return open(protocol, Optional.empty(), 0);
  }

  private static RawIpv4Socket open(
      int protocol, Optional<String> interfaceName, int interfaceIndex) throws ErrnoException {
    int fd = LibC.INSTANCE.socket(AF_INET, SOCK_RAW_CLOEXEC_NONBLOCK, protocol);
    RawIpv4Socket socket =
        new RawIpv4Socket(LibC.check("open a raw IPv4 socket", fd), interfaceIndex);
    try {
      if (interfaceName.isPresent()) {
        socket.options.bindToDevice(interfaceName.get());
      }
      socket.options.set(SOL_IP, IP_HDRINCL, 1);
      socket.options.set(SOL_IP, IP_MULTICAST_LOOP, 0);
      socket.options.set(SOL_IP, IP_MULTICAST_ALL, 0);
      socket.options.set(SOL_SOCKET, SO_PRIORITY, TC_PRIO_CONTROL);
      socket.options.set(SOL_SOCKET, SO_RCVBUF, QUEUE_LENGTH);
      socket.options.set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
      socket.dropQueued();
      return socket;
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /** What is sent from now on carries this firewall mark, an unsigned number. */
  public void mark(int mark) throws ErrnoException {
    options.mark(mark);
  }

  /** A second time is fine. */
  public void join(Inet4Address group) throws ErrnoException {
    try {
      // struct ip_mreqn
      options.value().put(0, group.getAddress()).putInt(4, 0).putInt(8, interfaceIndex);
      options.set(SOL_IP, IP_ADD_MEMBERSHIP, MREQN_LENGTH, "join " + group.getHostAddress());
    } catch (ErrnoException e) {
      if (!e.is(Errno.EADDRINUSE)) {
        throw e;
      }
    }
  }

  /**
   * From now on only what is sent to this address is heard: for unicast beside other sockets of the
   * same protocol. Drops what waited to be read.
   *
   * @throws ErrnoException EADDRNOTAVAIL when this host does not have it
   */
  public void bind(Inet4Address local) throws ErrnoException {
    NativeBuffer address = new NativeBuffer(SOCKADDR_LENGTH);
    address.bytes().putShort(0, (short) AF_INET).put(4, local.getAddress());
    LibC.check(
        "bind to " + local.getHostAddress(),
        LibC.INSTANCE.bind(fd(), address.address(), SOCKADDR_LENGTH));
    dropQueued();
  }

  /**
   * For a socket of ICMP: from now on only messages of this type are heard. Drops what waited to be
   * read.
   *
   * @param type 0..31, 0 for an echo reply
   */
  public void hearOnlyIcmp(int type) throws ErrnoException {
    // struct icmp_filter: a bit for each type that is not wanted
    options.value().putInt(0, ~(1 << type));
    options.set(SOL_RAW, ICMP_FILTER, 4, "ICMP_FILTER");
    dropQueued();
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
    message.of(packet, length).sendBy(this, KIND);
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
    return reception.receive(into);
  }

  /**
   * When the kernel got the packet that was received last, on the scale of System.nanoTime: however
   * late it was read. Never in the future, and not before the queue was last found empty.
   */
  public long receivedAt() {
    return reception.receivedAt();
  }

  /** Before it was bound to its interface the socket heard all of them. */
  private void dropQueued() throws ErrnoException {
    NativeBuffer unread = new NativeBuffer(1);
    for (int i = 0; i < QUEUE_LENGTH && receive(unread) >= 0; i++) {}
  }
}
