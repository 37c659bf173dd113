// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.event.Target;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.orders.state.StandingOrder.Verb;
import director.daemon.orders.state.StandingOrders;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Orders as JSON: {@code {"version": 1, "orders": [{"target": "server:photos/router1", "verb":
 * "drain", ...}]}}, times in milliseconds. Fields that only a newer version knows are passed over.
 */
final class OrderText {
  private static final int VERSION = 1;
  private static final int LONGEST_TEXT = 1000;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private OrderText() {}

  static String of(StandingOrders orders) {
    ObjectNode whole = JSON.createObjectNode().put("version", VERSION);
    ArrayNode all = whole.putArray("orders");
    orders.byTarget().values().forEach(order -> all.add(form(order)));
    return whole.toPrettyString() + "\n";
  }

  private static ObjectNode form(StandingOrder order) {
    ObjectNode form =
        JSON.createObjectNode()
            .put("target", order.target().toString())
            .put("verb", order.verb().name().toLowerCase(Locale.ROOT))
            .put("weight", order.weight());
    put(form, "length", order.length());
    form.put("given", order.given().wall().toString())
        .put("boot", order.given().boot())
        .put("uptime", order.given().uptime().toMillis())
        .put("by", order.by())
        .put("reason", order.reason())
        .put("persist", order.persist());
    put(form, "fulfilledAfter", order.fulfilledAfter());
    return form;
  }

  private static void put(ObjectNode form, String name, @Nullable Duration time) {
    if (time == null) {
      form.putNull(name);
    } else {
      form.put(name, time.toMillis());
    }
  }

  /**
   * Reads what {@link #of} writes.
   *
   * @throws IOException if it is anything else; the message says what is wrong and where
   */
  static StandingOrders read(String text) throws IOException {
    JsonNode whole;
    try {
      whole = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException("not JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode version = whole.path("version");
    if (!version.isInt() || version.intValue() != VERSION) {
      throw new IOException("version " + version + ", expected " + VERSION);
    }
    JsonNode all = whole.path("orders");
    if (!all.isArray() || all.size() > StandingOrders.MOST) {
      throw new IOException("no list of at most " + StandingOrders.MOST + " orders");
    }
    List<StandingOrder> orders = new ArrayList<>();
    for (JsonNode form : all) {
      try {
        orders.add(order(form));
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw new IOException("order " + (orders.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return StandingOrders.of(orders);
  }

  private static StandingOrder order(JsonNode form) {
    String target = text(form, "target");
    Moment given = new Moment(instant(form, "given"), text(form, "boot"), time(form, "uptime"));
    return new StandingOrder(
        Target.of(target).orElseThrow(() -> new IllegalArgumentException("target " + target)),
        Verb.valueOf(text(form, "verb").toUpperCase(Locale.ROOT)),
        Math.toIntExact(whole(form, "weight")),
        timeOrNull(form, "length"),
        given,
        text(form, "by"),
        text(form, "reason"),
        flag(form, "persist"),
        timeOrNull(form, "fulfilledAfter"));
  }

  private static Instant instant(JsonNode form, String name) {
    Instant instant = Instant.parse(text(form, name));
    if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException(name + " is " + instant + ", in no year of ours");
    }
    return instant;
  }

  private static @Nullable Duration timeOrNull(JsonNode form, String name) {
    return form.path(name).isNull() ? null : time(form, name);
  }

  private static Duration time(JsonNode form, String name) {
    return Duration.ofMillis(whole(form, name));
  }

  private static long whole(JsonNode form, String name) {
    JsonNode field = form.path(name);
    if (!field.isIntegralNumber() || !field.canConvertToLong()) {
      throw new IllegalArgumentException(name + " is " + field + ", expected a whole number");
    }
    return field.longValue();
  }

  private static String text(JsonNode form, String name) {
    JsonNode field = form.path(name);
    if (!field.isTextual() || field.textValue().length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          name + " is missing, or no text of " + LONGEST_TEXT + " characters at most");
    }
    return field.textValue();
  }

  private static boolean flag(JsonNode form, String name) {
    JsonNode field = form.path(name);
    if (!field.isBoolean()) {
      throw new IllegalArgumentException(name + " is " + field + ", expected true or false");
    }
    return field.booleanValue();
  }
}
