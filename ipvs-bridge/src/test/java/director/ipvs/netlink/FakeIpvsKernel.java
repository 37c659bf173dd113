// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Behaves as ip_vs_ctl.c of Linux 6.1 does, on the level of attributes: it keeps what it is sent
 * and knows nothing of our values. Like the kernel it lists what came last first.
 */
final class FakeIpvsKernel implements Netlink {
  private static final int GENL_ID_CTRL = 16;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int HEADER_LENGTH = 4;
  private static final int HASHED = 0x2;
  private static final Set<String> SCHEDULERS =
      Set.of("none", "rr", "wrr", "lc", "wlc", "sh", "mh");
  private static final Set<Integer> WHOLE_SERVICE =
      Set.of(
          IPVS_SVC_ATTR_SCHED_NAME,
          IPVS_SVC_ATTR_FLAGS,
          IPVS_SVC_ATTR_TIMEOUT,
          IPVS_SVC_ATTR_NETMASK);

  private final Map<String, Service> services = new LinkedHashMap<>();
  private boolean loadable = true;
  private boolean permitted = true;
  private boolean open = true;
  private int familyId = 0x1c;

  private static final class Service {
    private final Map<String, Map<Integer, byte[]>> servers = new LinkedHashMap<>();
    private Map<Integer, byte[]> attributes = Map.of();
  }

  /** A kernel that has no IPVS. */
  FakeIpvsKernel withoutIpvs() {
    loadable = false;
    return this;
  }

  /** A kernel that does not let us near its IPVS. */
  FakeIpvsKernel withoutPermission() {
    permitted = false;
    return this;
  }

  /** rmmod ip_vs, modprobe ip_vs. */
  void reloadModule() {
    services.clear();
    familyId++;
  }

  boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public List<NetlinkMessage> request(NetlinkMessage request) throws NetlinkException {
    ByteBuffer payload = request.payload();
    int command = payload.get(0);
    Attributes attributes = Attributes.parse(payload.position(HEADER_LENGTH));
    if (request.type() == GENL_ID_CTRL) {
      refuseUnless(loadable, ENOENT);
      return List.of(message(new AttributeWriter().u16(CTRL_ATTR_FAMILY_ID, familyId)));
    }
    refuseUnless(request.type() == familyId, ENOENT);
    refuseUnless(permitted, EPERM);
    boolean dump = (request.flags() & NetlinkMessage.DUMP) == NetlinkMessage.DUMP;
    refuseUnless(dump == (command == IPVS_CMD_GET_SERVICE || command == IPVS_CMD_GET_DEST), EINVAL);
    return switch (command) {
      case IPVS_CMD_GET_SERVICE ->
          services.values().stream()
              .map(service -> describeService(service.attributes))
              .collect(newestFirst());
      case IPVS_CMD_GET_DEST -> listServers(attributes);
      default -> change(command, attributes);
    };
  }

  /** For a service that is not there the kernel lists nothing, and says so without an error. */
  private List<NetlinkMessage> listServers(Attributes request) throws NetlinkException {
    Service service = services.get(serviceKey(request.nested(IPVS_CMD_ATTR_SERVICE)));
    return service == null
        ? List.of()
        : service.servers.values().stream()
            .map(FakeIpvsKernel::describeServer)
            .collect(newestFirst());
  }

  private List<NetlinkMessage> change(int command, Attributes request) throws NetlinkException {
    Attributes attributes = request.nested(IPVS_CMD_ATTR_SERVICE);
    String key = serviceKey(attributes);
    Service service = services.get(key);
    if (command == IPVS_CMD_NEW_SERVICE) {
      refuseUnless(service == null, EEXIST);
      service = new Service();
      service.attributes = wholeService(attributes);
      services.put(key, service);
      return List.of();
    }
    refuseUnless(service != null, ESRCH);
    switch (command) {
      case IPVS_CMD_SET_SERVICE -> service.attributes = wholeService(attributes);
      case IPVS_CMD_DEL_SERVICE -> services.remove(key);
      case IPVS_CMD_ZERO -> {}
      default -> changeServer(command, service, request.nested(IPVS_CMD_ATTR_DEST));
    }
    return List.of();
  }

