// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.authentication.Signer;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Peer;
import director.vrrp.orders.Transport.Unicast;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.VrrpAdvertisement;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Speaks for one virtual router: to the group, or to each of its peers. What does not differ from
 * the last time is not built again, for a MASTER may speak a hundred times a second.
 */
final class AdvertisementSender {
  /** RFC 9568, sections 5.1.1.3 and 5.1.2.3. */
  private static final int MULTICAST_HOP_LIMIT = 255;

  private final Segment segment;
  private final InstantSource clock;
  private final Signer signer;
  private InstanceOrders orders;
  private @Nullable Spoken last;

  /** What was said last, to whomever. */
  private record Spoken(
      int priority, InetAddress source, Duration interval, List<IpPacket> packets) {
    boolean isAbout(int otherPriority, InetAddress otherSource, Duration otherInterval) {
      return priority == otherPriority
          && source.equals(otherSource)
          && interval.equals(otherInterval);
    }
  }

  AdvertisementSender(InstanceOrders orders, Segment segment, InstantSource clock) {
    this.orders = orders;
    this.segment = segment;
    this.clock = clock;
    this.signer = new Signer(orders.authentication());
  }

  void follow(InstanceOrders next) {
    if (!next.authentication().equals(orders.authentication())) {
      signer.follow(next.authentication());
    }
    orders = next;
    last = null;
  }

  /**
   * Sends one advertisement, to everybody who is to get it even if it fails for some.
   *
   * @param priority 0 to resign
   * @throws IOException for the first for whom it failed
   */
  void send(InetAddress source, int priority) throws IOException {
    send(source, priority, orders.router().interval());
  }

  /**
   * The same.
   *
   * @param interval to name in place of that of the orders
   */
  void send(InetAddress source, int priority, Duration interval) throws IOException {
    IOException failure = null;
    for (IpPacket packet : packets(source, priority, interval)) {
      try {
        segment.send(packet);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private List<IpPacket> packets(InetAddress source, int priority, Duration interval) {
    Spoken before = last;
    if (before != null && !signer.signs() && before.isAbout(priority, source, interval)) {
      return before.packets();
    }
    Spoken now = new Spoken(priority, source, interval, build(source, priority, interval));
    last = now;
    return now.packets();
  }

  private List<IpPacket> build(InetAddress source, int priority, Duration interval) {
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(
            orders.router().version(),
            orders.virtualRouterId(),
            priority,
            interval,
            orders.addresses().stream().map(VirtualAddress::address).toList());
    ByteBuffer signed = advertisement.encode(signer.data(), signer.trailerLength());
    signer.sign(signed, source, clock.instant());
    int length = signed.remaining();
    Transport transport = orders.transport();
    int hopLimit = transport instanceof Unicast unicast ? unicast.hopLimit() : MULTICAST_HOP_LIMIT;
    return destinations(transport)
        .map(
            destination -> {
              ByteBuffer payload = ByteBuffer.allocate(length).put(0, signed, 0, length);
              advertisement.seal(payload, source, destination, orders.checksum());
              return new IpPacket(source, destination, hopLimit, payload);
            })
        .toList();
  }

  private static Stream<InetAddress> destinations(Transport transport) {
    return transport instanceof Multicast multicast
        ? Stream.of(multicast.group())
        : ((Unicast) transport).peers().stream().map(Peer::address);
  }
}
