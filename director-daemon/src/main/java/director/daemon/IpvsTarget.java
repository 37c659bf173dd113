// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.ipvs.IpvsRefusal;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What IPVS shall have.
 *
 * @param timeouts zero where they are left alone
 * @param daemons empty to leave them alone, which is not the same as none
 */
record IpvsTarget(IpvsTable table, Timeouts timeouts, Optional<List<SyncDaemon>> daemons) {
  private static final Timeouts AS_THEY_ARE =
      new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Only the table. */
  static IpvsTarget of(IpvsTable table) {
    return new IpvsTarget(table, AS_THEY_ARE, Optional.empty());
  }

  IpvsTarget with(Optional<List<SyncDaemon>> others) {
    return new IpvsTarget(table, timeouts, others);
  }

  /** Without the services, or the settings, of which something was refused. */
  IpvsTarget without(List<IpvsRefusal> refusals) {
    if (refusals.isEmpty()) {
      return this;
    }
    Set<Optional<VirtualService.Id>> refused =
        refusals.stream().map(refusal -> refusal.change().about()).collect(Collectors.toSet());
    IpvsTable rest =
        IpvsTable.of(
            table.services().values().stream()
                .filter(entry -> !refused.contains(Optional.of(entry.service().id())))
                .toList());
    return refused.contains(Optional.<VirtualService.Id>empty())
        ? of(rest)
        : new IpvsTarget(rest, timeouts, daemons);
  }
}
