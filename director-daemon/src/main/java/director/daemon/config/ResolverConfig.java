// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.time.Duration;

/**
 * How DNS names of real servers are resolved.
 *
 * @param interval from one look at a name to the next, 1 s..1 d
 * @param maxChange how much of the addresses of a name one look may take away, 0..1
 */
public record ResolverConfig(Duration interval, double maxChange) {
  public static final ResolverConfig DEFAULT = new ResolverConfig(Duration.ofSeconds(30), 0.5);

  static ResolverConfig from(Section section) {
    return new ResolverConfig(
        section.optional(
            "interval",
            Durations.between(Duration.ofSeconds(1), Duration.ofDays(1)),
            DEFAULT.interval()),
        section.optional("max-change", Kind.share(), DEFAULT.maxChange()));
  }
}
