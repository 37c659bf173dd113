// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.event.Target;
import director.daemon.explain.Explanation;

/** Whether a service is well, and why not. */
record ServiceAccount(StatusReport report, Service service) {

  Explanation explain() {
    int up = service.count(ServerState.UP);
    String state = up == 0 ? "DOWN" : up < service.servers().size() ? "DEGRADED" : "UP";
    return new Draft(
            Target.service(service.name()),
            state,
            null,
            "%s (%s) is %s: %d of %d servers are UP"
                .formatted(service.name(), service.virtual(), state, up, service.servers().size()))
        .finished();
  }
}
