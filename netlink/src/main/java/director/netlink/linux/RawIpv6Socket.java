// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static director.netlink.linux.MessageHeader.CONTROL_HEADER_LENGTH;
import static director.netlink.linux.SocketOptions.SOL_SOCKET;
import static director.netlink.linux.SocketOptions.SO_PRIORITY;
import static director.netlink.linux.SocketOptions.SO_RCVBUF;
import static director.netlink.linux.SocketOptions.SO_TIMESTAMPNS;
import static director.netlink.linux.SocketOptions.TC_PRIO_CONTROL;

import java.net.Inet6Address;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one IPv6 protocol over one interface (ipv6(7), RFC 3542), without their IP headers:
 * the kernel keeps those, and tells what stood in them. Not for several threads.
 *
 * <p>It hears what is sent to any address of this host and to the groups that were joined here.
 * While one is open, the kernel does not answer packets of its protocol with "unrecognized next
 * header".
 *
 * <p>Addresses are given and told without scope: link-local ones are those of the interface. It
 * belongs to the interface's index: when the interface is deleted and made again under its name,
 * the socket stays silent for ever and has to be opened again.
 */
public final class RawIpv6Socket extends FileDescriptor {
  private static final String KIND = "raw IPv6 packet";
  private static final int AF_INET6 = 10;
  private static final int SOCK_RAW_CLOEXEC_NONBLOCK = 3 | 0x80000 | 0x800;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_MULTICAST_IF = 17;
  private static final int IPV6_MULTICAST_HOPS = 18;
  private static final int IPV6_MULTICAST_LOOP = 19;
  private static final int IPV6_JOIN_GROUP = 20;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int IPV6_PKTINFO = 50;
  private static final int IPV6_RECVHOPLIMIT = 51;
  private static final int IPV6_HOPLIMIT = 52;
  private static final int IPV6_TCLASS = 67;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int ICMPV6_FILTER = 1;
  private static final int ICMPV6_FILTER_LENGTH = 32;

  /** DSCP CS6, as routing protocols have it. */
  private static final int INTERNETWORK_CONTROL = 0xc0;

  private static final int MAX_HOPS = 255;

  /** Some hundred small packets: a flood is cut off early, and what is read is fresh. */
  private static final int QUEUE_LENGTH = 128 * 1024;

  /** So many packets for others in a row, then the caller has its turn: a flood holds up nobody. */
  private static final int MAX_FOREIGN = 64;

  private static final int ADDRESS_LENGTH = 16;
  private static final int MREQ_LENGTH = 20;
  private static final int SOCKADDR_LENGTH = 28;
  private static final int SOCKADDR_ADDRESS = 8;
  private static final int SOCKADDR_SCOPE = 24;
  private static final int PKTINFO_LENGTH = 20;
  private static final int PKTINFO_SPACE = CONTROL_HEADER_LENGTH + 24;
  private static final int HOP_LIMIT_SPACE = CONTROL_HEADER_LENGTH + 8;

  private final int interfaceIndex;
  private final SocketOptions options = new SocketOptions(this, "raw IPv6 socket");
  private final MessageHeader message = new MessageHeader(SOCKADDR_LENGTH, PKTINFO_SPACE);
  private final Reception reception =
      new Reception(this, KIND, SOCKADDR_LENGTH, PKTINFO_SPACE + HOP_LIMIT_SPACE);
  private final Set<Inet6Address> joined = new HashSet<>();
  private final LastIpv6Address source = new LastIpv6Address();
  private final LastIpv6Address destination = new LastIpv6Address();
  private @Nullable Inet6Address sentFrom;
  private @Nullable Inet6Address sentTo;

  private RawIpv6Socket(int fd, int interfaceIndex) {
    super(fd);
    this.interfaceIndex = interfaceIndex;
    message.name().putShort(0, (short) AF_INET6).putInt(SOCKADDR_SCOPE, interfaceIndex);
    message
        .control()
        .putLong(0, CONTROL_HEADER_LENGTH + PKTINFO_LENGTH)
        .putInt(8, IPPROTO_IPV6)
        .putInt(12, IPV6_PKTINFO)
        .putInt(CONTROL_HEADER_LENGTH + ADDRESS_LENGTH, interfaceIndex);
  }

