// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.ipvs.table.RealServer;
import java.util.OptionalInt;

/** A real server's address as operators read it. */
final class ServerAddress {
  private ServerAddress() {}

  /** {@code 10.0.0.11:443}, or without a port where it answers at several. */
  static String of(ServiceConfig service, RealServerConfig server) {
    OptionalInt port = server.port().isPresent() ? server.port() : service.virtual().port();
    return port.isPresent()
        ? new RealServer.Id(server.address(), port.getAsInt()).toString()
        : server.addressText();
  }
}
