// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

/**
 * How much healthy weight a service needs, as keepalived reckons: lost below {@code weight -
 * hysteresis} and at 0, regained from {@code weight + hysteresis} on.
 *
 * @param weight of healthy servers, 1 or more
 * @param hysteresis 0 or more, below {@code weight}
 */
public record QuorumConfig(long weight, long hysteresis) {
  public static final QuorumConfig DEFAULT = new QuorumConfig(1, 0);
}
