// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders;

import director.daemon.event.Target;
import director.daemon.json.JsonTree;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.orders.state.StandingOrder.Verb;
import director.daemon.orders.state.StandingOrders;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Orders as JSON: {@code {"version": 1, "orders": [{"target": "server:photos/router1", "verb":
 * "drain", ...}]}}, times in milliseconds. Fields that only a newer version knows are passed over.
 */
final class OrderText {
  private static final int VERSION = 1;
  private static final int LONGEST_TEXT = 1000;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private OrderText() {}

  static String of(StandingOrders orders) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("version", VERSION);
    whole.put("orders", orders.byTarget().values().stream().map(OrderText::form).toList());
    return JsonTree.page(whole) + "\n";
  }

  private static Map<String, @Nullable Object> form(StandingOrder order) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("target", order.target().toString());
    form.put("verb", order.verb().name().toLowerCase(Locale.ROOT));
    form.put("weight", order.weight());
    form.put("length", millis(order.length()));
    form.put("given", order.given().wall().toString());
    form.put("boot", order.given().boot());
    form.put("uptime", order.given().uptime().toMillis());
    form.put("by", order.by());
    form.put("reason", order.reason());
    form.put("persist", order.persist());
    form.put("fulfilledAfter", millis(order.fulfilledAfter()));
    return form;
  }

  private static @Nullable Long millis(@Nullable Duration time) {
    return time == null ? null : time.toMillis();
  }

  /**
   * Reads what {@link #of} writes.
   *
   * @throws IOException if it is anything else; the message says what is wrong and where
   */
  static StandingOrders read(String text) throws IOException {
    Map<?, ?> whole = JsonTree.read(text) instanceof Map<?, ?> object ? object : Map.of();
    Object version = whole.get("version");
    if (!Integer.valueOf(VERSION).equals(version)) {
      throw new IOException("version " + version + ", expected " + VERSION);
    }
    if (!(whole.get("orders") instanceof List<?> all) || all.size() > StandingOrders.MOST) {
      throw new IOException("no list of at most " + StandingOrders.MOST + " orders");
    }
    List<StandingOrder> orders = new ArrayList<>();
    for (Object form : all) {
      try {
        orders.add(order(form instanceof Map<?, ?> object ? object : Map.of()));
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw new IOException("order " + (orders.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return StandingOrders.of(orders);
  }

  private static StandingOrder order(Map<?, ?> form) {
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

  private static Instant instant(Map<?, ?> form, String name) {
    Instant instant = Instant.parse(text(form, name));
    if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException(name + " is " + instant + ", in no year of ours");
    }
    return instant;
  }

  private static @Nullable Duration timeOrNull(Map<?, ?> form, String name) {
    return form.containsKey(name) && form.get(name) == null ? null : time(form, name);
  }

  private static Duration time(Map<?, ?> form, String name) {
    return Duration.ofMillis(whole(form, name));
  }

  private static long whole(Map<?, ?> form, String name) {
    Object field = form.get(name);
    if (field instanceof Integer || field instanceof Long) {
      return ((Number) field).longValue();
    }
    throw new IllegalArgumentException(name + " is " + field + ", expected a whole number");
  }

  private static String text(Map<?, ?> form, String name) {
    if (form.get(name) instanceof String text && text.length() <= LONGEST_TEXT) {
      return text;
    }
    throw new IllegalArgumentException(
        name + " is missing, or no text of " + LONGEST_TEXT + " characters at most");
  }

  private static boolean flag(Map<?, ?> form, String name) {
    if (form.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(name + " is " + form.get(name) + ", expected true or false");
  }
}
