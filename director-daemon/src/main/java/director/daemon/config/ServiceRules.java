// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.VirtualService;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What must hold within a virtual service, and among all addresses of one director. */
final class ServiceRules {
  private ServiceRules() {}

  /** Concludes nothing from keys that {@code trusted} denies: their values are stand-ins. */
  static List<Conflict> conflicts(DirectorConfig config, Predicate<String> trusted) {
    List<Conflict> found = new ArrayList<>();
    for (ServiceConfig service : config.services().values()) {
      families(service, found);
      realServerAddresses(service, found);
      weights(service, found);
    }
    endpoints(
        config.services().values().stream()
            .filter(service -> trusted.test(service.key("protocol")))
            .toList(),
        found);
    realServersAreNotVirtual(config, found);
    return found;
  }

  private static void families(ServiceConfig service, List<Conflict> found) {
    AddressFamily family = service.virtual().family();
    String virtual = service.key("virtual");
    for (RealServerConfig server : service.realServers().values()) {
      if (AddressFamily.of(server.address()) != family) {
        found.add(
            Conflict.at(
                    service.key(server, "address"),
                    "must be of the family of its service, but %s is not of that of %s"
                        .formatted(server.addressText(), service.virtual()))
                .with(virtual));
      }
    }
  }

  private static void realServerAddresses(ServiceConfig service, List<Conflict> found) {
    Map<InetAddress, RealServerConfig> taken = new HashMap<>();
    for (RealServerConfig server : service.realServers().values()) {
      RealServerConfig first = taken.putIfAbsent(server.address(), server);
      if (first != null) {
        String key = service.key(first, "address");
        found.add(
            Conflict.at(
                    service.key(server, "address"),
                    "must be unique in its service, but %s is also %s"
                        .formatted(server.addressText(), key))
                .with(key));
      }
    }
  }

  private static void weights(ServiceConfig service, List<Conflict> found) {
    String key = service.key("real-servers");
    if (service.realServers().isEmpty()) {
      found.add(Conflict.at(key, "must hold at least one real server"));
    } else if (service.realServers().values().stream().allMatch(server -> server.weight() == 0)) {
      found.add(
          Conflict.at(key, "must have a weight above 0 somewhere, or no connection goes anywhere"));
    }
  }

  private static void endpoints(Collection<ServiceConfig> services, List<Conflict> found) {
    Map<VirtualService.Id, ServiceConfig> taken = new HashMap<>();
    for (ServiceConfig service : services) {
      for (VirtualService.Id id : service.virtual().ids()) {
        ServiceConfig first = taken.putIfAbsent(id, service);
        if (first != null) {
          String key = first.key("virtual");
          found.add(
              Conflict.at(
                      service.key("virtual"),
                      "must be unique for its protocol, but %s is also %s".formatted(id, key))
                  .with(key));
        }
      }
    }
  }

  /** The director would send the packets to itself, again and again. */
  private static void realServersAreNotVirtual(DirectorConfig config, List<Conflict> found) {
    Map<InetAddress, String> virtual = virtualAddresses(config);
    for (ServiceConfig service : config.services().values()) {
      for (RealServerConfig server : service.realServers().values()) {
        String key = virtual.get(server.address());
        if (key != null) {
          found.add(
              Conflict.at(
                      service.key(server, "address"),
                      "must be the real server's own address, but %s is virtual: %s"
                          .formatted(server.addressText(), key))
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
          keys.putIfAbsent(endpoint.address(), service.key("virtual"));
        }
      }
    }
    return keys;
  }
}
