// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the control socket can ask about the configuration. As {@link ControlActions} otherwise. */
public interface ConfigActions {

  /**
   * A configuration that somebody would like.
   *
   * @param name of its file, for messages and, if it is absolute, for what it includes
   */
  record Proposal(String name, String text) {}

  /** What would come of it; of the file that the director was started with if empty. */
  CompletionStage<PlanReport> plan(Optional<Proposal> proposal);

  /**
   * Reads the file again. Refused with every problem when it is bad; the old one stays.
   *
   * @param confirmWithin the old configuration is taken back after that, 5 s..1 h, unless somebody
   *     confirms the new one; empty where it stays in any case
   */
  CompletionStage<Outcome> reload(Caller caller, Optional<Duration> confirmWithin);

  /** Keeps what a reload awaits to be confirmed; refused when none does. */
  CompletionStage<Outcome> confirm(Caller caller);

  /** Takes it back at once; refused when no reload awaits to be confirmed. */
  CompletionStage<Outcome> takeBack(Caller caller);

  /**
   * The running configuration as text that {@code directord} reads, secrets masked.
   *
   * @param effective with every default written out, in place of the file's text
   */
  CompletionStage<String> show(boolean effective);
}
