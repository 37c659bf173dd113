// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import java.util.List;

/**
 * The answer to an event.
 *
 * @param reason what was seen and which rule applied, for people; empty when the state did not
 *     change and nobody needs to know
 */
public record Transition(VirtualRouterState next, List<VrrpAction> actions, String reason) {
  public Transition {
    actions = List.copyOf(actions);
  }

  static Transition stay(VirtualRouterState next, VrrpAction... actions) {
    return new Transition(next, List.of(actions), "");
  }

  static Transition to(VirtualRouterState next, String reason, List<VrrpAction> actions) {
    return new Transition(next, actions, reason);
  }
}
