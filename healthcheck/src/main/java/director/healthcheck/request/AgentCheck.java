// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.util.Optional;

/**
 * HAProxy's agent-check: one line of words comes back, such as {@code up 75%}, {@code drain},
 * {@code maint}, {@code down #reason}, in that protocol's meaning.
 *
 * @param send said first, since some agents serve several servers
 * @param minimumShare percent of the configured weight, 0..100; less is taken for so much
 * @param maximumShare percent, {@code minimumShare}..1000; more is taken for so much
 * @param step percentage points by which the share moves at most from one answer to the next, so
 *     that a nervous agent does not shake the traffic; 1..1000
 */
public record AgentCheck(Optional<Octets> send, int minimumShare, int maximumShare, int step)
    implements CheckRequest {
  @Override
  public String kind() {
    return "agent";
  }
}
