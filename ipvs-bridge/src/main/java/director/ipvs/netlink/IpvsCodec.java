// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import director.ipvs.table.RealServer;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the attributes of services and real servers; {@link IpvsRequest} writes them. */
final class IpvsCodec {
  /** What {@link RealServer} has where it is not by a tunnel. */
  private static final Optional<Tunnel> NO_TUNNEL = Optional.of(Tunnel.IPIP);

  private IpvsCodec() {}

  /** The identity of a service, empty for a kind that {@link VirtualService} has no words for. */
  static Optional<VirtualService.Id> id(Attributes service) throws NetlinkException {
    Optional<AddressFamily> family = AddressFamily.of(service.u16(IPVS_SVC_ATTR_AF));
    if (family.isEmpty()) {
      return Optional.empty();
    }
    if (service.has(IPVS_SVC_ATTR_FWMARK)) {
      long mark = Integer.toUnsignedLong(service.u32(IPVS_SVC_ATTR_FWMARK));
      if (mark == 0) {
        throw NetlinkException.broken("reading a service", "firewall mark 0");
      }
      return Optional.of(new VirtualService.FirewallMark(mark, family.get()));
    }
    Optional<Protocol> protocol = protocol(service.u16(IPVS_SVC_ATTR_PROTOCOL));
    if (protocol.isEmpty()) {
      return Optional.empty();
    }
    InetAddress address = address(service, IPVS_SVC_ATTR_ADDR, family.get());
    int port = service.u16BigEndian(IPVS_SVC_ATTR_PORT);
    return Optional.of(new VirtualService.Endpoint(protocol.get(), address, port));
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

  /**
   * A line for a service that has no {@link #id}: "protocol 50, address family 2, scheduler rr".
   */
  static String describeOther(Attributes service) throws NetlinkException {
    return "protocol %d, address family %d, scheduler %s"
        .formatted(
            service.has(IPVS_SVC_ATTR_PROTOCOL) ? service.u16(IPVS_SVC_ATTR_PROTOCOL) : 0,
            service.u16(IPVS_SVC_ATTR_AF),
            service.string(IPVS_SVC_ATTR_SCHED_NAME));
  }

  /**
   * Reads a real server.
   *
   * @param service whose address family it has when it names none, as before Linux 3.18
   */
  static RealServer server(VirtualService.Id service, Attributes server) throws NetlinkException {
    int number =
        server.has(IPVS_DEST_ATTR_ADDR_FAMILY)
            ? server.u16(IPVS_DEST_ATTR_ADDR_FAMILY)
            : service.family().number();
    AddressFamily family =
        AddressFamily.of(number)
            .orElseThrow(
                () -> NetlinkException.broken("reading a real server", "address family " + number));
    int weight = server.u32(IPVS_DEST_ATTR_WEIGHT);
    if (weight < 0) {
      throw NetlinkException.broken("reading a real server", "weight " + weight);
    }
    ForwardingMethod method =
        ForwardingMethod.of(server.u32(IPVS_DEST_ATTR_FWD_METHOD) & IP_VS_CONN_F_FWD_MASK);
    Optional<Tunnel> tunnel = method == ForwardingMethod.TUNNEL ? tunnel(server) : NO_TUNNEL;
    return new RealServer(
        new RealServer.Id(
            address(server, IPVS_DEST_ATTR_ADDR, family), server.u16BigEndian(IPVS_DEST_ATTR_PORT)),
        weight,
        tunnel.isEmpty() ? ForwardingMethod.UNKNOWN : method,
        tunnel.orElse(Tunnel.IPIP),
        Integer.toUnsignedLong(server.u32(IPVS_DEST_ATTR_U_THRESH)),
        Integer.toUnsignedLong(server.u32(IPVS_DEST_ATTR_L_THRESH)));
  }

  /**
   * Empty for a kind, or a combination of flags, that {@link Tunnel} has no words for. Kernels
   * before 5.2 know one kind only, those before 5.3 no checksums.
   */
  private static Optional<Tunnel> tunnel(Attributes server) throws NetlinkException {
    if (!server.has(IPVS_DEST_ATTR_TUN_TYPE)) {
      return Optional.of(Tunnel.IPIP);
    }
    int flags = server.has(IPVS_DEST_ATTR_TUN_FLAGS) ? server.u16(IPVS_DEST_ATTR_TUN_FLAGS) : 0;
    int port = server.u16BigEndian(IPVS_DEST_ATTR_TUN_PORT);
    return Tunnel.Type.of(server.u8(IPVS_DEST_ATTR_TUN_TYPE))
        .flatMap(
            type -> Tunnel.Checksum.of(flags).map(checksum -> new Tunnel(type, port, checksum)));
  }

  /** A kernel that was built without one of the protocols does not tell its timeouts. */
  static Timeouts timeouts(Attributes config) throws NetlinkException {
    return new Timeouts(
        seconds(config, IPVS_CMD_ATTR_TIMEOUT_TCP),
        seconds(config, IPVS_CMD_ATTR_TIMEOUT_TCP_FIN),
        seconds(config, IPVS_CMD_ATTR_TIMEOUT_UDP));
  }

  private static Duration seconds(Attributes of, int type) throws NetlinkException {
    return Duration.ofSeconds(of.has(type) ? Integer.toUnsignedLong(of.u32(type)) : 0);
  }

  /**
   * Kernels before 4.3 have the one multicast group, port and lifetime, and do not tell; nor do
   * they tell the length.
   */
  static SyncDaemon daemon(Attributes daemon) throws NetlinkException {
    int state = daemon.u32(IPVS_DAEMON_ATTR_STATE);
    SyncDaemon.Role role =
        Stream.of(SyncDaemon.Role.values())
            .filter(known -> known.number() == state)
            .findFirst()
            .orElseThrow(() -> NetlinkException.broken("reading a sync daemon", "state " + state));
    String networkInterface = daemon.string(IPVS_DAEMON_ATTR_MCAST_IFN);
    int id = daemon.u32(IPVS_DAEMON_ATTR_SYNC_ID);
    if (!daemon.has(IPVS_DAEMON_ATTR_MCAST_PORT)) {
      return SyncDaemon.plain(role, networkInterface, id);
    }
    boolean six = daemon.has(IPVS_DAEMON_ATTR_MCAST_GROUP6);
    return new SyncDaemon(
        role,
        networkInterface,
        id,
        six
            ? daemon.address(IPVS_DAEMON_ATTR_MCAST_GROUP6, 16)
            : daemon.address(IPVS_DAEMON_ATTR_MCAST_GROUP, 4),
        daemon.u16(IPVS_DAEMON_ATTR_MCAST_PORT),
        daemon.u8(IPVS_DAEMON_ATTR_MCAST_TTL),
        daemon.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN));
  }

  private static Optional<Protocol> protocol(int number) {
    return Stream.of(Protocol.values()).filter(known -> known.number() == number).findFirst();
  }

  private static InetAddress address(Attributes from, int type, AddressFamily family)
      throws NetlinkException {
    return from.address(type, family.bits() / 8);
  }

  /** In network byte order for IPv4, a plain number for IPv6. */
  private static int netmask(Attributes service) throws NetlinkException {
    return service.u16(IPVS_SVC_ATTR_AF) == AddressFamily.IPV6.number()
        ? service.u32(IPVS_SVC_ATTR_NETMASK)
        : ByteBuffer.allocate(4)
            .order(ByteOrder.nativeOrder())
            .putInt(service.u32(IPVS_SVC_ATTR_NETMASK))
            .order(ByteOrder.BIG_ENDIAN)
            .getInt(0);
  }
}
