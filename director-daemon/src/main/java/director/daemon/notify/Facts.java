// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.config.VrrpInstanceConfig;
import director.daemon.event.Event;
import director.daemon.event.Target;
import director.ipvs.table.VirtualService;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What keepalived tells of a target beside its state, from the configuration. */
final class Facts {
  private Facts() {}

  /** The event with what it does not say itself. */
  static Event added(Event event, DirectorConfig config) {
    SortedMap<String, String> facts = new TreeMap<>(of(event.target(), config));
    facts.putAll(event.facts());
    return event.with(facts);
  }

  private static Map<String, String> of(Target target, DirectorConfig config) {
    return switch (target.kind()) {
      case VIP -> instance(config.instances().get(target.name()));
      case SERVICE -> service(config.services().get(target.name()));
      case SERVER -> server(target, config);
      case NODE, ELECTOR, CONFIG, IPVS, GROUP, TRACK, PEER -> Map.of();
    };
  }

  private static Map<String, String> instance(@Nullable VrrpInstanceConfig instance) {
    return instance == null
        ? Map.of()
        : Map.of("configured-priority", String.valueOf(instance.priority()));
  }

  private static Map<String, String> service(@Nullable ServiceConfig service) {
    return service == null
        ? Map.of()
        : Map.of(
            "virtual",
            service.virtual().ids().stream()
                .map(VirtualService.Id::toString)
                .collect(Collectors.joining(", ")));
  }

  /** Where it answers at several ports its own is 0. */
  private static Map<String, String> server(Target target, DirectorConfig config) {
    String[] names = target.name().split("/", 2);
    ServiceConfig service = config.services().get(names[0]);
    RealServerConfig server =
        service == null || names.length < 2 ? null : service.realServers().get(names[1]);
    if (service == null || server == null) {
      return Map.of();
    }
    SortedMap<String, String> facts = new TreeMap<>(service(service));
    int port = server.port().orElse(service.virtual().port().orElse(0));
    facts.put("address", server.addressText());
    facts.put("port", String.valueOf(port));
    facts.put("protocol", service.protocol().name().toLowerCase(Locale.ROOT));
    return facts;
  }
}
