// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.actions.state.Event;
import director.daemon.actions.state.Ladder;
import director.daemon.actions.state.Ladder.DownFor;
import director.daemon.actions.state.Ladder.Failures;
import director.daemon.config.ActionConfig;
import director.daemon.config.ActionConfig.Command;
import director.daemon.config.ActionConfig.Webhook;
import director.daemon.config.ReactionConfig;
import java.util.ArrayList;
import java.util.List;

/** What can be done about servers, and when a service has it done. */
public final class ActionTerms {
  private ActionTerms() {}

  /** What stands below {@code actions.NAME}. */
  public static Term.Keyed of(ActionConfig action) {
    Keys keys = new Keys();
    if (action.deed() instanceof Command command) {
      keys.texts("command", command.command()).text("user", command.user());
    } else if (action.deed() instanceof Webhook webhook) {
      Keys headers = new Keys();
      webhook.headers().forEach(headers::secret);
      keys.secret("webhook", webhook.address().toString()).put("headers", headers);
    }
    keys.time("timeout", action.timeout());
    action
        .atMost()
        .ifPresent(
            limit ->
                keys.put(
                    "at-most",
                    new Keys().number("times", limit.times()).time("within", limit.within())));
    return keys.word("by", action.by()).done();
  }

  static void reactions(Keys service, ReactionConfig reactions) {
    Keys on = new Keys();
    reactions.on().forEach((Event event, List<String> names) -> on.texts(event.word(), names));
    service.put("on", on);
    reactions
        .ladder()
        .ifPresent(
            ladder ->
                service
                    .put("ladder", ladder(ladder))
                    .time("ladder-forgotten-after", ladder.forgottenAfter()));
  }

  private static Term ladder(Ladder ladder) {
    List<Term> steps = new ArrayList<>();
    for (Ladder.Step step : ladder.steps()) {
      Keys keys = new Keys();
      if (!steps.isEmpty()) {
        keys.time("after", step.after());
      } else if (ladder.condition() instanceof Failures failures) {
        keys.number("failures", failures.number()).time("within", failures.within());
      } else if (ladder.condition() instanceof DownFor down) {
        keys.time("down-for", down.time());
      }
      keys.texts("run", step.run());
      steps.add((step.repeat() ? keys.flag("repeat", true) : keys).done());
    }
    return new Term.Several(steps);
  }
}
