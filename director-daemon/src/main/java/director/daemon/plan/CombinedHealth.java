// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.ChecksConfig.Need;
import director.healthcheck.state.HealthState;
import java.util.Collection;

/** What several checks of one server say together. */
public final class CombinedHealth {
  private CombinedHealth() {}

  /**
   * With ALL, one that is down is enough for DOWN; with ANY, one that is up is enough for UP. What
   * is left undecided by one that is UNKNOWN is UNKNOWN.
   *
   * @param states of its checks, at least one
   * @throws IllegalArgumentException if there is none: who has no check is not judged by checks
   */
  public static HealthState of(Need need, Collection<HealthState> states) {
    if (states.isEmpty()) {
      throw new IllegalArgumentException("the health of a server needs at least one check");
    }
    HealthState decisive = need == Need.ALL ? HealthState.DOWN : HealthState.UP;
    HealthState otherwise = need == Need.ALL ? HealthState.UP : HealthState.DOWN;
    if (states.contains(decisive)) {
      return decisive;
    }
    return states.contains(HealthState.UNKNOWN) ? HealthState.UNKNOWN : otherwise;
  }
}
