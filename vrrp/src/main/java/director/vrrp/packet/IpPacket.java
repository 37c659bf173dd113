// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 packet that carries VRRP.
 *
 * @param source of the family of {@code destination}; IPv6 without a scope
 * @param hopLimit 0..255; IPv4 calls it TTL
 * @param payload what follows the headers, big-endian
 */
public record IpPacket(
    InetAddress source, InetAddress destination, int hopLimit, ByteBuffer payload) {

  public boolean isIpv6() {
    return destination instanceof Inet6Address;
  }
}
