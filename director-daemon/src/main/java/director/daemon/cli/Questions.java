// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.control.ControlAnswer;
import director.daemon.control.ControlApi;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Json;
import director.daemon.control.StatusReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What commands ask of the director, in their own words. */
final class Questions {
  private final ControlApi director;

  Questions(ControlApi director) {
    this.director = director;
  }

  /** The answer as it came, with fields that we may not know. */
  JsonNode status() throws DirectorUnreachableException, RefusedException {
    return ask("GET", "/v1/status", "");
  }

  JsonNode version() throws DirectorUnreachableException, RefusedException {
    return ask("GET", "/v1/version", "");
  }

  JsonNode reload() throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/reload", "");
  }

  JsonNode stop(boolean keep) throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/stop", "{\"keep\": " + keep + "}");
  }

  private record Handover(String name, String reason) {}

  private record Standby(String reason) {}

  JsonNode handOver(String instance, String reason)
      throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/vip/handover", Json.text(new Handover(instance, reason)));
  }

  JsonNode standby(String reason) throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/node/standby", Json.text(new Standby(reason)));
  }

  JsonNode resume() throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/node/resume", "");
  }

  static StatusReport report(JsonNode status) throws DirectorUnreachableException {
    try {
      return Json.read(status, StatusReport.class);
    } catch (IOException e) {
      throw notOurs(e);
    }
  }

  private JsonNode ask(String method, String path, String body)
      throws DirectorUnreachableException, RefusedException {
    ControlAnswer answer = director.call(method, path, body);
    JsonNode tree;
    try {
      tree = Json.tree(answer.body());
    } catch (IOException e) {
      throw notOurs(e);
    }
    if (!answer.accepted()) {
      List<String> detail = new ArrayList<>();
      tree.path("detail").forEach(line -> detail.add(line.asText()));
      throw new RefusedException(tree.path("error").asText("HTTP " + answer.status()), detail);
    }
    return tree;
  }

  private static DirectorUnreachableException notOurs(IOException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new DirectorUnreachableException(
        "the answer is not one of directord: is it of another version? " + message, e);
  }
}
