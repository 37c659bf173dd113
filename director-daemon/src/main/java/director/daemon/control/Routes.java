// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import director.daemon.control.Route.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The table of what the API can do. */
public final class Routes {
  private final List<Route> table;

  public Routes(List<Route> table) {
    this.table = List.copyOf(table);
  }

  /** The API of a director, version 1. */
  public static Routes of(ControlActions director) {
    VersionReport version =
        new VersionReport("directord", DirectorVersion.current(), ProcessHandle.current().pid());
    return new Routes(
        List.of(
            new Route("GET", "/v1/status", request -> director.status().thenApply(Answer::ok)),
            new Route("GET", "/v1/version", request -> completedStage(Answer.ok(version))),
            new Route(
                "POST",
                "/v1/reload",
                request -> director.reload(request.caller()).thenApply(Answer::of)),
            new Route("POST", "/v1/stop", stop(director)),
            new Route("POST", "/v1/vip/handover", handOver(director)),
            new Route("POST", "/v1/node/standby", standby(director, true)),
            new Route("POST", "/v1/node/resume", standby(director, false))));
  }

  private static Route.Handler stop(ControlActions director) {
    return new OrderHandler(
        "expected {\"keep\": true} or {\"keep\": false}",
        (caller, body) -> {
          boolean keep = body.flag("keep");
          body.end();
          return director.stop(caller, keep);
        });
  }

  private static Route.Handler handOver(ControlActions director) {
    String expected = "expected {\"name\": \"photos\", \"reason\": \"...\"}, reason may be missing";
    return new OrderHandler(
        expected,
        (caller, body) -> {
          String name =
              body.text("name")
                  .orElseThrow(() -> new OrderBody.RefusedException("name is missing", expected));
          String reason = body.text("reason").orElse("");
          body.end();
          return director.handOver(caller, name, reason);
        });
  }

  private static Route.Handler standby(ControlActions director, boolean on) {
    return new OrderHandler(
        "expected {\"reason\": \"...\"} or no body",
        (caller, body) -> {
          String reason = body.text("reason").orElse("");
          body.end();
          return director.standby(caller, on, reason);
        });
  }

  /** Routes by the path without its query; 404 and 405 say what there is instead. */
  CompletionStage<Answer> answer(String method, String target, Request request) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    List<Route> here = table.stream().filter(route -> route.path().equals(path)).toList();
    if (here.isEmpty()) {
      return completedStage(Answer.error(404, "no such path: " + path, "there is: " + paths()));
    }
    return here.stream()
        .filter(route -> route.method().equals(method))
        .findFirst()
        .map(route -> route.handler().handle(request))
        .orElseGet(() -> completedStage(wrongMethod(method, path, here)));
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
