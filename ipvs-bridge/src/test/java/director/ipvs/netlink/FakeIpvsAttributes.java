// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.FakeIpvsTable.require;
import static director.ipvs.netlink.IpvsConstants.*;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * How ip_vs_ctl.c of Linux 6.1 reads and writes attributes (ip_vs_genl_parse_service,
 * ip_vs_genl_fill_service and their neighbours), and what it does not take as such.
 */
final class FakeIpvsAttributes {
  private static final int IPPROTO_TCP = 6;
  private static final int ADDRESS_LENGTH = 16;
  private static final int NAME_LENGTH = 15;
  private static final int ENGINE_LENGTH = 16;
  private static final Set<Integer> WHOLE_SERVICE =
      Set.of(
          IPVS_SVC_ATTR_SCHED_NAME,
          IPVS_SVC_ATTR_FLAGS,
          IPVS_SVC_ATTR_TIMEOUT,
          IPVS_SVC_ATTR_NETMASK);
  private static final Set<Integer> WHOLE_SERVER =
      Set.of(
          IPVS_DEST_ATTR_FWD_METHOD,
          IPVS_DEST_ATTR_WEIGHT,
          IPVS_DEST_ATTR_U_THRESH,
          IPVS_DEST_ATTR_L_THRESH);

  private FakeIpvsAttributes() {}

  static FakeIpvsTable.Key key(Attributes service) throws NetlinkException {
    require(service.has(IPVS_SVC_ATTR_AF), EINVAL);
    int af = service.u16(IPVS_SVC_ATTR_AF);
    require(af == AF_INET || af == AF_INET6, EAFNOSUPPORT);
    if (service.has(IPVS_SVC_ATTR_FWMARK)) {
      int fwmark = service.u32(IPVS_SVC_ATTR_FWMARK);
      return new FakeIpvsTable.Key(af, IPPROTO_TCP, "0".repeat(32), 0, fwmark);
    }
    require(
        service
            .types()
            .containsAll(Set.of(IPVS_SVC_ATTR_PROTOCOL, IPVS_SVC_ATTR_ADDR, IPVS_SVC_ATTR_PORT)),
        EINVAL);
    return new FakeIpvsTable.Key(
        af,
        service.u16(IPVS_SVC_ATTR_PROTOCOL),
        address(service.bytes(IPVS_SVC_ATTR_ADDR)),
        service.u16BigEndian(IPVS_SVC_ATTR_PORT),
        0);
  }

  static FakeIpvsTable.Settings settings(Attributes service, int oldFlags) throws NetlinkException {
    require(service.types().containsAll(WHOLE_SERVICE), EINVAL);
    ByteBuffer flags = service.struct(IPVS_SVC_ATTR_FLAGS, 8);
    int mask = flags.getInt(4);
    String engine = service.has(IPVS_SVC_ATTR_PE_NAME) ? service.string(IPVS_SVC_ATTR_PE_NAME) : "";
    require(engine.length() <= ENGINE_LENGTH, EINVAL);
    return new FakeIpvsTable.Settings(
        name(service, IPVS_SVC_ATTR_SCHED_NAME),
        oldFlags & ~mask | flags.getInt(0) & mask,
        service.u32(IPVS_SVC_ATTR_TIMEOUT),
        service.u32(IPVS_SVC_ATTR_NETMASK),
        engine);
  }

