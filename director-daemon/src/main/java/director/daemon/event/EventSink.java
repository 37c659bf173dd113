// SPDX-License-Identifier: Apache-2.0
package director.daemon.event;

/** Takes events, from any thread, and never holds up whoever has one to tell. */
@FunctionalInterface
public interface EventSink {
  /** Where nobody listens. */
  EventSink NOBODY = event -> {};

  /** Events of one thread keep their order. */
  void tell(Event event);

  /** Tells both: first this, then {@code other}. */
  default EventSink and(EventSink other) {
    return event -> {
      tell(event);
      other.tell(event);
    };
  }
}
