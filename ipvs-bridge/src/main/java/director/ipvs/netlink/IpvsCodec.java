// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the attributes of services and real servers; {@link IpvsRequest} writes them. */
final class IpvsCodec {
  private static final int ADDRESS_LENGTH = 16;

  private IpvsCodec() {}

  /** The identity of a service, empty for a kind that {@link VirtualService} has no words for. */
  static Optional<VirtualService.Id> id(Attributes service) throws NetlinkException {
    Optional<Protocol> protocol = protocol(service);
    Optional<InetAddress> address =
        service.has(IPVS_SVC_ATTR_ADDR)
            ? address(service, IPVS_SVC_ATTR_ADDR, service.u16(IPVS_SVC_ATTR_AF))
            : Optional.empty();
    if (protocol.isEmpty() || address.isEmpty()) {
      return Optional.empty();
    }
    int port = service.u16BigEndian(IPVS_SVC_ATTR_PORT);
    return Optional.of(new VirtualService.Id(protocol.get(), address.get(), port));
  }

  static VirtualService service(VirtualService.Id id, Attributes service) throws NetlinkException {
    String engine = service.has(IPVS_SVC_ATTR_PE_NAME) ? service.string(IPVS_SVC_ATTR_PE_NAME) : "";
    Persistence persistence =
        new Persistence(
            Duration.ofSeconds(Integer.toUnsignedLong(service.u32(IPVS_SVC_ATTR_TIMEOUT))),
            netmask(service),
            engine);
    int flags = service.u32(IPVS_SVC_ATTR_FLAGS) & ~VirtualService.HASHED;
    return new VirtualService(id, service.string(IPVS_SVC_ATTR_SCHED_NAME), flags, persistence);
  }

  /** A line for a service that has no {@link #id}: "SCTP 203.0.113.10:9 scheduler rr". */
  static String describeOther(Attributes service) throws NetlinkException {
    String scheduler = " scheduler " + service.string(IPVS_SVC_ATTR_SCHED_NAME);
    int family = service.u16(IPVS_SVC_ATTR_AF);
    String familyName =
        family == AF_INET ? "IPv4" : family == AF_INET6 ? "IPv6" : "address family " + family;
    if (service.has(IPVS_SVC_ATTR_FWMARK)) {
      String mark = Integer.toUnsignedString(service.u32(IPVS_SVC_ATTR_FWMARK));
      return "fwmark " + mark + " " + familyName + scheduler;
    }
    int protocol = service.u16(IPVS_SVC_ATTR_PROTOCOL);
    String protocolName = protocol == IPPROTO_SCTP ? "SCTP" : "protocol " + protocol;
    Optional<InetAddress> address = address(service, IPVS_SVC_ATTR_ADDR, family);
    if (address.isEmpty()) {
      return protocolName + " " + familyName + scheduler;
    }
    var at = new RealServer.Id(address.get(), service.u16BigEndian(IPVS_SVC_ATTR_PORT));
    return protocolName + " " + at + scheduler;
  }

  /**
   * Reads a real server.
   *
   * @param service whose address family it has when it names none, as before Linux 3.18
   */
  static RealServer server(VirtualService.Id service, Attributes server) throws NetlinkException {
    int family =
        server.has(IPVS_DEST_ATTR_ADDR_FAMILY)
            ? server.u16(IPVS_DEST_ATTR_ADDR_FAMILY)
            : family(service.address());
    Optional<InetAddress> address = address(server, IPVS_DEST_ATTR_ADDR, family);
    int weight = server.u32(IPVS_DEST_ATTR_WEIGHT);
    if (address.isEmpty() || weight < 0) {
      throw NetlinkException.broken(
          "reading a real server of " + service,
          "address family "
              + family
              + " and weight "
              + weight
              + ", expected 2 or 10 and 0 or more");
    }
    return new RealServer(
        new RealServer.Id(address.get(), server.u16BigEndian(IPVS_DEST_ATTR_PORT)),
        weight,
        ForwardingMethod.of(server.u32(IPVS_DEST_ATTR_FWD_METHOD) & IP_VS_CONN_F_FWD_MASK),
        Integer.toUnsignedLong(server.u32(IPVS_DEST_ATTR_U_THRESH)),
        Integer.toUnsignedLong(server.u32(IPVS_DEST_ATTR_L_THRESH)));
  }

  static int family(InetAddress address) {
    return address instanceof Inet6Address ? AF_INET6 : AF_INET;
  }

  private static Optional<Protocol> protocol(Attributes service) throws NetlinkException {
    if (!service.has(IPVS_SVC_ATTR_PROTOCOL)) {
      return Optional.empty();
    }
    int number = service.u16(IPVS_SVC_ATTR_PROTOCOL);
    return Stream.of(Protocol.values()).filter(known -> known.number() == number).findFirst();
  }

  /** Empty for a family that is neither IPv4 nor IPv6. */
  private static Optional<InetAddress> address(Attributes from, int type, int family)
      throws NetlinkException {
    return switch (family) {
      case AF_INET -> Optional.of(from.address(type, 4));
      case AF_INET6 -> Optional.of(ipv6(from.bytes(type)));
      default -> Optional.empty();
    };
  }

  /** InetAddress would turn ::ffff:10.0.0.1 into an IPv4 address, which is another service. */
  private static InetAddress ipv6(byte[] bytes) throws NetlinkException {
    if (bytes.length < ADDRESS_LENGTH) {
      throw NetlinkException.broken(
          "reading an IPv6 address", bytes.length + " bytes, expected " + ADDRESS_LENGTH);
    }
    try {
      return Inet6Address.getByAddress(null, Arrays.copyOf(bytes, ADDRESS_LENGTH), -1);
    } catch (UnknownHostException e) {
      throw new AssertionError("16 bytes are an IPv6 address", e);
    }
  }

  /** In network byte order for IPv4, a plain number for IPv6. */
  private static int netmask(Attributes service) throws NetlinkException {
    return service.u16(IPVS_SVC_ATTR_AF) == AF_INET6
        ? service.u32(IPVS_SVC_ATTR_NETMASK)
        : ByteBuffer.allocate(4)
            .order(ByteOrder.nativeOrder())
            .putInt(service.u32(IPVS_SVC_ATTR_NETMASK))
            .order(ByteOrder.BIG_ENDIAN)
            .getInt(0);
  }
}
