// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import director.daemon.control.Route.Request;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /v1/stop}, with {@code {"keep": true|false}} or no body.
 *
 * <p>Read strictly: a misspelt {@code keep} that counted as false would take the service down.
 */
final class StopHandler implements Route.Handler {
  private static final String EXPECTED = "expected {\"keep\": true} or {\"keep\": false}";

  private final ControlActions director;

  StopHandler(ControlActions director) {
    this.director = director;
  }

  @Override
  public CompletionStage<Answer> handle(Request request) {
    JsonNode body;
    try {
      body =
          request.body().isBlank()
              ? JsonNodeFactory.instance.objectNode()
              : Json.tree(request.body());
    } catch (IOException e) {
      return completedStage(Answer.error(400, "the body is not JSON", EXPECTED));
    }
    JsonNode keep = body.path("keep");
    int known = keep.isBoolean() ? 1 : 0;
    if (!body.isObject() || body.size() != known) {
      return completedStage(Answer.error(400, "cannot make sense of " + shown(body), EXPECTED));
    }
    return director.stop(request.caller(), keep.asBoolean(false)).thenApply(Answer::of);
  }

  private static String shown(JsonNode body) {
    String text = body.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
