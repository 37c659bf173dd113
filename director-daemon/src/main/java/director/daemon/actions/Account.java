// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.actions.state.Event;
import director.daemon.actions.state.Occasion;
import director.daemon.actions.state.Order;
import director.daemon.local.state.Said;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a command or a web server is told of the occasion. */
final class Account {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Account() {}

  /** For the environment of a command. What others said is made fit for one line. */
  static SortedMap<String, String> environment(Order order, String director) {
    Occasion occasion = order.occasion();
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("DIRECTORD_ACTION", order.action());
    environment.put("DIRECTORD_ADDRESS", occasion.address());
    environment.put("DIRECTORD_DIRECTOR", director);
    environment.put("DIRECTORD_EVENT", occasion.event().word());
    environment.put("DIRECTORD_FAILURES", Integer.toString(occasion.failures()));
    environment.put("DIRECTORD_REASON", Said.fit(occasion.reason()));
    environment.put("DIRECTORD_SERVER", occasion.subject().server());
    environment.put("DIRECTORD_SERVICE", occasion.subject().service());
    environment.put("DIRECTORD_SINCE", occasion.since().toString());
    environment.put("DIRECTORD_STATE", occasion.state());
    environment.put("DIRECTORD_STEP", Integer.toString(occasion.step()));
    return environment;
  }

  /** The body of a webhook's request, an object of JSON. */
  static byte[] json(Order order, String director) {
    Occasion occasion = order.occasion();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("event", occasion.event().word());
    json.put("service", occasion.subject().service());
    if (occasion.subject().isServer()) {
      json.put("server", occasion.subject().server());
      json.put("address", occasion.address());
    }
    json.put("state", occasion.state());
    json.put("reason", occasion.reason());
    json.put("since", occasion.since().toString());
    json.put("director", director);
    json.put("failures", occasion.failures());
    json.put("action", order.action());
    if (occasion.event() == Event.LADDER) {
      json.put("step", occasion.step());
    }
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers make no JSON", e);
    }
  }
}
