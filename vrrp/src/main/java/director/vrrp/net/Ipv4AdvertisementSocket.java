// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.linux.ErrnoException;
import director.netlink.linux.FileDescriptor;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.RawIpv4Socket;
import director.netlink.route.Link;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.Ipv4Packet;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.VrrpAdvertisement;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** With IP headers of our own: no socket option has to follow what the packet says. */
final class Ipv4AdvertisementSocket implements AdvertisementSocket {
  /** More than 255 addresses with all that can come with them. */
  private static final int BUFFER_LENGTH = 2048;

  private final RawIpv4Socket socket;
  private final NativeBuffer sending = new NativeBuffer(BUFFER_LENGTH);
  private final NativeBuffer received = new NativeBuffer(BUFFER_LENGTH);

  private Ipv4AdvertisementSocket(RawIpv4Socket socket) {
    this.socket = socket;
  }

  static Ipv4AdvertisementSocket open(Link link) throws ErrnoException {
    return new Ipv4AdvertisementSocket(
        RawIpv4Socket.open(VrrpAdvertisement.IP_PROTOCOL, link.name(), link.index()));
  }

  @Override
  public FileDescriptor descriptor() {
    return socket;
  }

  @Override
  public void join(InetAddress group) throws ErrnoException {
    socket.join((Inet4Address) group);
  }

  @Override
  public void send(IpPacket packet) throws ErrnoException {
    ByteBuffer out = sending.bytes().clear();
    Ipv4Packet.encode(packet, out);
    socket.send(sending, out.position(), (Inet4Address) packet.destination());
  }

  @Override
  public boolean receive() throws ErrnoException {
    return socket.receive(received) >= 0;
  }

  @Override
  public IpPacket packet() throws MalformedPacketException {
    return Ipv4Packet.decode(received.bytes());
  }

  @Override
  public long receivedAt() {
    return socket.receivedAt();
  }

  @Override
  public void close() {
    socket.close();
  }
}
