// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.vrrp.InstanceStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the director knows of the elector.
 *
 * @param pid of the elector that is, or was, connected
 * @param since when it was connected or lost
 * @param reason why it is lost; empty while it is connected
 * @param instances how they stood when it last told
 */
record ElectorView(
    boolean connected,
    @Nullable Long pid,
    Instant since,
    String reason,
    List<InstanceStatus> instances) {
  ElectorView {
    instances = List.copyOf(instances);
  }

  static ElectorView none() {
    return new ElectorView(false, null, Instant.now(), "not started yet", List.of());
  }

  ElectorView connectedTo(long electorPid) {
    return new ElectorView(true, electorPid, Instant.now(), "", instances);
  }

  ElectorView lost(String why) {
    return new ElectorView(false, pid, connected ? Instant.now() : since, why, instances);
  }

  ElectorView standing(List<InstanceStatus> now) {
    return new ElectorView(connected, pid, since, reason, now);
  }
}
