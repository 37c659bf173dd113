// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.Timeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * What concerns IPVS as a whole; {@code ipvs}.
 *
 * @param reconcileInterval how long a change that somebody else makes to the table can last, 1 s..1
 *     h
 * @param timeouts of connections; zero where nothing was said
 */
public record IpvsConfig(
    Duration reconcileInterval, Timeouts timeouts, Optional<SyncConfig> sync, SysctlConfig sysctl) {
  public static final IpvsConfig DEFAULT =
      new IpvsConfig(
          Duration.ofSeconds(5),
          new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO),
          Optional.empty(),
          SysctlConfig.DEFAULT);
}
