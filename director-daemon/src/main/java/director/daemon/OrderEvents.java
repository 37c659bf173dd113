// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.orders.state.StandingOrder;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of orders: that they were given, refused, undone, or have come to their end. {@code from}
 * and {@code to} of the events are what was in force before and is since.
 */
final class OrderEvents {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final EventSink events;

  OrderEvents(EventSink events) {
    this.events = events;
  }

  void given(StandingOrder order, Optional<StandingOrder> before) {
    String was = before.map(StandingOrder::words).orElse("");
    LOG.info(
        "{} orders {} of {}{}: {}",
        order.by(),
        order.words(),
        order.target(),
        order.persist() ? ", also over a restart" : "",
        spoken(order.reason()));
    tell(order.target(), was, order.words(), spoken(order.reason()), order.by());
  }

  /**
   * @param words what was asked for
   */
  void refused(Target target, String words, String by, String why) {
    LOG.warn("{} of {}, asked for by {}, is refused: {}", words, target, by, why);
    tell(target, "", "", words + " refused: " + why, by);
  }

  /** By an order that says so. */
  void undone(StandingOrder order, String by, String reason) {
    LOG.info("{} ends {} of {}: {}", by, order.words(), order.target(), spoken(reason));
    tell(order.target(), order.words(), "", spoken(reason), by);
  }

  /** By nobody's order. */
  void ended(StandingOrder order, String why) {
    LOG.info("{} of {}, by {}, is over: {}", order.words(), order.target(), order.by(), why);
    tell(order.target(), order.words(), "", why, "");
  }

  /** What it wanted is done; it stays in force, so that it stays so. */
  void fulfilled(StandingOrder order, String sentence) {
    tell(order.target(), order.words(), order.words(), sentence, "");
  }

  private static String spoken(String reason) {
    return reason.isBlank() ? "no reason given" : reason;
  }

  private void tell(Target target, String from, String to, String reason, String by) {
    Event event = Event.of(Event.Kind.ORDER, target, reason);
    events.tell(
        new Event(event.kind(), target, from, to, reason, by, event.facts(), event.detail()));
  }
}
