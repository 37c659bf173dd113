// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.probe.HttpRequestSpec;
import director.healthcheck.state.HealthState;
import java.net.InetSocketAddress;

/**
 * What to check, where, and how often.
 *
 * @param request what is asked, and what is expected
 * @param target the only address that is ever connected to; resolved
 * @param timing when, and by which thresholds
 * @param initial what is believed of a target that is new to the checker; of no account for one
 *     that it knows
 */
public record CheckOrder(
    HttpRequestSpec request, InetSocketAddress target, CheckTiming timing, HealthState initial) {

  public CheckOrder {
    if (target.isUnresolved()) {
      throw new IllegalArgumentException(
          "a check needs an IP address, but the target is " + target.getHostString());
    }
  }

  /** Whether both ask the same question of the same server. */
  boolean asksTheSameAs(CheckOrder other) {
    return request.equals(other.request) && target.equals(other.target);
  }
}