  private static Map<Integer, byte[]> wholeService(Attributes service) throws NetlinkException {
    refuseUnless(service.types().containsAll(WHOLE_SERVICE), EINVAL);
    refuseUnless(SCHEDULERS.contains(service.string(IPVS_SVC_ATTR_SCHED_NAME)), ENOENT);
    Map<Integer, byte[]> attributes = copy(service);
    ByteBuffer flags =
        ByteBuffer.wrap(attributes.get(IPVS_SVC_ATTR_FLAGS)).order(ByteOrder.nativeOrder());
    flags.putInt(0, flags.getInt(0) & flags.getInt(4) | HASHED).putInt(4, -1);
    return attributes;
  }

  private static void changeServer(int command, Service service, Attributes server)
      throws NetlinkException {
    String key = serverKey(server);
    boolean exists = service.servers.containsKey(key);
    if (command == IPVS_CMD_DEL_DEST) {
      refuseUnless(exists, ENOENT);
      service.servers.remove(key);
      return;
    }
    long upper = Integer.toUnsignedLong(server.u32(IPVS_DEST_ATTR_U_THRESH));
    long lower = Integer.toUnsignedLong(server.u32(IPVS_DEST_ATTR_L_THRESH));
    refuseUnless(lower <= upper && server.u32(IPVS_DEST_ATTR_WEIGHT) >= 0, ERANGE);
    refuseUnless(command != IPVS_CMD_NEW_DEST || !exists, EEXIST);
    refuseUnless(command != IPVS_CMD_SET_DEST || exists, ENOENT);
    service.servers.put(key, copy(server));
  }

  private static NetlinkMessage describeService(Map<Integer, byte[]> service) {
    return message(
        new AttributeWriter()
            .nested(
                IPVS_CMD_ATTR_SERVICE,
                out -> {
                  service.forEach(out::bytes);
                  counters(out, IPVS_SVC_ATTR_STATS64);
                }));
  }

  private static NetlinkMessage describeServer(Map<Integer, byte[]> server) {
    return message(
        new AttributeWriter()
            .nested(
                IPVS_CMD_ATTR_DEST,
                out -> {
                  server.forEach(out::bytes);
                  out.u32(IPVS_DEST_ATTR_ACTIVE_CONNS, 0).u32(IPVS_DEST_ATTR_INACT_CONNS, 0);
                  counters(out, IPVS_DEST_ATTR_STATS64);
                }));
  }

  private static void counters(AttributeWriter out, int type) {
    out.nested(
        type,
        counters -> {
          for (int each = IPVS_STATS_ATTR_CONNS; each <= IPVS_STATS_ATTR_OUTBYTES; each++) {
            counters.bytes(each, new byte[8]);
          }
        });
  }

  private static String serviceKey(Attributes service) throws NetlinkException {
    return hex(service, IPVS_SVC_ATTR_AF)
        + hex(service, IPVS_SVC_ATTR_PROTOCOL)
        + hex(service, IPVS_SVC_ATTR_ADDR)
        + hex(service, IPVS_SVC_ATTR_PORT);
  }

  private static String serverKey(Attributes server) throws NetlinkException {
    return hex(server, IPVS_DEST_ATTR_ADDR) + hex(server, IPVS_DEST_ATTR_PORT);
  }

  private static String hex(Attributes of, int type) throws NetlinkException {
    return HexFormat.of().formatHex(of.bytes(type)) + " ";
  }

  private static Map<Integer, byte[]> copy(Attributes attributes) throws NetlinkException {
    Map<Integer, byte[]> copy = new TreeMap<>();
    for (int type : attributes.types()) {
      copy.put(type, attributes.bytes(type));
    }
    return copy;
  }

  private static <T> Collector<T, ?, List<T>> newestFirst() {
    return Collectors.collectingAndThen(
        Collectors.toList(),
        list -> {
          Collections.reverse(list);
          return list;
        });
  }

  private static NetlinkMessage message(AttributeWriter attributes) {
    ByteBuffer content = attributes.payload();
    ByteBuffer payload = ByteBuffer.allocate(HEADER_LENGTH + content.remaining());
    return new NetlinkMessage(0, 0, payload.putInt(0).put(content).flip());
  }

  private static void refuseUnless(boolean allowed, int errno) throws NetlinkException {
    if (!allowed) {
      throw NetlinkException.refused("netlink request", errno, "");
    }
  }
}
