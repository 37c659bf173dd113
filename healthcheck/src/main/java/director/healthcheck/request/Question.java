// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What one probe asks of whom, and how long it waits.
 *
 * @param request what is asked, and what is expected
 * @param target the only address that is ever connected to; resolved. Of no account for scripts and
 *     files, and its port of none for a ping
 * @param path how packets get there
 * @param timeout for all of it, from the first packet to the last; 1 ms to a day
 */
public record Question(
    CheckRequest request, InetSocketAddress target, ProbePath path, Duration timeout) {

  private static final Duration DAY = Duration.ofDays(1);

  public Question {
    if (target.isUnresolved()) {
      throw new IllegalArgumentException(
          "a check needs an IP address, but the target is " + target.getHostString());
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(DAY) > 0) {
      throw new IllegalArgumentException(
          "timeout must lie between 1 ms and a day, but is " + timeout);
    }
  }
}
