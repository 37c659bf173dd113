// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport.Action;
import director.daemon.control.StatusReport.Ladder;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was done about a server by the configuration's word, and what is to be done next. */
record Treatment(Service service, Server server, Times times) {
  private static final int LATEST = 3;
  private static final String STEP = "ladder step ";

  void into(Draft draft) {
    List<Action> all = server.actions();
    all.subList(Math.max(0, all.size() - LATEST), all.size())
        .forEach(action -> draft.also(told(action)));
    Ladder ladder = service.ladder();
    if (ladder != null && server.state() == ServerState.DOWN) {
      draft.next(ahead(ladder));
    }
  }

  private String told(Action action) {
    String last =
        action.output().isEmpty()
            ? ""
            : ", its last line: " + Harmless.text(action.output().get(action.output().size() - 1));
    return "action %s on %s %s: %s%s"
        .formatted(
            action.action(),
            action.event(),
            times.at(action.at()),
            Harmless.text(action.outcome()),
            last);
  }

  /** By the last step that was taken since it is down; before that it stands at the foot. */
  private String ahead(Ladder ladder) {
    Optional<Action> last =
        server.actions().stream()
            .filter(it -> it.event().startsWith(STEP))
            .filter(it -> !it.at().isBefore(server.since()))
            .reduce((one, other) -> other);
    if (last.isEmpty()) {
      return "the first step of the ladder (%s) is taken by: %s"
          .formatted(String.join(", ", ladder.steps().get(0).actions()), ladder.begins());
    }
    int taken = Integer.parseInt(last.get().event().substring(STEP.length()));
    Optional<Ladder.Step> next = step(ladder, taken);
    return next.map(it -> due(it, taken, last.get().at()))
        .orElse("the last step of the ladder is taken: nothing more is done by itself");
  }

  private static Optional<Ladder.Step> step(Ladder ladder, int taken) {
    List<Ladder.Step> steps = ladder.steps();
    if (taken < steps.size()) {
      return Optional.of(steps.get(taken));
    }
    return Optional.of(steps.get(steps.size() - 1)).filter(Ladder.Step::repeat);
  }

  private String due(Ladder.Step step, int taken, Instant lastAt) {
    Instant due = lastAt.plus(Duration.ofMillis(Math.round(step.afterSeconds() * 1000)));
    return "step %d of the ladder (%s) is taken by the first check that fails after %s"
        .formatted(taken + 1, String.join(", ", step.actions()), times.atLater(due));
  }
}
