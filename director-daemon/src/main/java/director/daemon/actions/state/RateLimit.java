// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import java.time.Duration;

/**
 * How often an action may be begun, whomever it is for.
 *
 * @param times at least 1
 * @param within from the first of them to the last, above zero
 */
public record RateLimit(int times, Duration within) {

  public RateLimit {
    if (times < 1 || within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("a limit of " + times + " within " + within);
    }
  }
}
