// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.packet.Ipv4Packet;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a packet must be like to count (RFC 9568, section 7.1; RFC 3768, section 7.1). */
final class Reception {
  private static final int TTL = 255;

  private Reception() {}

  /**
   * The advertisement in a packet that came to our VRID on our segment.
   *
   * @param own the address that we send from
   * @throws MalformedPacketException with the first thing that is wrong
   */
  static VrrpAdvertisement check(
      Ipv4Packet packet, InstanceOrders orders, @Nullable InetAddress own)
      throws MalformedPacketException {
    reject(packet.ttl() != TTL, Rejection.TTL, "TTL " + packet.ttl() + ", expected 255");
    reject(
        !packet.destination().equals(VrrpAdvertisement.GROUP),
        Rejection.DESTINATION,
        "sent to " + packet.destination().getHostAddress());
    reject(packet.source().equals(own), Rejection.OWN_ADDRESS, "sent from our own address");
    int version = orders.router().version();
    VrrpAdvertisement advertisement = VrrpAdvertisement.decode(packet, version);
    Duration ours = orders.router().interval();
    reject(
        version == 2 && !advertisement.interval().equals(ours),
        Rejection.INTERVAL,
        "interval " + advertisement.interval() + ", ours is " + ours);
    return advertisement;
  }

  private static void reject(boolean wrong, Rejection rejection, String sentence)
      throws MalformedPacketException {
    if (wrong) {
      throw new MalformedPacketException(rejection, sentence);
    }
  }
}
