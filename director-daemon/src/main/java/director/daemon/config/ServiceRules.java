// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What must hold of a virtual service as a whole, and among all addresses of one director. */
final class ServiceRules {
  private ServiceRules() {}

  /** Concludes nothing from keys that {@code trusted} denies: their values are stand-ins. */
  static List<Conflict> conflicts(DirectorConfig config, Predicate<String> trusted) {
    List<Conflict> found = new ArrayList<>();
    for (ServiceConfig service : config.services().values()) {
      allPorts(service, found);
      onePacket(service, found);
      CheckRules.conflicts(service, trusted, found);
      ServerRules.conflicts(service, trusted, found);
    }
    endpoints(
        config.services().values().stream()
            .filter(service -> trusted.test(service.key("protocol")))
            .toList(),
        found);
    realServersAreNotVirtual(config, found);
    return found;
  }

  /** ip_vs_schedule(): "port zero only supported in persistent services". */
  private static void allPorts(ServiceConfig service, List<Conflict> found) {
    boolean all =
        service.virtual().ids().stream()
            .anyMatch(id -> id instanceof VirtualService.Endpoint one && one.port() == 0);
    if (all && service.persistence().isEmpty()) {
      found.add(
          Conflict.at(
                  service.virtualKey(),
                  "must have a port, or persistence: without that the kernel serves no connection"
                      + " to all ports")
              .with(service.key("persistence")));
    }
  }

  private static void onePacket(ServiceConfig service, List<Conflict> found) {
    if (service.onePacket() && !service.virtual().isMark() && service.protocol() != Protocol.UDP) {
      found.add(
          Conflict.at(
                  service.key("one-packet"),
                  "must go with protocol = udp: the packets of a connection belong together")
              .with(service.key("protocol")));
    }
  }

  private static void endpoints(Collection<ServiceConfig> services, List<Conflict> found) {
    Map<VirtualService.Id, ServiceConfig> taken = new HashMap<>();
    for (ServiceConfig service : services) {
      Set<ServiceConfig> told = new HashSet<>();
      for (VirtualService.Id id : service.virtual().ids()) {
        ServiceConfig first = taken.putIfAbsent(id, service);
        // Of two ranges one clash is enough to know.
        if (first != null && told.add(first)) {
          found.add(
              Conflict.at(
                      service.virtualKey(),
                      "must be unique%s, but %s is also %s"
                          .formatted(
                              service.virtual().isMark() ? "" : " for its protocol",
                              words(id),
                              first.virtualKey()))
                  .with(first.virtualKey()));
        }
      }
    }
  }

  private static String words(VirtualService.Id id) {
    return id instanceof VirtualService.Endpoint endpoint
        ? Kind.wordFor(endpoint.protocol())
            + " "
            + new Endpoint(endpoint.address(), endpoint.port())
        : id.toString();
  }

  /** The director would send the packets to itself, again and again. */
  private static void realServersAreNotVirtual(DirectorConfig config, List<Conflict> found) {
    Map<InetAddress, String> virtual = virtualAddresses(config);
    for (ServiceConfig service : config.services().values()) {
      for (ServerAt server : ServerAt.allOf(service)) {
        String key = virtual.get(server.address());
        if (key != null) {
          found.add(
              Conflict.at(
                      server.key("address"),
                      "must be the real server's own address, but %s is virtual: %s"
                          .formatted(server.config().addressText(), key))
                  .with(key));
        }
      }
    }
  }

  private static Map<InetAddress, String> virtualAddresses(DirectorConfig config) {
    Map<InetAddress, String> keys = new HashMap<>();
    for (VrrpInstanceConfig instance : config.instances().values()) {
      for (int i = 0; i < instance.virtualAddresses().size(); i++) {
        keys.putIfAbsent(
            instance.virtualAddresses().get(i).address(),
            instance.key("virtual-addresses[" + i + "]"));
      }
    }
    for (ServiceConfig service : config.services().values()) {
      for (VirtualService.Id id : service.virtual().ids()) {
        if (id instanceof VirtualService.Endpoint endpoint) {
          keys.putIfAbsent(endpoint.address(), service.virtualKey());
        }
      }
    }
    return keys;
  }
}
