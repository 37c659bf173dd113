// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.ConfigActions.Proposal;
import director.daemon.control.OrderBody.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What can be asked and ordered about the configuration. */
public final class ConfigRoutes {
  private static final int LONGEST_PROPOSAL = 16 * 1024 * 1024;
  private static final Duration SHORTEST_CONFIRM = Duration.ofSeconds(5);
  private static final Duration LONGEST_CONFIRM = Duration.ofHours(1);

  private final ConfigActions config;
  private final Executor executor;

  private ConfigRoutes(ConfigActions config, Executor executor) {
    this.config = config;
    this.executor = executor;
  }

  public static Routes of(ConfigActions config) {
    ConfigRoutes routes = new ConfigRoutes(config, Workers.thread("control-config"));
    return new Routes(
        List.of(
            Route.question("/v1/config", Set.of("effective"), routes::show),
            new Route("POST", "/v1/config/plan", Set.of(), LONGEST_PROPOSAL, routes::plan),
            new Route("POST", "/v1/reload", routes.reload()),
            new Route(
                "POST",
                "/v1/reload/confirm",
                noBody((request, body) -> config.confirm(request.caller()))),
            new Route(
                "POST",
                "/v1/reload/undo",
                noBody((request, body) -> config.takeBack(request.caller())))));
  }

  private CompletionStage<Answer> show(Route.Request request) throws RefusedException {
    return config.show(request.query().flag("effective")).thenApply(Answer::text);
  }

  private CompletionStage<Answer> plan(Route.Request request) {
    return CompletableFuture.supplyAsync(() -> proposed(request.body()), executor)
        .thenCompose(answer -> answer);
  }

  private CompletionStage<Answer> proposed(String text) {
    try {
      OrderBody body =
          OrderBody.read(
              text,
              "expected {\"name\": \"/etc/directord/new.conf\", \"text\": \"...\"}, or no body for"
                  + " the director's own file");
      Optional<String> name = body.text("name");
      Optional<String> proposal = body.anyText("text");
      body.end();
      if (name.isPresent() != proposal.isPresent()) {
        throw body.refused(name.isPresent() ? "text is missing" : "name is missing");
      }
      return config
          .plan(proposal.map(it -> new Proposal(name.orElseThrow(), it)))
          .thenApply(Answer::ok);
    } catch (RefusedException e) {
      return CompletableFuture.completedStage(e.answer());
    }
  }

  private Route.Handler reload() {
    return new OrderHandler(
        "expected {\"confirm\": \"60s\"}, or no body to keep it in any case",
        (request, body) -> {
          Optional<Duration> confirm = body.time("confirm");
          body.end();
          if (confirm.filter(ConfigRoutes::isNoConfirm).isPresent()) {
            throw body.refused("confirm must be 5s..1h");
          }
          return config.reload(request.caller(), confirm);
        });
  }

  private static boolean isNoConfirm(Duration time) {
    return time.compareTo(SHORTEST_CONFIRM) < 0 || time.compareTo(LONGEST_CONFIRM) > 0;
  }

  private static Route.Handler noBody(OrderHandler.Order order) {
    return new OrderHandler(
        "expected no body",
        (request, body) -> {
          body.end();
          return order.give(request, body);
        });
  }
}
