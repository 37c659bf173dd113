// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import director.daemon.actions.state.Event;
import director.daemon.actions.state.Ladder.Step;
import director.daemon.config.ActionConfig.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold between actions and the services that have them done. */
final class ActionRules {
  private ActionRules() {}

  static List<Conflict> conflicts(DirectorConfig config) {
    List<Conflict> found = new ArrayList<>();
    for (ServiceConfig service : config.services().values()) {
      service
          .reactions()
          .on()
          .forEach(
              (event, names) ->
                  names(
                      config,
                      service.key("on") + "." + event.word(),
                      names,
                      event == Event.SERVICE_DOWN || event == Event.SERVICE_UP,
                      found));
      List<Step> steps =
          service.reactions().ladder().map(ladder -> ladder.steps()).orElse(List.of());
      for (int step = 0; step < steps.size(); step++) {
        String key = service.key("ladder") + "[" + step + "].run";
        names(config, key, steps.get(step).run(), false, found);
      }
    }
    return found;
  }

  private static void names(
      DirectorConfig config,
      String key,
      List<String> names,
      boolean ofService,
      List<Conflict> found) {
    for (int at = 0; at < names.size(); at++) {
      String name = names.get(at);
      String element = key + "[" + at + "]";
      ActionConfig action = config.actions().get(name);
      if (action == null) {
        found.add(missing(config, element, name));
      } else if (ofService && needsServer(action)) {
        found.add(
            Conflict.at(
                    element,
                    "is " + name + ", whose command names a server, and here it is about none")
                .with(action.key("command")));
      }
    }
  }

  /** The actions that ladders name. */
  private static Stream<String> climbed(DirectorConfig config) {
    return config.services().values().stream()
        .flatMap(service -> service.reactions().ladder().stream())
        .flatMap(ladder -> ladder.steps().stream())
        .flatMap(step -> step.run().stream());
  }

  private static boolean needsServer(ActionConfig action) {
    return action.deed() instanceof Command it && Placeholder.anyOfServer(it.command());
  }

  private static Conflict missing(DirectorConfig config, String key, String name) {
    String hint = Suggestion.among(config.actions().keySet(), name);
    return Conflict.at(
        key,
        "must be one of actions, but there is no " + name + (hint.isEmpty() ? "" : "; " + hint));
  }

  /** What is allowed, and probably not meant. */
  static List<Conflict> doubts(DirectorConfig config) {
    List<Conflict> doubts = new ArrayList<>();
    Set<String> run =
        config.services().values().stream()
            .flatMap(service -> service.reactions().names())
            .collect(Collectors.toSet());
    for (String name : config.actions().keySet()) {
      if (!run.contains(name)) {
        doubts.add(
            Conflict.at(ConfigUtil.joinPath("actions", name), "is an action that no service runs"));
      }
    }
    config.actions().values().stream()
        .filter(action -> action.deed() instanceof Command && action.atMost().isEmpty())
        .filter(action -> climbed(config).anyMatch(action.name()::equals))
        .map(
            action ->
                Conflict.at(
                    action.key("command"),
                    "is run by a ladder and has no at-most beside it: when all servers fail at"
                        + " once, be it the network's fault or ours, it is run for each of them"))
        .forEach(doubts::add);
    for (ServiceConfig service : config.services().values()) {
      if (service.reactions().ladder().isPresent()
          && service.everyServer().allMatch(server -> service.checks(server).isEmpty())) {
        doubts.add(
            Conflict.at(service.key("ladder"), "has no effect with check = none: nothing fails"));
      }
    }
    return doubts;
  }
}
