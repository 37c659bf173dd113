// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.config.PeerConfig;
import director.daemon.config.PeerConfig.Multicast;
import director.daemon.config.PeerConfig.Unicast;
import director.daemon.peer.packet.DatagramCodec;
import director.netlink.text.AddressOrder;
import director.netlink.text.AddressText;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where directors speak to each other: one socket, or two where a group is spoken to. */
final class PeerSocket implements AutoCloseable {
  /** What others tell of thousands of servers may come while we are busy. */
  private static final int RECEIVE_BUFFER = 1 << 20;

  private final DatagramChannel in;
  private final DatagramChannel out;
  private final List<InetSocketAddress> targets;
  private final ByteBuffer room = ByteBuffer.allocate(DatagramCodec.LONGEST + 1);

  /** A datagram, and the address it came from. */
  record Received(InetAddress source, ByteBuffer bytes) {}

  private PeerSocket(DatagramChannel in, DatagramChannel out, List<InetSocketAddress> targets) {
    this.in = in;
    this.out = out;
    this.targets = List.copyOf(targets);
  }

  /**
   * Readable sockets wake {@code selector}.
   *
   * @param virtual addresses that are not spoken from, though the interface may have them
   */
  static PeerSocket open(PeerConfig config, Set<InetAddress> virtual, Selector selector)
      throws IOException {
    PeerSocket socket =
        config.way() instanceof Multicast group
            ? group(config, group, virtual)
            : unicast(config, (Unicast) config.way());
    try {
      socket.in.configureBlocking(false);
      socket.out.configureBlocking(false);
      socket.in.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      SelectionKey unused = socket.in.register(selector, SelectionKey.OP_READ);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static PeerSocket unicast(PeerConfig config, Unicast unicast) throws IOException {
    DatagramChannel both = DatagramChannel.open(family(unicast.addresses().get(0)));
    bind(both, config.source().orElse(null), config.port());
    List<InetSocketAddress> targets = new ArrayList<>();
    unicast.addresses().forEach(to -> targets.add(new InetSocketAddress(to, config.port())));
    return new PeerSocket(both, both, targets);
  }

  private static PeerSocket group(PeerConfig config, Multicast group, Set<InetAddress> virtual)
      throws IOException {
    NetworkInterface device = NetworkInterface.getByName(group.networkInterface());
    if (device == null) {
      throw new IOException("there is no interface " + group.networkInterface());
    }
    InetAddress address = onLink(group.group(), device);
    DatagramChannel in = DatagramChannel.open(family(address));
    in.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    bind(in, address, config.port());
    DatagramChannel out = in;
    try {
      var unused = in.join(address, device);
      out = DatagramChannel.open(family(address));
      out.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
      out.setOption(StandardSocketOptions.IP_MULTICAST_TTL, group.ttl());
      bind(out, config.source().orElseGet(() -> own(address, device, virtual)), 0);
    } catch (IOException e) {
      in.close();
      out.close();
      throw e;
    }
    return new PeerSocket(in, out, List.of(new InetSocketAddress(address, config.port())));
  }

  /**
   * IP_MULTICAST_IF as the JDK sets it names the interface by any address of it, and that becomes
   * the source: with IPv4 it might be a virtual one. With IPv6 the kernel chooses.
   */
  private static @Nullable InetAddress own(
      InetAddress group, NetworkInterface device, Set<InetAddress> virtual) {
    return group instanceof Inet6Address
        ? null
        : device
            .inetAddresses()
            .filter(address -> address instanceof Inet4Address && !virtual.contains(address))
            .min(AddressOrder.BY_BYTES)
            .orElse(null);
  }

  /** A group of IPv6 is one of a link. */
  private static InetAddress onLink(InetAddress group, NetworkInterface device) throws IOException {
    return group instanceof Inet6Address
        ? Inet6Address.getByAddress(null, group.getAddress(), device)
        : group;
  }

  private static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  private static void bind(DatagramChannel channel, @Nullable InetAddress address, int port)
      throws IOException {
    try {
      DatagramChannel unused = channel.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      channel.close();
      String at = address == null ? "" : AddressText.of(address) + " ";
      throw new IOException(
          "cannot listen at %sport %d: %s".formatted(at, port, e.getMessage()), e);
    }
  }

  /** To all; what became of it is an error for each that could not be sent to. */
  List<String> send(ByteBuffer signed) {
    List<String> errors = new ArrayList<>();
    for (InetSocketAddress target : targets) {
      try {
        int unused = out.send(signed.duplicate(), target);
      } catch (IOException e) {
        errors.add(
            "cannot send to %s: %s".formatted(AddressText.of(target.getAddress()), e.getMessage()));
      }
    }
    return errors;
  }

  /**
   * The next that has come; empty when there is none. A longer one than ours is one byte longer.
   */
  Optional<Received> receive() throws IOException {
    room.clear();
    InetSocketAddress from = (InetSocketAddress) in.receive(room);
    return from == null
        ? Optional.empty()
        : Optional.of(new Received(from.getAddress(), room.flip()));
  }

  @Override
  public void close() throws IOException {
    in.close();
    out.close();
  }
}
