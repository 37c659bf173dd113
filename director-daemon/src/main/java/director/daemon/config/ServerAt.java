// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A real server of a service, or its sorry server, and where it is written.
 *
 * @param sorry which of both
 */
record ServerAt(ServiceConfig service, RealServerConfig config, boolean sorry) {

  /** Those that have an address of their own, the sorry server last. */
  static List<ServerAt> allOf(ServiceConfig service) {
    List<ServerAt> all = new ArrayList<>();
    service.realServers().values().forEach(server -> all.add(real(service, server)));
    service.sorryServer().ifPresent(sorry -> all.add(new ServerAt(service, sorry, true)));
    return all;
  }

  static ServerAt real(ServiceConfig service, RealServerConfig server) {
    return new ServerAt(service, server, false);
  }

  InetAddress address() {
    return config.address();
  }

  String key(String key) {
    return sorry ? service.key("sorry-server") + "." + key : service.key(config, key);
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
