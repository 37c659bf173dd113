// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import director.daemon.event.Target;
import director.daemon.explain.Explanation;

/** Why a server has the weight it has. */
record ServerAccount(StatusReport report, Service service, Server server) {

  Explanation explain() {
    Times times = new Times(report.director().time());
    return new Draft(
            Target.server(service.name(), server.name()),
            server.state().name(),
            server.since(),
            "%s (%s) of %s is %s: %s"
                .formatted(
                    server.name(),
                    server.address(),
                    service.name(),
                    server.state(),
                    Harmless.text(server.reason())))
        .seen(times.since(server.since()) + ": " + Harmless.text(server.reason()))
        .finished();
  }
}
