// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

/**
 * What holds for all checks of a checker.
 *
 * @param maxInFlight probes under way at once, at least 1; each takes a descriptor and, with TLS,
 *     about 40 KB
 * @param massFailure which part of all targets must fail within one moment for the failures to be
 *     confirmed before they count, above 0 to 1
 */
public record CheckerSettings(int maxInFlight, double massFailure) {

  /** What holds unless something else is said. */
  public static final CheckerSettings DEFAULT = new CheckerSettings(256, 0.3);

  public CheckerSettings {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "at least one probe must be allowed in flight, but the limit is " + maxInFlight);
    }
    if (!(massFailure > 0 && massFailure <= 1)) {
      throw new IllegalArgumentException(
          "mass failure must be above 0 and at most 1, but is " + massFailure);
    }
  }
}
