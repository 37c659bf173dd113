// SPDX-License-Identifier: Apache-2.0
package director.netlink.echo;

import director.netlink.linux.ErrnoException;
import director.netlink.linux.FileDescriptor;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.RawIpv4Socket;
import director.netlink.linux.RawIpv6Socket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Sends echo requests from a chosen address of this host over one interface or as the routes say,
 * and hears the replies that come in there, those to ping(8) too. One thread may send while another
 * receives, and otherwise not for several threads.
 *
 * <p>To find its neighbour the kernel asks by ARP or neighbour solicitation from the same source
 * address, which teaches the neighbour in passing.
 */
public abstract sealed class EchoSocket implements AutoCloseable {
  /** With more data a request may not fit a link. */
  public static final int LONGEST_DATA = 1400;

  /** For a packet with the longest IPv4 header and the longest data. */
  private static final int BUFFER_LENGTH = 60 + 8 + LONGEST_DATA;

  private static final byte[] NOTHING = {};

  /** Whoever floods us with what is no reply does not keep us for ever. */
  private static final int MOST_PASSED_OVER = 64;

  final NativeBuffer sending = new NativeBuffer(BUFFER_LENGTH);
  final NativeBuffer received = new NativeBuffer(BUFFER_LENGTH);

  private EchoSocket() {}

  /**
   * Opens one for IPv4.
   *
   * @param interfaceIndex of the interface with that name
   * @throws ErrnoException EPERM without CAP_NET_RAW, ENODEV when there is no such interface
   */
  public static EchoSocket openIpv4(String interfaceName, int interfaceIndex)
      throws ErrnoException {
    return ofIpv4(RawIpv4Socket.open(EchoCodec.PROTOCOL_IPV4, interfaceName, interfaceIndex));
  }

  /**
   * Opens one for IPv4 that hears all interfaces, and asks over those that the routes say.
   *
   * @throws ErrnoException EPERM without CAP_NET_RAW
   */
  public static EchoSocket routedIpv4() throws ErrnoException {
    return ofIpv4(RawIpv4Socket.routed(EchoCodec.PROTOCOL_IPV4));
  }

  private static EchoSocket ofIpv4(RawIpv4Socket socket) throws ErrnoException {
    try {
      socket.hearOnlyIcmp(EchoCodec.REPLY_IPV4);
      return new Ipv4(socket);
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /** Opens one for IPv6; otherwise as {@link #openIpv4}. */
  public static EchoSocket openIpv6(String interfaceName, int interfaceIndex)
      throws ErrnoException {
    return ofIpv6(RawIpv6Socket.open(EchoCodec.PROTOCOL_IPV6, interfaceName, interfaceIndex));
  }

  /** Opens one for IPv6; otherwise as {@link #routedIpv4}. Link-local addresses are not asked. */
  public static EchoSocket routedIpv6() throws ErrnoException {
    return ofIpv6(RawIpv6Socket.routed(EchoCodec.PROTOCOL_IPV6));
  }

  private static EchoSocket ofIpv6(RawIpv6Socket socket) throws ErrnoException {
    try {
      socket.hearOnlyIcmp(EchoCodec.REPLY_IPV6);
      return new Ipv6(socket);
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /** For an {@link director.netlink.linux.Epoll}: readable when a reply may wait. */
  public abstract FileDescriptor descriptor();

  /** What is asked from now on carries this firewall mark, an unsigned number. */
  public abstract void mark(int mark) throws ErrnoException;

  /** Sends a request without data; otherwise as the other {@code request}. */
  public final void request(
      InetAddress source, InetAddress destination, int identifier, int sequence)
      throws ErrnoException {
    request(source, destination, identifier, sequence, NOTHING);
  }

  /**
   * Sends a request.
   *
   * @param source an address of this host; 0.0.0.0 or :: for the kernel's choice
   * @param identifier 0..65535, returned in the reply, to tell ours from others'
   * @param sequence 0..65535, returned in the reply
   * @param data returned in the reply; at most {@link #LONGEST_DATA} bytes
   * @throws ErrnoException such as ENETDOWN, ENETUNREACH, EPERM by a firewall; EINVAL for an IPv6
   *     source that this host does not have
   * @throws ClassCastException if an address is of the other family
   */
  public abstract void request(
      InetAddress source, InetAddress destination, int identifier, int sequence, byte[] data)
      throws ErrnoException;

  /**
   * The next reply, without waiting; empty when none is left, or when what waits is none so often
   * that the caller had better look after something else first.
   */
  public abstract Optional<EchoReply> receive() throws ErrnoException;

  @Override
  public final void close() {
    descriptor().close();
  }

  private static final class Ipv4 extends EchoSocket {
    private final RawIpv4Socket socket;

    Ipv4(RawIpv4Socket socket) {
      this.socket = socket;
    }

    @Override
    public FileDescriptor descriptor() {
      return socket;
    }

    @Override
    public void mark(int mark) throws ErrnoException {
      socket.mark(mark);
    }

    @Override
    public void request(
        InetAddress source, InetAddress destination, int identifier, int sequence, byte[] data)
        throws ErrnoException {
      Inet4Address to = (Inet4Address) destination;
      int length =
          EchoCodec.ipv4Request(
              sending.bytes(), (Inet4Address) source, to, identifier, sequence, data);
      socket.send(sending, length, to);
    }

    @Override
    public Optional<EchoReply> receive() throws ErrnoException {
      for (int i = 0; i < MOST_PASSED_OVER && socket.receive(received) >= 0; i++) {
        Optional<EchoReply> reply = EchoCodec.ipv4Reply(received.bytes(), socket.receivedAt());
        if (reply.isPresent()) {
          return reply;
        }
      }
      return Optional.empty();
    }
  }

  private static final class Ipv6 extends EchoSocket {
    private final RawIpv6Socket socket;

    Ipv6(RawIpv6Socket socket) {
      this.socket = socket;
    }

    @Override
    public FileDescriptor descriptor() {
      return socket;
    }

    @Override
    public void mark(int mark) throws ErrnoException {
      socket.mark(mark);
    }

    @Override
    public void request(
        InetAddress source, InetAddress destination, int identifier, int sequence, byte[] data)
        throws ErrnoException {
      int length = EchoCodec.ipv6Request(sending.bytes(), identifier, sequence, data);
      socket.send(sending, length, (Inet6Address) source, (Inet6Address) destination);
    }

    @Override
    public Optional<EchoReply> receive() throws ErrnoException {
      for (int i = 0; i < MOST_PASSED_OVER && socket.receive(received) >= 0; i++) {
        Optional<EchoReply> reply =
            EchoCodec.ipv6Reply(
                received.bytes(), socket.source(), socket.destination(), socket.receivedAt());
        if (reply.isPresent()) {
          return reply;
        }
      }
      return Optional.empty();
    }
  }
}
