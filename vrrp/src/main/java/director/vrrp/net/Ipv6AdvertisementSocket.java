// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.linux.ErrnoException;
import director.netlink.linux.FileDescriptor;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.RawIpv6Socket;
import director.netlink.route.Link;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.VrrpAdvertisement;
import java.net.Inet6Address;
import java.net.InetAddress;

/** The kernel writes and reads the IP headers. */
final class Ipv6AdvertisementSocket implements AdvertisementSocket {
  /** More than 255 addresses with all that can come with them. */
  private static final int BUFFER_LENGTH = 8192;

  private static final int FIRST_HOP_LIMIT = 255;

  private final RawIpv6Socket socket;
  private final NativeBuffer sending = new NativeBuffer(BUFFER_LENGTH);
  private final NativeBuffer received = new NativeBuffer(BUFFER_LENGTH);
  private int unicastHopLimit = FIRST_HOP_LIMIT;

  private Ipv6AdvertisementSocket(RawIpv6Socket socket) {
    this.socket = socket;
  }

  static Ipv6AdvertisementSocket open(Link link) throws ErrnoException {
    return new Ipv6AdvertisementSocket(
        RawIpv6Socket.open(VrrpAdvertisement.IP_PROTOCOL, link.name(), link.index()));
  }

  @Override
  public FileDescriptor descriptor() {
    return socket;
  }

  @Override
  public void join(InetAddress group) throws ErrnoException {
    socket.join((Inet6Address) group);
  }

  @Override
  public void send(IpPacket packet) throws ErrnoException {
    int hopLimit = packet.hopLimit();
    if (hopLimit != unicastHopLimit && !packet.destination().isMulticastAddress()) {
      socket.unicastHopLimit(hopLimit);
      unicastHopLimit = hopLimit;
    }
    sending.bytes().clear().put(packet.payload().duplicate());
    socket.send(
        sending,
        packet.payload().remaining(),
        (Inet6Address) packet.source(),
        (Inet6Address) packet.destination());
  }

  @Override
  public boolean receive() throws ErrnoException {
    return socket.receive(received) >= 0;
  }

  @Override
  public IpPacket packet() {
    return new IpPacket(
        socket.source(), socket.destination(), socket.hopLimit(), received.bytes().slice());
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
