// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import director.daemon.control.Route.Request;
import director.daemon.control.ServerOrder.Verb;
import director.daemon.journal.Journal;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The table of what the API can do. */
public final class Routes {
  private static final String NAMES =
      "a service or server is named by 1..64 letters, digits, dots, dashes and underscores,"
          + " and by @address after them if it comes from a DNS name";

  private final List<Route> table;

  public Routes(List<Route> table) {
    this.table = List.copyOf(table);
  }

  /** The API of a director, version 1. */
  public static Routes of(
      ControlActions director, ConfigActions config, Journal journal, Explainer explainer) {
    StatusSnapshots status = StatusSnapshots.of(director::status);
    return unconfigured(director, status)
        .and(Explainer.routes(status::report, explainer))
        .and(EventRoutes.of(journal))
        .and(ConfigRoutes.of(config))
        .outdating(status);
  }

  /** Without what the director remembers or explains. */
  static Routes of(ControlActions director) {
    StatusSnapshots status = StatusSnapshots.of(director::status);
    return unconfigured(director, status).and(reload(director)).outdating(status);
  }

  private static Routes reload(ControlActions director) {
    return new Routes(
        List.of(
            new Route(
                "POST",
                "/v1/reload",
                request -> director.reload(request.caller()).thenApply(Answer::of))));
  }

  private static Routes unconfigured(ControlActions director, StatusSnapshots status) {
    VersionReport version =
        new VersionReport("directord", DirectorVersion.current(), ProcessHandle.current().pid());
    return new Routes(
        List.of(
            Route.question("/v1/status", Set.of("view"), request -> status(status, request)),
            new Route("GET", "/v1/stats", request -> director.stats().thenApply(Answer::ok)),
            new Route(
                "GET", "/v1/ipvs/save", request -> director.ipvsSave().thenApply(Answer::text)),
            new Route("POST", "/v1/services/{service}/servers/{server}", instruct(director)),
            new Route("POST", "/v1/services/{service}/servers/{server}/check", runChecks(director)),
            new Route("GET", "/v1/version", request -> completedStage(Answer.ok(version))),
            new Route("POST", "/v1/stop", stop(director)),
            new Route("POST", "/v1/vip/handover", handOver(director)),
            new Route("POST", "/v1/node/standby", standby(director)),
            new Route("POST", "/v1/node/resume", resume(director))));
  }

  private static Route.Handler stop(ControlActions director) {
    return new OrderHandler(
        "expected {\"keep\": true} or {\"keep\": false}",
        (request, body) -> {
          boolean keep = body.flag("keep");
          body.end();
          return director.stop(request.caller(), keep);
        });
  }

  private static Route.Handler handOver(ControlActions director) {
    String expected =
        "expected {\"name\": \"photos\", \"reason\": \"...\", \"persist\": true},"
            + " reason and persist may be missing";
    return new OrderHandler(
        expected,
        (request, body) -> {
          String name =
              body.text("name")
                  .orElseThrow(() -> new OrderBody.RefusedException("name is missing", expected));
          boolean persist = body.flag("persist");
          String reason = body.text("reason").orElse("");
          body.end();
          return director.handOver(request.caller(), name, persist, reason);
        });
  }

  private static Route.Handler standby(ControlActions director) {
    return new OrderHandler(
        "expected {\"for\": \"30m\", \"persist\": true, \"reason\": \"...\"}, any of them, or no body",
        (request, body) -> {
          Optional<Duration> within = body.time("for");
          boolean persist = body.flag("persist");
          String reason = body.text("reason").orElse("");
          body.end();
          StandbyOrder order;
          try {
            order = new StandbyOrder(within, persist, reason);
          } catch (IllegalArgumentException e) {
            throw body.refused(String.valueOf(e.getMessage()));
          }
          return director.standby(request.caller(), order);
        });
  }

  private static Route.Handler resume(ControlActions director) {
    return new OrderHandler(
        "expected {\"reason\": \"...\"} or no body",
        (request, body) -> {
          String reason = body.text("reason").orElse("");
          body.end();
          return director.resume(request.caller(), reason);
        });
  }

  private static Route.Handler instruct(ControlActions director) {
    return new OrderHandler(
        "expected {\"verb\": \"enable\"}, or disable, quiesce, drain with \"within\": \"5m\" or without,"
            + " weight with \"weight\": 5; and \"reason\": \"...\" and \"persist\": true or none",
        (request, body) -> {
          ServerOrder order = order(body);
          return director.instruct(
              request.caller(), request.names().get(0), request.names().get(1), order);
        });
  }

