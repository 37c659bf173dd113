// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.FakeIpvsTable.require;
import static director.ipvs.netlink.IpvsConstants.*;

import director.netlink.NetlinkException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What ip_vs_sync.c of Linux 6.1 does with daemons, on a machine with three interfaces. */
final class FakeSyncDaemons {
  private static final int MASTER = 1;
  private static final int BACKUP = 2;
  private static final String DEFAULT_GROUP = "e0000051";
  private static final int DEFAULT_PORT = 8848;
  private static final int ETHERNET_MTU = 1500;
  private static final int UDP_HEADER = 8;
  private static final int BACKUP_AT_LEAST = 1024;

  /** lo; d0 that is up and has addresses; d1 that is down and has none: their MTU. */
  private static final Map<String, Integer> INTERFACES =
      Map.of("lo", 65536, "d0", ETHERNET_MTU, "d1", ETHERNET_MTU);

  private final SortedMap<Integer, Daemon> running = new TreeMap<>();

  /**
   * struct ipvs_sync_daemon_cfg and the state that it is for.
   *
   * @param group 4 or 16 bytes in hexadecimal, empty for the kernel's own
   */
  record Daemon(int state, String ifn, int syncid, int maxlen, String group, int port, int ttl) {}

  SortedMap<Integer, Daemon> running() {
    return running;
  }

  void start(Daemon asked, boolean familiesAreMixed) throws NetlinkException {
    String group = asked.group().isEmpty() ? DEFAULT_GROUP : asked.group();
    boolean six = group.length() > 8;
    require(group.startsWith(six ? "ff" : "e"), EINVAL);
    require(!familiesAreMixed, EINVAL);
    require(asked.state() == MASTER || asked.state() == BACKUP, EINVAL);
    require(!running.containsKey(asked.state()), EEXIST);
    require(INTERFACES.containsKey(asked.ifn()), ENODEV);
    boolean speaks = asked.state() == MASTER;
    require(!speaks || !asked.ifn().equals("d1"), ENETUNREACH);
    running.put(
        asked.state(),
        new Daemon(
            asked.state(),
            asked.ifn(),
            asked.syncid(),
            maxlen(asked, (six ? 40 : 20) + UDP_HEADER),
            group,
            asked.port() == 0 ? DEFAULT_PORT : asked.port(),
            asked.ttl() == 0 ? 1 : asked.ttl()));
  }

  private static int maxlen(Daemon asked, int headers) {
    boolean backup = asked.state() == BACKUP;
    if (asked.maxlen() == 0) {
      int mtu = Math.min(65535, Math.max(ETHERNET_MTU, INTERFACES.get(asked.ifn())));
      return (backup ? mtu : ETHERNET_MTU) - headers;
    }
    int atLeast = backup ? BACKUP_AT_LEAST : 1;
    return Math.min(65535 - headers, Math.max(atLeast, asked.maxlen()));
  }

  void stop(int state) throws NetlinkException {
    require(Optional.ofNullable(running.remove(state)).isPresent(), ESRCH);
  }
}
