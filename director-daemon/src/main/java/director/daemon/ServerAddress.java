// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.ServicePlan;
import director.ipvs.table.RealServer;

/** A real server's address as operators read it. */
final class ServerAddress {
  private ServerAddress() {}

  /** {@code 10.0.0.11:443}, or without a port where it answers at several. */
  static String of(ServiceConfig service, RealServerConfig server) {
    RealServer.Id first = ServicePlan.idOf(service.virtual().ids().first(), server, service);
    boolean everywhere =
        service.virtual().ids().stream()
            .allMatch(id -> ServicePlan.idOf(id, server, service).equals(first));
    return everywhere && first.port() != 0 ? first.toString() : server.addressText();
  }
}
