// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.plan.ServerKey;
import director.ipvs.table.VirtualService;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells of servers that turn, and of single checks that do. Confined to the loop. */
final class ServerEvents {
  private final ChangeLog log;
  private final EventSink events;

  ServerEvents(ChangeLog log, EventSink events) {
    this.log = log;
    this.events = events;
  }

  /** One event for a server that turned; else one for each check that did, if it has several. */
  void tell(DirectorConfig config, ServerKey key, Belief before, Belief now) {
    if (before.state() != now.state()) {
      tell(
          Event.state(target(key), before.state().name(), now.state().name(), now.reason())
              .with(facts(config, key)),
          "%s: %s -> %s: %s".formatted(key, before.state(), now.state(), now.reason()));
      return;
    }
    for (int i = 0; i < now.checks().size(); i++) {
      Heard was = before.checks().get(i);
      Heard is = now.checks().get(i);
      if (was.state() != is.state()) {
        String sentence =
            "check %s: %s -> %s, the server stays %s: %s"
                .formatted(is.word(), was.state(), is.state(), now.state(), is.reason());
        tell(Event.of(Event.Kind.CHECK, target(key), sentence), key + ": " + sentence);
      }
    }
  }

  private void tell(Event event, String line) {
    log.tell(line);
    events.tell(event);
  }

  private static Target target(ServerKey key) {
    return Target.server(key.service(), key.server());
  }

  /** None of a server that is configured no more. */
  private static SortedMap<String, String> facts(DirectorConfig config, ServerKey key) {
    ServiceConfig service = config.services().get(key.service());
    RealServerConfig server = service == null ? null : service.realServers().get(key.server());
    if (service == null || server == null) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("address", server.addressText());
    facts.put(
        "virtual",
        service.virtual().ids().stream()
            .map(VirtualService.Id::toString)
            .collect(Collectors.joining(", ")));
    return facts;
  }
}