  private static Route.Handler runChecks(ControlActions director) {
    return request -> {
      OrderBody body =
          OrderBody.read(
              request.body(), "expected {\"check\": \"name\"} or no body for all checks");
      Optional<String> check = body.text("check");
      body.end();
      return director
          .runChecks(request.caller(), request.names().get(0), request.names().get(1), check)
          .thenApply(CheckRun::answer);
    };
  }

  private static ServerOrder order(OrderBody body) throws OrderBody.RefusedException {
    String word = body.text("verb").orElseThrow(() -> body.refused("verb is missing"));
    Verb verb = Verb.of(word).orElseThrow(() -> body.refused("there is no verb " + word));
    OptionalInt weight = body.number("weight");
    Optional<Duration> within = body.time("within");
    boolean persist = body.flag("persist");
    String reason = body.text("reason").orElse("");
    body.end();
    try {
      return new ServerOrder(verb, weight, within, persist, reason);
    } catch (IllegalArgumentException e) {
      throw body.refused(String.valueOf(e.getMessage()));
    }
  }

  private static CompletionStage<Answer> status(StatusSnapshots status, Request request)
      throws OrderBody.RefusedException {
    String word = request.query().text("view").orElse("full");
    StatusSnapshots.View view =
        StatusSnapshots.View.of(word)
            .orElseThrow(
                () ->
                    new OrderBody.RefusedException(
                        "there is no view " + word, "expected: view=full or view=summary"));
    return status.bytes(view).thenApply(Answer::ok);
  }

  /** These, of which every one that is no question makes what is known of {@code status} old. */
  private Routes outdating(StatusSnapshots status) {
    return new Routes(
        table.stream()
            .map(route -> route.method().equals("GET") ? route : outdating(status, route))
            .toList());
  }

  private static Route outdating(StatusSnapshots status, Route route) {
    Route.Handler handler =
        request ->
            route
                .handler()
                .handle(request)
                .thenApply(
                    answer -> {
                      status.ordered();
                      return answer;
                    });
    return new Route(route.method(), route.path(), route.parameters(), route.bodyBytes(), handler);
  }

  /** These, and {@code more}. */
  public Routes and(Routes more) {
    List<Route> all = new ArrayList<>(table);
    all.addAll(more.table);
    return new Routes(all);
  }

  /** A request whose body is still to come. */
  record Asked(Route route, List<String> names, Query query) {
    CompletionStage<Answer> answer(Caller caller, String body) {
      try {
        return route.handler().handle(new Request(caller, names, query, body));
      } catch (OrderBody.RefusedException e) {
        return completedStage(e.answer());
      }
    }
  }

  /** Why a request is not taken, whatever its body. */
  static final class NotTakenException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    NotTakenException(Answer answer) {
      this.answer = answer;
    }

    Answer answer() {
      return answer;
    }
  }

  /** Routes by the path without its query; 404 and 405 say what there is instead. */
  Asked find(String method, String target) throws NotTakenException {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    List<Route> here = table.stream().filter(route -> route.template().matches(path)).toList();
    if (here.isEmpty()) {
      throw new NotTakenException(
          Answer.error(404, "no such path: " + path, "there is: " + paths()));
    }
    Route route =
        here.stream()
            .filter(it -> it.method().equals(method))
            .findFirst()
            .orElseThrow(() -> new NotTakenException(wrongMethod(method, path, here)));
    List<String> names =
        route
            .template()
            .names(path)
            .orElseThrow(() -> new NotTakenException(Answer.error(400, "no name: " + path, NAMES)));
    try {
      String query = mark < 0 ? "" : target.substring(mark + 1);
      return new Asked(route, names, Query.read(query, route.parameters()));
    } catch (OrderBody.RefusedException e) {
      throw new NotTakenException(e.answer());
    }
  }

  private static Answer wrongMethod(String method, String path, List<Route> here) {
    String allowed = here.stream().map(Route::method).collect(Collectors.joining(", "));
    Answer answer = Answer.error(405, path + " does not take " + method, "it takes: " + allowed);
    return new Answer(answer.status(), answer.body(), Map.of("Allow", allowed));
  }

  private String paths() {
    return table.stream()
        .map(route -> route.method() + " " + route.path())
        .collect(Collectors.joining(", "));
  }
}
