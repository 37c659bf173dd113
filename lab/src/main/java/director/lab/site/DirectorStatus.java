// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The JSON of {@code directorctl -o json status}: only names that DESIGN.md section 4 fixes. */
public record DirectorStatus(JsonNode json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads it. */
  public static DirectorStatus parse(String text) throws IOException {
    try {
      return new DirectorStatus(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IOException("directorctl -o json status printed no JSON: " + text, e);
    }
  }

  /** MASTER, BACKUP, FAULT or INIT. */
  public String state() {
    return instance().path("state").asText();
  }

  /** The priority that it now takes part with. */
  public int priority() {
    return instance().path("priority").asInt();
  }

  /** Why it is in that state. */
  public String reason() {
    return instance().path("reason").asText();
  }

  /** The one virtual router of the lab. */
  public JsonNode instance() {
    return json.path("vrrp").path("instances").path(0);
  }

  /** The state of each real server (UP, DOWN, ...) by its name. */
  public SortedMap<String, String> servers() {
    SortedMap<String, String> states = new TreeMap<>();
    for (JsonNode server : json.path("services").path(0).path("servers")) {
      states.put(server.path("name").asText(), server.path("state").asText());
    }
    return states;
  }

  /** A real server by its name; missing where there is none. */
  public JsonNode server(String name) {
    return named(json.path("services").path(0).path("servers"), name);
  }

  /** A service by its name; missing where there is none. */
  public JsonNode service(String name) {
    return named(json.path("services"), name);
  }

  /** A real server of a service, by their names; missing where there is none. */
  public JsonNode server(String service, String server) {
    return named(service(service).path("servers"), server);
  }

  /** How often this director has written to the kernel's IPVS table since it started. */
  public long ipvsWrites() {
    return json.path("ipvs").path("writes").asLong(-1);
  }

  private static JsonNode named(JsonNode array, String name) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(element -> element.path("name").asText().equals(name))
        .findFirst()
        .orElseGet(() -> MAPPER.missingNode());
  }
}