  static AttributeWriter service(FakeIpvsTable.Key key, FakeIpvsTable.Settings settings) {
    return new AttributeWriter()
        .nested(
            IPVS_CMD_ATTR_SERVICE,
            out -> {
              out.u16(IPVS_SVC_ATTR_AF, key.af());
              if (key.fwmark() != 0) {
                out.u32(IPVS_SVC_ATTR_FWMARK, key.fwmark());
              } else {
                out.u16(IPVS_SVC_ATTR_PROTOCOL, key.protocol())
                    .bytes(IPVS_SVC_ATTR_ADDR, HexFormat.of().parseHex(key.addr()))
                    .u16BigEndian(IPVS_SVC_ATTR_PORT, key.port());
              }
              out.string(IPVS_SVC_ATTR_SCHED_NAME, settings.scheduler());
              if (!settings.engine().isEmpty()) {
                out.string(IPVS_SVC_ATTR_PE_NAME, settings.engine());
              }
              out.bytes(IPVS_SVC_ATTR_FLAGS, flags(settings.flags()))
                  .u32(IPVS_SVC_ATTR_TIMEOUT, settings.timeout())
                  .u32(IPVS_SVC_ATTR_NETMASK, settings.netmask());
              counters(out, IPVS_SVC_ATTR_STATS64);
            });
  }

  private static byte[] flags(int flags) {
    return ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(flags).putInt(-1).array();
  }

  /**
   * @param family of the service, for one who names none
   */
  static FakeIpvsTable.ServerKey serverKey(Attributes server, int family) throws NetlinkException {
    require(server.types().containsAll(Set.of(IPVS_DEST_ATTR_ADDR, IPVS_DEST_ATTR_PORT)), EINVAL);
    int named = server.has(IPVS_DEST_ATTR_ADDR_FAMILY) ? server.u16(IPVS_DEST_ATTR_ADDR_FAMILY) : 0;
    int af = named == 0 ? family : named;
    require(af == AF_INET || af == AF_INET6, EAFNOSUPPORT);
    return new FakeIpvsTable.ServerKey(
        af, address(server.bytes(IPVS_DEST_ATTR_ADDR)), server.u16BigEndian(IPVS_DEST_ATTR_PORT));
  }

  static FakeIpvsTable.Server server(Attributes server) throws NetlinkException {
    require(server.types().containsAll(WHOLE_SERVER), EINVAL);
    return new FakeIpvsTable.Server(
        server.u32(IPVS_DEST_ATTR_FWD_METHOD) & IP_VS_CONN_F_FWD_MASK,
        server.u32(IPVS_DEST_ATTR_WEIGHT),
        server.u32(IPVS_DEST_ATTR_U_THRESH),
        server.u32(IPVS_DEST_ATTR_L_THRESH),
        server.has(IPVS_DEST_ATTR_TUN_TYPE) ? server.u8(IPVS_DEST_ATTR_TUN_TYPE) : 0,
        server.has(IPVS_DEST_ATTR_TUN_PORT) ? server.u16BigEndian(IPVS_DEST_ATTR_TUN_PORT) : 0,
        server.has(IPVS_DEST_ATTR_TUN_FLAGS) ? server.u16(IPVS_DEST_ATTR_TUN_FLAGS) : 0);
  }

  static AttributeWriter server(FakeIpvsTable.ServerKey key, FakeIpvsTable.Server server) {
    return new AttributeWriter()
        .nested(
            IPVS_CMD_ATTR_DEST,
            out -> {
              out.bytes(IPVS_DEST_ATTR_ADDR, HexFormat.of().parseHex(key.addr()))
                  .u16BigEndian(IPVS_DEST_ATTR_PORT, key.port())
                  .u32(IPVS_DEST_ATTR_FWD_METHOD, server.method())
                  .u32(IPVS_DEST_ATTR_WEIGHT, server.weight())
                  .u8(IPVS_DEST_ATTR_TUN_TYPE, server.tunType())
                  .u16BigEndian(IPVS_DEST_ATTR_TUN_PORT, server.tunPort())
                  .u16(IPVS_DEST_ATTR_TUN_FLAGS, server.tunFlags())
                  .u32(IPVS_DEST_ATTR_U_THRESH, server.upper())
                  .u32(IPVS_DEST_ATTR_L_THRESH, server.lower())
                  .u32(IPVS_DEST_ATTR_ACTIVE_CONNS, 0)
                  .u32(IPVS_DEST_ATTR_INACT_CONNS, 0)
                  .u16(IPVS_DEST_ATTR_ADDR_FAMILY, key.af());
              counters(out, IPVS_DEST_ATTR_STATS64);
            });
  }

