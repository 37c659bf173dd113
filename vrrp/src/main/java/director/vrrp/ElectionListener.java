// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.VrrpState;
import java.time.Instant;

/** Hears what the elections decide, on the elector's own thread: it must not block. */
public interface ElectionListener {

  /**
   * Something that people want to know about.
   *
   * @param from equal to {@code to} when the state stayed
   */
  record Change(Instant at, String instance, VrrpState from, VrrpState to, String reason) {}

  void changed(Change change);
}
