// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.text.AddressText;
import director.vrrp.authentication.Verifier;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Peer;
import director.vrrp.orders.Transport.Unicast;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.ReceivedAdvertisement;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a packet must be like to count for one virtual router (RFC 9568, section 7.1; RFC 3768,
 * section 7.1). What is refused leaves nothing behind but a warning.
 */
final class Reception {
  private static final int MULTICAST_HOP_LIMIT = 255;

  private final InstantSource clock;
  private final Verifier verifier;
  private final PassingWarnings warnings = new PassingWarnings();
  private InstanceOrders orders;

  Reception(InstanceOrders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
    this.verifier = new Verifier(orders.authentication());
  }

  void follow(InstanceOrders next) {
    if (!next.authentication().equals(orders.authentication())) {
      verifier.follow(next.authentication());
    }
    orders = next;
    warnings.clear();
  }

  /** Whether a packet that came on its segment names the virtual router of these orders. */
  static boolean concerns(InstanceOrders orders, IpPacket packet) {
    return orders.isIpv6() == packet.isIpv6()
        && orders.virtualRouterId() == VrrpAdvertisement.peekVirtualRouterId(packet.payload());
  }

  /** Whether it was sent to where these orders listen: of two with one VRID that one is meant. */
  static boolean isSentTo(InstanceOrders orders, IpPacket packet) {
    return packet.destination().equals(listensAt(orders.transport()));
  }

  private static InetAddress listensAt(Transport transport) {
    return transport instanceof Multicast multicast
        ? multicast.group()
        : ((Unicast) transport).source();
  }

  /**
   * The advertisement in a packet that {@link #concerns} us.
   *
   * @param own the address that we send from
   * @throws MalformedPacketException with the first thing that is wrong
   */
  VrrpAdvertisement check(IpPacket packet, @Nullable InetAddress own)
      throws MalformedPacketException {
    if (!isSentTo(orders, packet)) {
      throw refused(
          Rejection.DESTINATION,
          "sent to "
              + AddressText.of(packet.destination())
              + ", expected "
              + AddressText.of(listensAt(orders.transport())));
    }
    if (packet.source().equals(own)) {
      throw refused(Rejection.OWN_ADDRESS, "sent from our own address");
    }
    checkSender(packet);
    ReceivedAdvertisement received =
        ReceivedAdvertisement.decode(packet, orders.router().version(), verifier.expectsTrailer());
    VrrpAdvertisement advertisement = received.advertisement();
    Instant now = clock.instant();
    verifier.verify(packet, received, now);
    checkInterval(packet.source(), advertisement.interval(), now);
    watchClock(packet.source(), received, now);
    return advertisement;
  }

  /** Of unicast nobody expects a TTL of 255 (it may pass routers) unless the orders say so. */
  private void checkSender(IpPacket packet) throws MalformedPacketException {
    if (orders.transport() instanceof Unicast unicast) {
      Peer peer = peer(unicast, packet.source());
      if (peer != null) {
        checkHopLimit(packet.hopLimit(), peer.leastHopLimit(), peer.mostHopLimit());
      } else if (unicast.checksSource()) {
        throw refused(Rejection.SOURCE, "it is none of our unicast peers");
      }
    } else {
      checkHopLimit(packet.hopLimit(), MULTICAST_HOP_LIMIT, MULTICAST_HOP_LIMIT);
    }
  }

  private static @Nullable Peer peer(Unicast unicast, InetAddress address) {
    for (Peer peer : unicast.peers()) {
      if (peer.address().equals(address)) {
        return peer;
      }
    }
    return null;
  }

  private static void checkHopLimit(int is, int least, int most) throws MalformedPacketException {
    if (is < least || is > most) {
      throw refused(
          Rejection.TTL,
          "TTL " + is + ", expected " + (least == most ? least : least + ".." + most));
    }
  }

  /**
   * RFC 3768, section 7.1 wants such an advertisement dropped, and so both directors become MASTER:
   * that must not go unnoticed.
   */
  private void checkInterval(InetAddress sender, Duration theirs, Instant now)
      throws MalformedPacketException {
    Duration ours = orders.router().interval();
    if (orders.router().version() != 2 || theirs.equals(ours)) {
      return;
    }
    String mismatch =
        "speaks every "
            + theirs.toSeconds()
            + " s, we every "
            + ours.toSeconds()
            + " s: both will be MASTER; set the same advertisement-interval on both";
    warnings.put(sender, mismatch, now, lifetime(theirs));
    throw refused(Rejection.INTERVAL, mismatch);
  }

  private void watchClock(InetAddress sender, ReceivedAdvertisement received, Instant now) {
    String doubt = verifier.doubt(received, now);
    if (doubt.isEmpty()) {
      warnings.remove(sender);
    } else {
      warnings.put(sender, doubt, now, lifetime(received.advertisement().interval()));
    }
  }

  /** Who is silent for longer is no trouble any more. */
  private static Duration lifetime(Duration interval) {
    return interval.multipliedBy(3).plusSeconds(1);
  }

  /** What is amiss with others at present, for people; empty when all is well. */
  List<String> warnings() {
    return warnings.at(clock.instant());
  }

  private static MalformedPacketException refused(Rejection rejection, String sentence) {
    return new MalformedPacketException(rejection, sentence);
  }
}
