// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.ElectionListener.Change;
import director.vrrp.packet.Rejection;
import director.vrrp.state.VirtualRouterState;
import director.vrrp.state.VrrpState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Since when one virtual router is what it is, and why; and what people are told of it. */
final class Chronicle {
  private final String instance;
  private final ElectionListener listener;

  /** Each is told once in a state: whoever floods us does not flood the log. */
  private final Set<Rejection> told = EnumSet.noneOf(Rejection.class);

  private Instant since = Instant.now();
  private String reason = "not started";

  Chronicle(String instance, ElectionListener listener) {
    this.instance = instance;
    this.listener = listener;
  }

  /** What happens within a state is told, but does not replace the reason why it is so. */
  void explain(VirtualRouterState before, VirtualRouterState now, String why) {
    if (now.state() != before.state()) {
      since = Instant.now();
      told.clear();
    }
    boolean changed =
        now.state() != before.state() || now.holdsAddresses() != before.holdsAddresses();
    if (changed || now.state() == VrrpState.FAULT) {
      reason = why;
    }
    listener.changed(new Change(Instant.now(), instance, before.state(), now.state(), why));
  }

  void tell(VrrpState state, String sentence) {
    listener.changed(new Change(Instant.now(), instance, state, state, sentence));
  }

  /** Whether nothing was dropped for that in this state yet. */
  boolean isNew(Rejection rejection) {
    return told.add(rejection);
  }

  Instant since() {
    return since;
  }

  String reason() {
    return reason;
  }
}
