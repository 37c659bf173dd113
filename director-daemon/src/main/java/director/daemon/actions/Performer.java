// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.actions.state.Order;
import director.daemon.config.ActionConfig;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Does things, on threads of its own. */
interface Performer extends AutoCloseable {

  /**
   * Does one thing.
   *
   * @return never fails but by a mistake of ours; how badly it went is what it tells
   */
  CompletionStage<Ended> perform(Order order, ActionConfig action, String director);

  /** What would not be done if it were to be done now, a sentence each. */
  CompletionStage<List<String>> doubts(Collection<ActionConfig> actions);

  /** Ends what is under way, without waiting for it. */
  @Override
  void close();
}
