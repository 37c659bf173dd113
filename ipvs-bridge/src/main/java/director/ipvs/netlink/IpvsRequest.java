// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.RealServer;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.netlink.AttributeWriter;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A command with its attributes, in the order and form in which ipvsadm sends them. */
record IpvsRequest(int command, AttributeWriter attributes) {
  private static final int ADDRESS_LENGTH = 16;
  private static final int ALL_FLAGS = -1;

  static IpvsRequest of(IpvsChange change) {
    return change.match(new Changes());
  }

  static IpvsRequest listServices() {
    return new IpvsRequest(IPVS_CMD_GET_SERVICE, new AttributeWriter());
  }

  static IpvsRequest listServers(VirtualService.Id id) {
    return new IpvsRequest(IPVS_CMD_GET_DEST, identity(id));
  }

  static IpvsRequest listDaemons() {
    return new IpvsRequest(IPVS_CMD_GET_DAEMON, new AttributeWriter());
  }

  static IpvsRequest readTimeouts() {
    return new IpvsRequest(IPVS_CMD_GET_CONFIG, new AttributeWriter());
  }

  static IpvsRequest zero(VirtualService.Id id) {
    return new IpvsRequest(IPVS_CMD_ZERO, identity(id));
  }

  private static final class Changes implements IpvsChange.Cases<IpvsRequest> {
    @Override
    public IpvsRequest addService(VirtualService service) {
      return new IpvsRequest(IPVS_CMD_NEW_SERVICE, whole(service));
    }

    @Override
    public IpvsRequest editService(VirtualService after) {
      return new IpvsRequest(IPVS_CMD_SET_SERVICE, whole(after));
    }

    @Override
    public IpvsRequest deleteService(VirtualService.Id id) {
      return new IpvsRequest(IPVS_CMD_DEL_SERVICE, identity(id));
    }

    @Override
    public IpvsRequest addServer(VirtualService.Id serviceId, RealServer server) {
      return new IpvsRequest(IPVS_CMD_NEW_DEST, whole(serviceId, server));
    }

    @Override
    public IpvsRequest editServer(VirtualService.Id serviceId, RealServer after) {
      return new IpvsRequest(IPVS_CMD_SET_DEST, whole(serviceId, after));
    }

    @Override
    public IpvsRequest deleteServer(VirtualService.Id serviceId, RealServer.Id id) {
      AttributeWriter attributes =
          identity(serviceId).nested(IPVS_CMD_ATTR_DEST, out -> identity(out, id));
      return new IpvsRequest(IPVS_CMD_DEL_DEST, attributes);
    }

    @Override
    public IpvsRequest setTimeouts(Timeouts after) {
      return new IpvsRequest(
          IPVS_CMD_SET_CONFIG,
          new AttributeWriter()
              .u32(IPVS_CMD_ATTR_TIMEOUT_TCP, (int) after.tcp().toSeconds())
              .u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, (int) after.tcpFin().toSeconds())
              .u32(IPVS_CMD_ATTR_TIMEOUT_UDP, (int) after.udp().toSeconds()));
    }

    @Override
    public IpvsRequest startDaemon(SyncDaemon daemon) {
      return new IpvsRequest(IPVS_CMD_NEW_DAEMON, whole(daemon));
    }

