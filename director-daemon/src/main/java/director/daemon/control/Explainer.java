// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.OrderBody.RefusedException;
import director.daemon.explain.Answer.Found;
import director.daemon.explain.Answer.Refused;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Says why something is as it is, from what a status tells of it. */
@FunctionalInterface
public interface Explainer {
  /**
   * Why it is so; or that there is no such thing, with those that were probably meant.
   *
   * @param target as people type it
   */
  director.daemon.explain.Answer explain(StatusReport report, String target);

  /** The route that asks it. */
  static Routes routes(Supplier<CompletionStage<StatusReport>> status, Explainer explainer) {
    // Neither the thread that decides nor that of the sockets, as a report may be a large one.
    Executor explaining = Workers.thread("control-explain");
    return new Routes(
        List.of(
            Route.question(
                "/v1/explain",
                Set.of("target"),
                request -> {
                  String target = target(request.query());
                  return status
                      .get()
                      .thenApplyAsync(
                          report -> answer(explainer.explain(report, target)), explaining);
                })));
  }

  private static Answer answer(director.daemon.explain.Answer explained) {
    if (explained instanceof Found found) {
      return Answer.ok(found.explanation());
    }
    Refused refused = (Refused) explained;
    return Answer.of(Outcome.refused(refused.message(), refused.detail()));
  }

  private static String target(Query query) throws RefusedException {
    return query
        .text("target")
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new RefusedException(
                    "target is missing",
                    "expected: target=vip:NAME, service:NAME, server:SERVICE/SERVER, or a name or"
                        + " address as people say it"));
  }
}
