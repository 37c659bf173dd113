// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A real server, or the sorry server, and where it is written.
 *
 * @param path of its section
 */
record ServerAt(ServiceConfig service, RealServerConfig config, String path) {

  /** Those that have an address of their own, the sorry server last. */
  static List<ServerAt> allOf(ServiceConfig service) {
    List<ServerAt> all = new ArrayList<>();
    service.realServers().values().forEach(server -> all.add(real(service, server)));
    service
        .sorryServer()
        .ifPresent(sorry -> all.add(new ServerAt(service, sorry, service.key("sorry-server"))));
    return all;
  }

  static ServerAt real(ServiceConfig service, RealServerConfig server) {
    return new ServerAt(service, server, service.key(server));
  }

  InetAddress address() {
    return config.address();
  }

  String key(String key) {
    return path + "." + key;
  }

  ForwardingConfig forwarding() {
    return service.forwarding(config);
  }

  /** Where it is written how packets reach it. */
  String forwardingKey() {
    return config.forwarding().isPresent() ? key("forwarding") : service.key("forwarding");
  }

  /** Where it serves; 0 where the client chooses. */
  int port() {
    return config.port().orElse(service.virtual().port().orElse(0));
  }
}
