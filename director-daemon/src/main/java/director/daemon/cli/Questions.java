// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import director.daemon.control.ControlAnswer;
import director.daemon.control.ControlApi;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Json;
import director.daemon.control.ServerOrder;
import director.daemon.control.StandbyOrder;
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

  /** Servers, of which the full answer takes longer than people notice. */
  private static final long MANY = 50;

  private final ControlApi director;

  Questions(ControlApi director) {
    this.director = director;
  }

  /** The answer as it came, with fields that we may not know. */
  JsonNode status() throws DirectorUnreachableException, RefusedException {
    return ask("GET", "/v1/status", "");
  }

  /**
   * Quick however many servers there are: of few it has all, of many those that are not as they
   * should be.
   */
  JsonNode overview() throws DirectorUnreachableException, RefusedException {
    JsonNode summary;
    try {
      summary = ask("GET", "/v1/status?view=summary", "");
    } catch (RefusedException olderDirector) {
      return status();
    }
    long servers = 0;
    for (JsonNode service : summary.path("services")) {
      for (JsonNode count : service.path("counts")) {
        servers += count.asLong();
      }
    }
    return servers > MANY ? summary : status();
  }

  JsonNode version() throws DirectorUnreachableException, RefusedException {
    return ask("GET", "/v1/version", "");
  }

  JsonNode explain(String target) throws DirectorUnreachableException, RefusedException {
    return ask("GET", "/v1/explain?target=" + segment(target), "");
  }

  private record Reload(String confirm) {}

  /** Without {@code confirm} the config stays in any case. */
  JsonNode reload(@Nullable Duration confirm)
      throws DirectorUnreachableException, RefusedException {
    String body = confirm == null ? "" : Json.text(new Reload(confirm.toSeconds() + "s"));
    return ask("POST", "/v1/reload", body);
  }

  JsonNode confirm() throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/reload/confirm", "");
  }

  JsonNode undo() throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/reload/undo", "");
  }

  private record Proposal(String name, String text) {}

  /** Of the file that the director was started with. */
  JsonNode plan() throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/config/plan", "");
  }

  JsonNode plan(String name, String text) throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/config/plan", Json.text(new Proposal(name, text)));
  }

  String config(boolean effective) throws DirectorUnreachableException, RefusedException {
    return text("/v1/config" + (effective ? "?effective=true" : ""));
  }

  JsonNode stop(boolean keep) throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/stop", "{\"keep\": " + keep + "}");
  }

  private record Handover(
      String name, String reason, @JsonInclude(Include.NON_NULL) @Nullable Boolean persist) {}

  private record Standby(
      String reason,
      @JsonProperty("for") @JsonInclude(Include.NON_NULL) @Nullable String time,
      @JsonInclude(Include.NON_NULL) @Nullable Boolean persist) {}

  private record Resume(String reason) {}

  JsonNode handOver(String instance, Why why)
      throws DirectorUnreachableException, RefusedException {
    return ask(
        "POST",
        "/v1/vip/handover",
        Json.text(new Handover(instance, why.reason(), orNull(why.persist()))));
  }

  JsonNode standby(StandbyOrder order) throws DirectorUnreachableException, RefusedException {
    String time = order.within().map(within -> within.toSeconds() + "s").orElse(null);
    return ask(
        "POST",
        "/v1/node/standby",
        Json.text(new Standby(order.reason(), time, orNull(order.persist()))));
  }

  JsonNode resume(String reason) throws DirectorUnreachableException, RefusedException {
    return ask("POST", "/v1/node/resume", reason.isEmpty() ? "" : Json.text(new Resume(reason)));
  }

  /** A daemon that does not know the word is not bothered with it. */
  private static @Nullable Boolean orNull(boolean persist) {
    return persist ? true : null;
  }

  private record Instruction(
      String verb,
      @Nullable Integer weight,
      @Nullable Long within,
      String reason,
      @JsonInclude(Include.NON_NULL) @Nullable Boolean persist) {}

  JsonNode instruct(ServerTarget target, ServerOrder order)
      throws DirectorUnreachableException, RefusedException {
    Instruction body =
        new Instruction(
            order.verb().word(),
            order.weight().isPresent() ? order.weight().getAsInt() : null,
            order.within().map(Duration::toSeconds).orElse(null),
            order.reason(),
            orNull(target.persist()));
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
    return text("/v1/ipvs/save");
  }

  private String text(String path) throws DirectorUnreachableException, RefusedException {
    ControlAnswer answer = director.call("GET", path, "");
    if (!answer.accepted()) {
      throw refusal(answer);
    }
    return answer.body();
  }

  /** As one segment of a path, whatever was typed (RFC 3986, section 3.3). */
  static String segment(String name) {
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
    return value(stats, StatsReport.class);
  }

  static StatusReport report(JsonNode status) throws DirectorUnreachableException {
    return value(status, StatusReport.class);
  }

  static <T> T value(JsonNode answer, Class<T> type) throws DirectorUnreachableException {
    try {
      return JsonReader.read(answer, type);
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

  static RefusedException refusal(ControlAnswer answer) throws DirectorUnreachableException {
    JsonNode tree = tree(answer);
    List<String> detail = new ArrayList<>();
    tree.path("detail").forEach(line -> detail.add(line.asText()));
    return new RefusedException(tree.path("error").asText("HTTP " + answer.status()), detail);
  }

  private static JsonNode tree(ControlAnswer answer) throws DirectorUnreachableException {
    try {
      return JsonReader.tree(answer.body());
    } catch (IOException e) {
      throw notOurs(e);
    }
  }

  static DirectorUnreachableException notOurs(IOException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new DirectorUnreachableException(
        "the answer is not one of directord: is it of another version? " + message, e);
  }
}
