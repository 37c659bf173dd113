// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.linux.ErrnoException;
import director.netlink.linux.FileDescriptor;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.RawIpv4Socket;
import director.netlink.route.Link;
import director.vrrp.packet.Ipv4Packet;
import director.vrrp.packet.VrrpAdvertisement;
import java.net.Inet4Address;
import java.nio.ByteBuffer;

/** Advertisements over IPv4 on one interface. Confined to the elector's thread. */
public final class AdvertisementSocket implements AutoCloseable {
  private static final int TTL = 255;
  private static final int BUFFER_LENGTH = 2048;

  private final RawIpv4Socket socket;
  private final NativeBuffer sending = new NativeBuffer(BUFFER_LENGTH);
  private final NativeBuffer received = new NativeBuffer(BUFFER_LENGTH);

  private AdvertisementSocket(RawIpv4Socket socket) {
    this.socket = socket;
  }

  /**
   * Joins the VRRP group there.
   *
   * @throws ErrnoException EPERM without CAP_NET_RAW, ENODEV when the interface is gone
   */
  public static AdvertisementSocket open(Link link) throws ErrnoException {
    RawIpv4Socket socket =
        RawIpv4Socket.open(VrrpAdvertisement.IP_PROTOCOL, link.name(), link.index());
    try {
      socket.join(VrrpAdvertisement.GROUP);
      return new AdvertisementSocket(socket);
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /** For an epoll: readable when a packet waits. */
  public FileDescriptor descriptor() {
    return socket;
  }

  /** To the VRRP group. */
  public void send(Inet4Address source, ByteBuffer advertisement) throws ErrnoException {
    ByteBuffer out = sending.bytes().clear();
    new Ipv4Packet(source, VrrpAdvertisement.GROUP, TTL, advertisement).encode(out);
    socket.send(sending, out.position(), VrrpAdvertisement.GROUP);
  }

  /**
   * Takes one packet without waiting.
   *
   * @return false when there is none; otherwise it is in {@link #packet} until the next call
   */
  public boolean receive() throws ErrnoException {
    return socket.receive(received) >= 0;
  }

  /** The bytes of the packet that was received last, IP header included. */
  public ByteBuffer packet() {
    return received.bytes();
  }

  @Override
  public void close() {
    socket.close();
  }
}
