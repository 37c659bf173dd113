// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.linux.ErrnoException;
import director.netlink.linux.FileDescriptor;
import director.netlink.route.Link;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import java.net.InetAddress;

/**
 * Packets of VRRP over one protocol on one interface: those of the groups that were joined, and
 * those for any address of this host. Confined to the elector's thread.
 */
public sealed interface AdvertisementSocket extends AutoCloseable
    permits Ipv4AdvertisementSocket, Ipv6AdvertisementSocket {

  /**
   * Opens it on the interface.
   *
   * @throws ErrnoException EPERM without CAP_NET_RAW, ENODEV when the interface is gone,
   *     EAFNOSUPPORT when the kernel has no IPv6
   */
  static AdvertisementSocket open(Link link, boolean ipv6) throws ErrnoException {
    return ipv6 ? Ipv6AdvertisementSocket.open(link) : Ipv4AdvertisementSocket.open(link);
  }

  /** For an epoll: readable when a packet waits. */
  FileDescriptor descriptor();

  /** Hears the group from now on; a second time is fine. */
  void join(InetAddress group) throws ErrnoException;

  /** Sends it as it is. */
  void send(IpPacket packet) throws ErrnoException;

  /**
   * Takes one packet without waiting.
   *
   * @return false when there is none; otherwise it is in {@link #packet} until the next call
   */
  boolean receive() throws ErrnoException;

  /** The packet that was received last; its payload is overwritten by the next one. */
  IpPacket packet() throws MalformedPacketException;

  /** When the kernel got it, on the scale of System.nanoTime, and never in the future. */
  long receivedAt();

  @Override
  void close();
}
