// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import director.daemon.event.Target;
import director.daemon.explain.Explanation;

/** Why a virtual router is MASTER, BACKUP or neither. */
record VipAccount(StatusReport report, Instance vip) {

  Explanation explain() {
    Times times = new Times(report.director().time());
    return new Draft(
            Target.vip(vip.name()),
            vip.state().name(),
            vip.since(),
            vip.name() + " is " + vip.state() + ": " + Harmless.text(vip.reason()))
        .seen(times.since(vip.since()) + ": " + Harmless.text(vip.reason()))
        .finished();
  }
}