  static FakeSyncDaemons.Daemon daemon(Attributes daemon) throws NetlinkException {
    require(
        daemon
            .types()
            .containsAll(
                Set.of(
                    IPVS_DAEMON_ATTR_STATE, IPVS_DAEMON_ATTR_MCAST_IFN, IPVS_DAEMON_ATTR_SYNC_ID)),
        EINVAL);
    int group =
        daemon.has(IPVS_DAEMON_ATTR_MCAST_GROUP)
            ? IPVS_DAEMON_ATTR_MCAST_GROUP
            : IPVS_DAEMON_ATTR_MCAST_GROUP6;
    return new FakeSyncDaemons.Daemon(
        daemon.u32(IPVS_DAEMON_ATTR_STATE),
        name(daemon, IPVS_DAEMON_ATTR_MCAST_IFN),
        daemon.u32(IPVS_DAEMON_ATTR_SYNC_ID),
        daemon.has(IPVS_DAEMON_ATTR_SYNC_MAXLEN) ? daemon.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN) : 0,
        daemon.has(group) ? HexFormat.of().formatHex(daemon.bytes(group)) : "",
        daemon.has(IPVS_DAEMON_ATTR_MCAST_PORT) ? daemon.u16(IPVS_DAEMON_ATTR_MCAST_PORT) : 0,
        daemon.has(IPVS_DAEMON_ATTR_MCAST_TTL) ? daemon.u8(IPVS_DAEMON_ATTR_MCAST_TTL) : 0);
  }

  static AttributeWriter daemon(FakeSyncDaemons.Daemon daemon) {
    byte[] group = HexFormat.of().parseHex(daemon.group());
    return new AttributeWriter()
        .nested(
            IPVS_CMD_ATTR_DAEMON,
            out ->
                out.u32(IPVS_DAEMON_ATTR_STATE, daemon.state())
                    .string(IPVS_DAEMON_ATTR_MCAST_IFN, daemon.ifn())
                    .u32(IPVS_DAEMON_ATTR_SYNC_ID, daemon.syncid())
                    .u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, daemon.maxlen())
                    .u16(IPVS_DAEMON_ATTR_MCAST_PORT, daemon.port())
                    .u8(IPVS_DAEMON_ATTR_MCAST_TTL, daemon.ttl())
                    .bytes(
                        group.length == ADDRESS_LENGTH
                            ? IPVS_DAEMON_ATTR_MCAST_GROUP6
                            : IPVS_DAEMON_ATTR_MCAST_GROUP,
                        group));
  }

  static AttributeWriter timeouts(List<Integer> seconds) {
    return new AttributeWriter()
        .u32(IPVS_CMD_ATTR_TIMEOUT_TCP, seconds.get(0))
        .u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, seconds.get(1))
        .u32(IPVS_CMD_ATTR_TIMEOUT_UDP, seconds.get(2));
  }

  private static void counters(AttributeWriter out, int type) {
    out.nested(
        type,
        counters -> {
          for (int each = IPVS_STATS_ATTR_CONNS; each <= IPVS_STATS_ATTR_OUTBPS; each++) {
            counters.bytes(each, new byte[8]);
          }
        });
  }

  private static String name(Attributes of, int type) throws NetlinkException {
    String name = of.string(type);
    require(name.length() <= NAME_LENGTH, EINVAL);
    return name;
  }

  /** union nf_inet_addr, of which somebody may send less. */
  private static String address(byte... bytes) throws NetlinkException {
    require(bytes.length <= ADDRESS_LENGTH, EINVAL);
    String hex = HexFormat.of().formatHex(bytes);
    return hex + "0".repeat(2 * ADDRESS_LENGTH - hex.length());
  }
}
