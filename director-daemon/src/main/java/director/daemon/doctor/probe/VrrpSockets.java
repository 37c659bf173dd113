// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Nic;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.RawIpv4Socket;
import director.netlink.linux.RawIpv6Socket;
import director.netlink.text.AddressText;
import director.vrrp.packet.Ipv4Packet;
import director.vrrp.packet.MalformedPacketException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Hears advertisements as the elector does: behind the firewall. Says nothing. */
final class VrrpSockets implements AutoCloseable {
  private static final int VRRP = 112;

  private final NativeBuffer buffer = new NativeBuffer(4096);
  private final SortedSet<String> sources = new TreeSet<>();
  private final @Nullable RawIpv4Socket ipv4;
  private final @Nullable RawIpv6Socket ipv6;

  private VrrpSockets(@Nullable RawIpv4Socket ipv4, @Nullable RawIpv6Socket ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** For those virtual routers of the interface that there are. */
  static VrrpSockets open(Nic nic, List<Router> routers) throws ErrnoException {
    RawIpv4Socket ipv4 = null;
    RawIpv6Socket ipv6 = null;
    for (Router router : routers) {
      if (router.ipv6()) {
        ipv6 = ipv6 == null ? RawIpv6Socket.open(VRRP, nic.name(), nic.index()) : ipv6;
        if (router.group().orElse(null) instanceof Inet6Address group) {
          ipv6.join(group);
        }
      } else {
        ipv4 = ipv4 == null ? RawIpv4Socket.open(VRRP, nic.name(), nic.index()) : ipv4;
        if (router.group().orElse(null) instanceof Inet4Address group) {
          ipv4.join(group);
        }
      }
    }
    return new VrrpSockets(ipv4, ipv6);
  }

  /** Takes what came, without waiting. */
  void read() throws ErrnoException {
    while (ipv4 != null && ipv4.receive(buffer) >= 0) {
      source().ifPresent(this::heard);
    }
    while (ipv6 != null && ipv6.receive(buffer) >= 0) {
      heard(ipv6.source());
    }
  }

  /** Of what is in the buffer; empty when it is no packet, which the elector would only count. */
  private Optional<InetAddress> source() {
    try {
      return Optional.of(Ipv4Packet.decode(buffer.bytes()).source());
    } catch (MalformedPacketException e) {
      return Optional.empty();
    }
  }

  private void heard(InetAddress source) {
    sources.add(AddressText.of(source));
  }

  /** Whose packets came so far. */
  List<String> sources() {
    return List.copyOf(sources);
  }

  @Override
  public void close() {
    if (ipv4 != null) {
      ipv4.close();
    }
    if (ipv6 != null) {
      ipv6.close();
    }
  }
}
