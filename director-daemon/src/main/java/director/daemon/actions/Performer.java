// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.actions.state.Order;
import director.daemon.config.ActionConfig;
import java.util.concurrent.CompletionStage;

/** Does things, on threads of its own. */
interface Performer extends AutoCloseable {

  /**
   * Does one thing.
   *
   * @return never fails but by a mistake of ours; how badly it went is what it tells
   */
  CompletionStage<Ended> perform(Order order, ActionConfig action, String director);

  /** Ends what is under way, without waiting for it. */
  @Override
  void close();
}