  /**
   * Opens a socket that hears and speaks on one interface, with hop limit 255. Our own multicast
   * does not come back to this host, and only groups which are joined here are heard.
   *
   * @param protocol the next header, 112 for VRRP
   * @param interfaceName at most 15 bytes
   * @param interfaceIndex of the same interface
   * @throws ErrnoException EPERM without CAP_NET_RAW, ENODEV when there is no such interface,
   *     EAFNOSUPPORT when the kernel has no IPv6
   */
  public static RawIpv6Socket open(int protocol, String interfaceName, int interfaceIndex)
      throws ErrnoException {
    return open(protocol, Optional.of(interfaceName), interfaceIndex);
  }

  /**
   * Opens a socket that hears all interfaces, and speaks on those that the routes say; not to
   * link-local addresses.
   *
   * @param protocol the next header, 58 for ICMPv6
   * @throws ErrnoException EPERM without CAP_NET_RAW, EAFNOSUPPORT when the kernel has no IPv6
   */
  public static RawIpv6Socket routed(int protocol) throws ErrnoException {
    return open(protocol, Optional.empty(), 0);
  }

  private static RawIpv6Socket open(
      int protocol, Optional<String> interfaceName, int interfaceIndex) throws ErrnoException {
    int fd = LibC.INSTANCE.socket(AF_INET6, SOCK_RAW_CLOEXEC_NONBLOCK, protocol);
    RawIpv6Socket socket =
        new RawIpv6Socket(LibC.check("open a raw IPv6 socket", fd), interfaceIndex);
    try {
      socket.prepare(interfaceName);
      return socket;
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  private void prepare(Optional<String> interfaceName) throws ErrnoException {
    if (interfaceName.isPresent()) {
      options.bindToDevice(interfaceName.get());
      options.set(IPPROTO_IPV6, IPV6_MULTICAST_IF, interfaceIndex);
    }
    options.set(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, MAX_HOPS);
    options.set(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
    options.set(IPPROTO_IPV6, IPV6_TCLASS, INTERNETWORK_CONTROL);
    options.set(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    options.set(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
    options.set(SOL_SOCKET, SO_PRIORITY, TC_PRIO_CONTROL);
    options.set(SOL_SOCKET, SO_RCVBUF, QUEUE_LENGTH);
    options.set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
    unicastHopLimit(MAX_HOPS);
    dropQueued();
  }

  /** What is sent from now on carries this firewall mark, an unsigned number. */
  public void mark(int mark) throws ErrnoException {
    options.mark(mark);
  }

  /**
   * With what hop limit unicast leaves; 255 at first.
   *
   * @param hops 1..255
   */
  public void unicastHopLimit(int hops) throws ErrnoException {
    options.set(IPPROTO_IPV6, IPV6_UNICAST_HOPS, hops);
  }

  /**
   * A second time is fine.
   *
   * @throws ErrnoException ENODEV when the interface is gone
   */
  public void join(Inet6Address group) throws ErrnoException {
    joined.add(group);
    try {
      // struct ipv6_mreq
      options.value().put(0, group.getAddress()).putInt(ADDRESS_LENGTH, interfaceIndex);
      String what = "join " + group.getHostAddress();
      options.set(IPPROTO_IPV6, IPV6_JOIN_GROUP, MREQ_LENGTH, what);
    } catch (ErrnoException e) {
      if (!e.is(Errno.EADDRINUSE)) {
        throw e;
      }
    }
  }

  /**
   * From now on only what is sent to this address, or to groups that were joined here, is heard:
   * for unicast beside other sockets of the same protocol. Drops what waited to be read.
   *
   * @throws ErrnoException EADDRNOTAVAIL when this host does not have it, or it is still tentative
   */
  public void bind(Inet6Address local) throws ErrnoException {
    NativeBuffer address = new NativeBuffer(SOCKADDR_LENGTH);
    address
        .bytes()
        .putShort(0, (short) AF_INET6)
        .put(SOCKADDR_ADDRESS, local.getAddress())
        .putInt(SOCKADDR_SCOPE, interfaceIndex);
    LibC.check(
        "bind to " + local.getHostAddress(),
        LibC.INSTANCE.bind(fd(), address.address(), SOCKADDR_LENGTH));
    dropQueued();
  }

  /**
   * For a socket of ICMPv6: from now on only messages of this type are heard. Drops what waited to
   * be read.
   *
   * @param type 0..255, 129 for an echo reply
   */
  public void hearOnlyIcmp(int type) throws ErrnoException {
    // struct icmp6_filter: a bit for each type that is not wanted, in eight words
    for (int word = 0; word < ICMPV6_FILTER_LENGTH / 4; word++) {
      options.value().putInt(4 * word, word == type / 32 ? ~(1 << type % 32) : -1);
    }
    options.set(IPPROTO_ICMPV6, ICMPV6_FILTER, ICMPV6_FILTER_LENGTH, "ICMPV6_FILTER");
    dropQueued();
  }

  /**
   * Sends one packet. Its checksum is the caller's, but for ICMPv6 the kernel's.
   *
   * @param payload what follows the IPv6 header, sent from 0 to {@code length}
   * @param from an address of this host, on any interface; link-local ones on this; {@code ::} for
   *     the kernel's choice
   * @throws ErrnoException such as ENETDOWN, ENETUNREACH, EPERM by a firewall; EINVAL when this
   *     host does not have {@code from}, or it is still tentative
   */
  public void send(NativeBuffer payload, int length, Inet6Address from, Inet6Address to)
      throws ErrnoException {
    if (!from.equals(sentFrom)) {
      message.control().put(CONTROL_HEADER_LENGTH, from.getAddress());
      sentFrom = from;
    }
    if (!to.equals(sentTo)) {
      message.name().put(SOCKADDR_ADDRESS, to.getAddress());
      sentTo = to;
    }
    message.of(payload, length).sendBy(this, KIND);
  }

  /**
   * Takes one packet without waiting, and sets the buffer's limit to its end.
   *
   * @return its length without IPv6 header, never beyond the buffer: a longer one is cut off; -1
   *     when there is none, or none of ours among the next few: then the socket stays readable
   * @throws ErrnoException whatever the kernel says; not that the interface is down or gone, of
   *     which a raw socket hears nothing
   */
  public int receive(NativeBuffer into) throws ErrnoException {
    for (int i = 0; i < MAX_FOREIGN; i++) {
      int length = reception.receive(into);
      if (length < 0 || !isForeignGroup()) {
        return length;
      }
    }
    return -1;
  }

  /** To a raw IPv6 socket the kernel gives every group that any socket of the host joined. */
  private boolean isForeignGroup() {
    Inet6Address to = destination();
    return to.isMulticastAddress() && !joined.contains(to);
  }

  /** Who sent the packet that was received last. */
  public Inet6Address source() {
    return source.at(reception.message().name(), SOCKADDR_ADDRESS);
  }

  /**
   * To which address of ours, or group, the packet that was received last was sent.
   *
   * @throws IllegalStateException before the first one
   */
  public Inet6Address destination() {
    return destination.at(reception.message().control(), told(IPV6_PKTINFO, PKTINFO_LENGTH));
  }

  /**
   * The hop limit of the packet that was received last, 0..255.
   *
   * @throws IllegalStateException before the first one
   */
  public int hopLimit() {
    return reception.message().control().getInt(told(IPV6_HOPLIMIT, 4));
  }

  /**
   * When the kernel got the packet that was received last, on the scale of System.nanoTime: however
   * late it was read. Never in the future, and not before the queue was last found empty.
   */
  public long receivedAt() {
    return reception.receivedAt();
  }

  private int told(int type, int length) {
    int at = reception.message().find(IPPROTO_IPV6, type, length);
    if (at < 0) {
      throw new IllegalStateException("no packet was received yet");
    }
    return at;
  }

  /** Before it was bound to its interface the socket heard all of them. */
  private void dropQueued() throws ErrnoException {
    NativeBuffer unread = new NativeBuffer(1);
    for (int i = 0; i < QUEUE_LENGTH && receive(unread) >= 0; i++) {}
  }
}
