// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;

/**
 * What one user of the socket can cost us.
 *
 * @param connections open at the same time; one more is told 503
 * @param bodyBytes of a request
 * @param request how long a request may take to arrive, and its answer to be taken
 * @param answer how long a handler may take
 */
public record Limits(int connections, int bodyBytes, Duration request, Duration answer) {
  public static final Limits DEFAULT =
      new Limits(64, 64 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(60));
}
