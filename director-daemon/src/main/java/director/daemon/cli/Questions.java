// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import director.daemon.control.CheckRunReport;
import director.daemon.control.ControlAnswer;
import director.daemon.control.ControlApi;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Json;
import director.daemon.control.ServerOrder;
import director.daemon.control.StatsReport;
import director.daemon.control.StatusReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commands ask of the director, in their own words. */
final class Questions {
  private static final String PLAIN = "-._~@:";

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

  private record Instruction(
      String verb, @Nullable Integer weight, @Nullable Long within, String reason) {}

  JsonNode instruct(ServerTarget target, ServerOrder order)
      throws DirectorUnreachableException, RefusedException {
    Instruction body =
        new Instruction(
            order.verb().word(),
            order.weight().isPresent() ? order.weight().getAsInt() : null,
            order.within().map(Duration::toSeconds).orElse(null),
            order.reason());
    String path =
        "/v1/services/" + segment(target.service()) + "/servers/" + segment(target.server());
    return ask("POST", path, Json.text(body));
  }

  private record Only(String check) {}

  /** All checks if {@code check} is empty. */
  JsonNode runChecks(String service, String server, String check)
      throws DirectorUnreachableException, RefusedException {
    String path = "/v1/services/" + segment(service) + "/servers/" + segment(server) + "/check";
    return ask("POST", path, check.isEmpty() ? "" : Json.text(new Only(check)));
  }

  JsonNode stats() throws DirectorUnreachableException, RefusedException {
    return ask("GET", "/v1/stats", "");
  }

  String ipvsSave() throws DirectorUnreachableException, RefusedException {
    ControlAnswer answer = director.call("GET", "/v1/ipvs/save", "");
    if (!answer.accepted()) {
      throw refusal(answer);
    }
    return answer.body();
  }

  /** As one segment of a path, whatever was typed (RFC 3986, section 3.3). */
  private static String segment(String name) {
    StringBuilder out = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = PLAIN.indexOf((char) octet) >= 0 || Character.isLetterOrDigit((char) octet);
      out.append(
          octet > 0 && plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet & 0xff));
    }
    return out.toString();
  }

  /** The element of {@code list} with that name; null when there is none. */
  static JsonNode named(JsonNode list, String name) {
    for (JsonNode each : list) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    return NullNode.getInstance();
  }

  static StatsReport stats(JsonNode stats) throws DirectorUnreachableException {
    try {
      return Json.read(stats, StatsReport.class);
    } catch (IOException e) {
      throw notOurs(e);
    }
  }

  static CheckRunReport checkRun(JsonNode answer) throws DirectorUnreachableException {
    try {
      return Json.read(answer, CheckRunReport.class);
    } catch (IOException e) {
      throw notOurs(e);
    }
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
    if (!answer.accepted()) {
      throw refusal(answer);
    }
    return tree(answer);
  }

  private static RefusedException refusal(ControlAnswer answer)
      throws DirectorUnreachableException {
    JsonNode tree = tree(answer);
    List<String> detail = new ArrayList<>();
    tree.path("detail").forEach(line -> detail.add(line.asText()));
    return new RefusedException(tree.path("error").asText("HTTP " + answer.status()), detail);
  }

  private static JsonNode tree(ControlAnswer answer) throws DirectorUnreachableException {
    try {
      return Json.tree(answer.body());
    } catch (IOException e) {
      throw notOurs(e);
    }
  }

  private static DirectorUnreachableException notOurs(IOException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new DirectorUnreachableException(
        "the answer is not one of directord: is it of another version? " + message, e);
  }
}
