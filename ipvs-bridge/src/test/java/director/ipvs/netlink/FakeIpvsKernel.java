// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.FakeIpvsTable.require;
import static director.ipvs.netlink.IpvsConstants.*;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Behaves as IPVS of Linux 6.1 does, on the level of messages: knows nothing of our values. Like
 * the kernel it lists what came last first. What it keeps is open to other users of the same
 * kernel, as {@link FakeIpvsadm} is one.
 */
final class FakeIpvsKernel implements Netlink {
  private static final int GENL_ID_CTRL = 16;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int HEADER_LENGTH = 4;

  /** INT_MAX / HZ, where HZ is 100. */
  private static final int LONGEST_TIMEOUT = Integer.MAX_VALUE / 100;

  private static final Set<Integer> DUMPS =
      Set.of(IPVS_CMD_GET_SERVICE, IPVS_CMD_GET_DEST, IPVS_CMD_GET_DAEMON);

  private FakeIpvsTable table = new FakeIpvsTable();
  private FakeSyncDaemons daemons = new FakeSyncDaemons();
  private final int[] timeouts = {900, 120, 300};
  private boolean loadable = true;
  private boolean permitted = true;
  private boolean open = true;
  private int familyId = 0x1c;

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
    table = new FakeIpvsTable();
    daemons = new FakeSyncDaemons();
    familyId++;
  }

  FakeIpvsTable table() {
    return table;
  }

  FakeSyncDaemons daemons() {
    return daemons;
  }

  /** TCP, TCP after FIN, and UDP, in seconds. */
  List<Integer> timeouts() {
    return List.of(timeouts[0], timeouts[1], timeouts[2]);
  }

  /** Zero leaves one as it is. */
  void setTimeouts(int tcp, int tcpFin, int udp) throws NetlinkException {
    int[] asked = {tcp, tcpFin, udp};
    for (int seconds : asked) {
      require(seconds >= 0 && seconds <= LONGEST_TIMEOUT, EINVAL);
    }
    for (int i = 0; i < asked.length; i++) {
      timeouts[i] = asked[i] == 0 ? timeouts[i] : asked[i];
    }
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
      require(loadable, ENOENT);
      return List.of(message(new AttributeWriter().u16(CTRL_ATTR_FAMILY_ID, familyId)));
    }
    require(request.type() == familyId, ENOENT);
    require(permitted, EPERM);
    boolean dump = (request.flags() & NetlinkMessage.DUMP) == NetlinkMessage.DUMP;
    require(dump == DUMPS.contains(command), EINVAL);
    return switch (command) {
      case IPVS_CMD_GET_SERVICE -> listServices();
      case IPVS_CMD_GET_DEST -> listServers(attributes);
      case IPVS_CMD_GET_DAEMON -> listDaemons();
      case IPVS_CMD_GET_CONFIG -> List.of(message(FakeIpvsAttributes.timeouts(timeouts())));
      default -> {
        change(command, attributes);
        yield List.of();
      }
    };
  }

  private List<NetlinkMessage> listServices() {
    List<NetlinkMessage> answer = new ArrayList<>();
    table
        .services()
        .forEach(
            (key, service) ->
                answer.add(message(FakeIpvsAttributes.service(key, service.settings))));
    Collections.reverse(answer);
    return answer;
  }

  /** For a service that is not there the kernel lists nothing, and says so without an error. */
  private List<NetlinkMessage> listServers(Attributes request) throws NetlinkException {
    FakeIpvsTable.Service service =
        table.services().get(FakeIpvsAttributes.key(request.nested(IPVS_CMD_ATTR_SERVICE)));
    List<NetlinkMessage> answer = new ArrayList<>();
    if (service != null) {
      service.servers.forEach(
          (key, server) -> answer.add(message(FakeIpvsAttributes.server(key, server))));
    }
    Collections.reverse(answer);
    return answer;
  }

  private List<NetlinkMessage> listDaemons() {
    return daemons.running().values().stream()
        .map(daemon -> message(FakeIpvsAttributes.daemon(daemon)))
        .toList();
  }

  private void change(int command, Attributes request) throws NetlinkException {
    switch (command) {
      case IPVS_CMD_SET_CONFIG -> {
        int[] seconds = new int[timeouts.length];
        for (int i = 0; i < seconds.length; i++) {
          int type = IPVS_CMD_ATTR_TIMEOUT_TCP + i;
          seconds[i] = request.has(type) ? request.u32(type) : timeouts[i];
        }
        setTimeouts(seconds[0], seconds[1], seconds[2]);
      }
      case IPVS_CMD_NEW_DAEMON ->
          daemons.start(
              FakeIpvsAttributes.daemon(request.nested(IPVS_CMD_ATTR_DAEMON)),
              table.mixesFamilies());
      case IPVS_CMD_DEL_DAEMON ->
          daemons.stop(request.nested(IPVS_CMD_ATTR_DAEMON).u32(IPVS_DAEMON_ATTR_STATE));
      default -> changeService(command, request);
    }
  }

  private void changeService(int command, Attributes request) throws NetlinkException {
    Attributes service = request.nested(IPVS_CMD_ATTR_SERVICE);
    FakeIpvsTable.Key key = FakeIpvsAttributes.key(service);
    switch (command) {
      case IPVS_CMD_NEW_SERVICE -> table.add(key, FakeIpvsAttributes.settings(service, 0));
      case IPVS_CMD_SET_SERVICE -> {
        int flags = table.existing(key).settings.flags();
        table.edit(key, FakeIpvsAttributes.settings(service, flags));
      }
      case IPVS_CMD_DEL_SERVICE -> table.delete(key);
      case IPVS_CMD_ZERO -> table.existing(key);
      default -> changeServer(command, key, request.nested(IPVS_CMD_ATTR_DEST));
    }
  }

  private void changeServer(int command, FakeIpvsTable.Key service, Attributes request)
      throws NetlinkException {
    table.existing(service);
    FakeIpvsTable.ServerKey key = FakeIpvsAttributes.serverKey(request, service.af());
    if (command == IPVS_CMD_DEL_DEST) {
      table.deleteServer(service, key);
      return;
    }
    FakeIpvsTable.Server server = FakeIpvsAttributes.server(request);
    requireOneFamily(service, key, server);
    if (command == IPVS_CMD_NEW_DEST) {
      table.addServer(service, key, server);
    } else {
      table.editServer(service, key, server);
    }
  }

  /** Sync messages have no words for mixed families, and only tunnels bridge them. */
  void requireOneFamily(
      FakeIpvsTable.Key service, FakeIpvsTable.ServerKey key, FakeIpvsTable.Server server)
      throws NetlinkException {
    require(
        key.af() == service.af()
            || (daemons.running().isEmpty() && server.method() == FakeIpvsTable.CONN_F_TUNNEL),
        EINVAL);
  }

  private static NetlinkMessage message(AttributeWriter attributes) {
    ByteBuffer content = attributes.payload();
    ByteBuffer payload = ByteBuffer.allocate(HEADER_LENGTH + content.remaining());
    return new NetlinkMessage(0, 0, payload.putInt(0).put(content).flip());
  }
}
