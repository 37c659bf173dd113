// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What IPVS has beside its services, for a whole network namespace. */
public record IpvsSettings(Timeouts timeouts, SortedMap<SyncDaemon.Role, SyncDaemon> daemons) {
  public IpvsSettings {
    daemons = Collections.unmodifiableSortedMap(new TreeMap<>(daemons));
  }
}
