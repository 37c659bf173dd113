// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.QuorumConfig;

/**
 * How much of the healthy weight that a service needs it has.
 *
 * @param required the configured quorum, without its hysteresis
 * @param healthy weight of the servers that are healthy and not taken out by operators; those that
 *     are only held in do not count, and one that is rising counts in full
 * @param met false also while there are too few verdicts to tell
 * @param sorryActive the sorry server answers instead of the real ones
 */
public record Quorum(long required, long healthy, boolean met, boolean sorryActive) {

  /**
   * Whether the quorum is lost, as keepalived reckons: below the quorum less its hysteresis, and
   * once lost, until there is the quorum and its hysteresis.
   *
   * @param before whether it was lost
   * @param unknown weight of servers without a verdict: what they may have to say is waited for
   */
  static boolean lost(QuorumConfig quorum, boolean before, long healthy, long unknown) {
    return before
        ? healthy < quorum.weight() + quorum.hysteresis()
        : tooLittle(quorum, healthy + unknown);
  }

  /** As nothing at all always is: the hysteresis is below the quorum. */
  static boolean tooLittle(QuorumConfig quorum, long weight) {
    return weight < quorum.weight() - quorum.hysteresis();
  }
}
