// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.netlink.IpvsConstants.*;

import director.netlink.NetlinkException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What ip_vs_ctl.c of Linux 6.1 keeps of services and real servers, and what it refuses. All fields
 * are those of the structures there; of addresses, the 16 bytes in hexadecimal.
 *
 * <p>Not every rule of the kernel is here: only those that the contract has seen it follow.
 */
final class FakeIpvsTable {
  static final int CONN_F_TUNNEL = 2;
  static final int TUNNEL_TYPE_GUE = 1;
  static final int SVC_F_HASHED = 0x2;
  private static final int MH_TABLE_SIZE = 4093;
  private static final Set<String> SCHEDULERS =
      Set.of(
          "none", "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf",
          "mh");
  private static final Set<String> ENGINES = Set.of("", "sip");

  private final Map<Key, Service> services = new LinkedHashMap<>();

  /**
   * How a service is found.
   *
   * @param fwmark 0 for a service that has the other three
   */
  record Key(int af, int protocol, String addr, int port, int fwmark) {}

  /**
   * The rest of struct ip_vs_service_user_kern.
   *
   * @param netmask the bytes of the mask, or the length of an IPv6 prefix, as a number of this
   *     machine
   */
  record Settings(String scheduler, int flags, int timeout, int netmask, String engine) {}

  /** How a real server is found in its service. */
  record ServerKey(int af, String addr, int port) {}

  /** The rest of struct ip_vs_dest_user_kern. */
  record Server(
      int method, int weight, int upper, int lower, int tunType, int tunPort, int tunFlags) {}

  /** One service; what came last stands last. */
  static final class Service {
    final Map<ServerKey, Server> servers = new LinkedHashMap<>();
    Settings settings;

    private Service(Settings settings) {
      this.settings = settings;
    }
  }

  Map<Key, Service> services() {
    return services;
  }

  boolean mixesFamilies() {
    return services.entrySet().stream()
        .anyMatch(
            service ->
                service.getValue().servers.keySet().stream()
                    .anyMatch(server -> server.af() != service.getKey().af()));
  }

  void add(Key key, Settings settings) throws NetlinkException {
    require(!services.containsKey(key), EEXIST);
    requireModules(settings);
    requirePrefix(key, settings);
    services.put(key, new Service(hashed(settings)));
  }

  void edit(Key key, Settings settings) throws NetlinkException {
    Service service = existing(key);
    requireModules(settings);
    requirePrefix(key, settings);
    boolean newScheduler = !settings.scheduler().equals(service.settings.scheduler());
    boolean tooMany = service.servers.size() > MH_TABLE_SIZE;
    require(!newScheduler || !settings.scheduler().equals("mh") || !tooMany, EINVAL);
    service.settings = hashed(settings);
  }

  void delete(Key key) throws NetlinkException {
    existing(key);
    services.remove(key);
  }

  Service existing(Key key) throws NetlinkException {
    Service service = services.get(key);
    require(service != null, ESRCH);
    return service;
  }

  void addServer(Key key, ServerKey id, Server server) throws NetlinkException {
    Map<ServerKey, Server> servers = existing(key).servers;
    requireSound(server);
    require(!servers.containsKey(id), EEXIST);
    require(isUnicast(id), EINVAL);
    servers.put(id, server);
  }

  void editServer(Key key, ServerKey id, Server server) throws NetlinkException {
    Map<ServerKey, Server> servers = existing(key).servers;
    requireSound(server);
    require(servers.containsKey(id), ENOENT);
    servers.put(id, server);
  }

  void deleteServer(Key key, ServerKey id) throws NetlinkException {
    require(existing(key).servers.remove(id) != null, ENOENT);
  }

  private static void requireSound(Server server) throws NetlinkException {
    require(server.weight() >= 0, ERANGE);
    require(Integer.compareUnsigned(server.lower(), server.upper()) <= 0, ERANGE);
    require(server.tunType() != TUNNEL_TYPE_GUE || server.tunPort() != 0, EINVAL);
  }

  private static void requireModules(Settings settings) throws NetlinkException {
    require(SCHEDULERS.contains(settings.scheduler()), ENOENT);
    require(ENGINES.contains(settings.engine()), ENOENT);
  }

  private static void requirePrefix(Key key, Settings settings) throws NetlinkException {
    require(key.af() != AF_INET6 || (settings.netmask() >= 1 && settings.netmask() <= 128), EINVAL);
  }

  /** Neither multicast nor broadcast nor unspecified nor, for IPv6, link-local. */
  private static boolean isUnicast(ServerKey id) {
    int first = Integer.parseInt(id.addr().substring(0, 2), 16);
    if (id.af() == AF_INET6) {
      return first != 0xff && !id.addr().startsWith("fe8") && !id.addr().matches("0+");
    }
    return first > 0 && first < 224;
  }

  private static Settings hashed(Settings settings) {
    return new Settings(
        settings.scheduler(),
        settings.flags() | SVC_F_HASHED,
        settings.timeout(),
        settings.netmask(),
        settings.engine());
  }

  static void require(boolean allowed, int errno) throws NetlinkException {
    if (!allowed) {
      throw refused(errno);
    }
  }

  private static NetlinkException refused(int errno) {
    return NetlinkException.refused("netlink request", errno, "");
  }
}
