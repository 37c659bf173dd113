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

  // The kernel refuses more than INT_MAX jiffies (ip_vs_set_timeout), of which a second has up to
  // 1000.
  private static final Kind<Duration> TIMEOUT =
      Durations.wholeSeconds(Duration.ofSeconds(1), Duration.ofDays(24));

  static IpvsConfig from(Section section) {
    Section timeouts = section.section("timeouts");
    return new IpvsConfig(
        section.optional(
            "reconcile-interval",
            Durations.between(Duration.ofSeconds(1), Duration.ofHours(1)),
            DEFAULT.reconcileInterval()),
        new Timeouts(
            timeouts.optional("tcp", TIMEOUT, Duration.ZERO),
            timeouts.optional("tcp-fin", TIMEOUT, Duration.ZERO),
            timeouts.optional("udp", TIMEOUT, Duration.ZERO)),
        section.sectionIfAny("sync").map(SyncConfig::from),
        SysctlForm.read(section.section("sysctl")));
  }
}