    @Override
    public IpvsRequest stopDaemon(SyncDaemon daemon) {
      return new IpvsRequest(
          IPVS_CMD_DEL_DAEMON,
          new AttributeWriter()
              .nested(
                  IPVS_CMD_ATTR_DAEMON,
                  out -> out.u32(IPVS_DAEMON_ATTR_STATE, daemon.role().number())));
    }
  }

  /** What is left out is the kernel's to choose. */
  private static AttributeWriter whole(SyncDaemon daemon) {
    boolean six = AddressFamily.of(daemon.group()) == AddressFamily.IPV6;
    return new AttributeWriter()
        .nested(
            IPVS_CMD_ATTR_DAEMON,
            out -> {
              out.u32(IPVS_DAEMON_ATTR_STATE, daemon.role().number())
                  .string(IPVS_DAEMON_ATTR_MCAST_IFN, daemon.networkInterface())
                  .u32(IPVS_DAEMON_ATTR_SYNC_ID, daemon.id());
              if (daemon.maxLength() != 0) {
                out.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, daemon.maxLength());
              }
              out.u16(IPVS_DAEMON_ATTR_MCAST_PORT, daemon.port())
                  .u8(IPVS_DAEMON_ATTR_MCAST_TTL, daemon.ttl())
                  .bytes(
                      six ? IPVS_DAEMON_ATTR_MCAST_GROUP6 : IPVS_DAEMON_ATTR_MCAST_GROUP,
                      daemon.group().getAddress());
            });
  }

  private static AttributeWriter identity(VirtualService.Id id) {
    return new AttributeWriter().nested(IPVS_CMD_ATTR_SERVICE, out -> identity(out, id));
  }

  private static void identity(AttributeWriter out, VirtualService.Id id) {
    out.u16(IPVS_SVC_ATTR_AF, id.family().number());
    if (id instanceof VirtualService.FirewallMark marked) {
      out.u32(IPVS_SVC_ATTR_FWMARK, (int) marked.mark());
    } else if (id instanceof VirtualService.Endpoint endpoint) {
      out.u16(IPVS_SVC_ATTR_PROTOCOL, endpoint.protocol().number())
          .bytes(IPVS_SVC_ATTR_ADDR, padded(endpoint.address()))
          .u16BigEndian(IPVS_SVC_ATTR_PORT, endpoint.port());
    }
  }

  private static AttributeWriter whole(VirtualService service) {
    return new AttributeWriter()
        .nested(
            IPVS_CMD_ATTR_SERVICE,
            out -> {
              identity(out, service.id());
              out.string(IPVS_SVC_ATTR_SCHED_NAME, service.scheduler());
              if (!service.persistence().engine().isEmpty()) {
                out.string(IPVS_SVC_ATTR_PE_NAME, service.persistence().engine());
              }
              out.bytes(IPVS_SVC_ATTR_FLAGS, flags(service.flags()))
                  .u32(IPVS_SVC_ATTR_TIMEOUT, (int) service.persistence().timeout().toSeconds())
                  .bytes(IPVS_SVC_ATTR_NETMASK, netmask(service));
            });
  }

  private static void identity(AttributeWriter out, RealServer.Id id) {
    out.u16(IPVS_DEST_ATTR_ADDR_FAMILY, AddressFamily.of(id.address()).number())
        .bytes(IPVS_DEST_ATTR_ADDR, padded(id.address()))
        .u16BigEndian(IPVS_DEST_ATTR_PORT, id.port());
  }

  private static AttributeWriter whole(VirtualService.Id serviceId, RealServer server) {
    if (server.method() == ForwardingMethod.UNKNOWN) {
      throw new IllegalArgumentException(server.id() + " has no forwarding method to write");
    }
    return identity(serviceId)
        .nested(
            IPVS_CMD_ATTR_DEST,
            out -> {
              identity(out, server.id());
              out.u32(IPVS_DEST_ATTR_FWD_METHOD, server.method().number())
                  .u32(IPVS_DEST_ATTR_WEIGHT, server.weight())
                  .u32(IPVS_DEST_ATTR_U_THRESH, (int) server.upperThreshold())
                  .u32(IPVS_DEST_ATTR_L_THRESH, (int) server.lowerThreshold());
              if (server.method() == ForwardingMethod.TUNNEL) {
                Tunnel tunnel = server.tunnel();
                out.u8(IPVS_DEST_ATTR_TUN_TYPE, tunnel.type().number())
                    .u16BigEndian(IPVS_DEST_ATTR_TUN_PORT, tunnel.port())
                    .u16(IPVS_DEST_ATTR_TUN_FLAGS, tunnel.checksum().number());
              }
            });
  }

  /** union nf_inet_addr. */
  private static byte[] padded(InetAddress address) {
    return Arrays.copyOf(address.getAddress(), ADDRESS_LENGTH);
  }

  /** struct ip_vs_flags: all bits are ours to say. */
  private static byte[] flags(int flags) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.nativeOrder())
        .putInt(flags)
        .putInt(ALL_FLAGS)
        .array();
  }

  /** In network byte order for IPv4, a plain number for IPv6. */
  private static byte[] netmask(VirtualService service) {
    boolean ipv4 = service.id().family() == AddressFamily.IPV4;
    ByteOrder order = ipv4 ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
    return ByteBuffer.allocate(4).order(order).putInt(service.persistence().netmask()).array();
  }
}
