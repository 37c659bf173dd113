// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.Configs;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.Instruction.Verb;
import director.healthcheck.state.Advice;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What happens to the servers of one service, and what is decided about them. */
final class Story {
  private ServiceConfig service;
  private ServiceState state;
  private final Map<String, HealthState> health = new TreeMap<>();
  private final Map<String, Instruction> instructions = new TreeMap<>();
  private final Map<String, Advised> advised = new TreeMap<>();
  private final Map<String, Long> connections = new TreeMap<>();
  private Duration now = Duration.ofSeconds(1000);

  Story(ServiceConfig service, IpvsTable kernel) {
    this.service = service;
    this.state = ServiceState.initial(service, kernel);
    InitialHealth.of(service, kernel).forEach((key, told) -> health.put(key.server(), told));
  }

  /** The kernel has nothing yet. {@code settings} are keys of the service. */
  static Story of(String settings, String servers) {
    return new Story(service(settings, servers), IpvsTable.EMPTY);
  }

  /** {@code servers} are names with weights: "r1=1 r2=3". */
  static ServiceConfig service(String settings, String servers) {
    StringBuilder text = new StringBuilder("services.photos {\n");
    boolean elsewhere = settings.contains("virtual") || settings.contains("fwmark");
    text.append(elsewhere ? "" : "virtual = \"203.0.113.10:443\"\n");
    text.append(settings.contains("check") ? "" : "check {}\n").append(settings).append('\n');
    int host = 11;
    for (String server : servers.split(" ")) {
      String[] words = server.split("=");
      text.append(
          "real-servers.%s { address = \"10.0.0.%d\", weight = %s }\n"
              .formatted(words[0], host++, words[1]));
    }
    return Configs.services(text.append("}\n").toString()).iterator().next();
  }

  Story up(String... servers) {
    return are(HealthState.UP, servers);
  }

  Story down(String... servers) {
    return are(HealthState.DOWN, servers);
  }

  Story are(HealthState state, String... servers) {
    for (String server : servers) {
      health.put(server, state);
    }
    return this;
  }

  Story ask(Verb verb, String... servers) {
    return ask(verb, 0, Optional.empty(), servers);
  }

  Story weigh(String server, int weight) {
    return ask(Verb.WEIGHT, weight, Optional.empty(), server);
  }

  /** Until {@code time} from now. */
  Story drain(String server, Duration time) {
    return ask(Verb.DRAIN, 0, Optional.of(now.plus(time)), server);
  }

  private Story ask(Verb verb, int weight, Optional<Duration> until, String... servers) {
    for (String server : servers) {
      instructions.put(
          server,
          new Instruction(verb, weight, now, until, "uid 1000", "new kernel", Instant.EPOCH));
    }
    return this;
  }

  Story enable(String... servers) {
    for (String server : servers) {
      instructions.remove(server);
    }
    return this;
  }

  /** What the only check of a server says about its weight. */
  Story advised(String server, String by, Advice advice) {
    advised.put(server, new Advised(by, List.of(advice)));
    return this;
  }

  Story connections(String server, long count) {
    connections.put(server, count);
    return this;
  }

  /** Nobody counts connections any more. */
  Story uncounted() {
    connections.clear();
    return this;
  }

  Story after(Duration time) {
    now = now.plus(time);
    return this;
  }

  Story seconds(long seconds) {
    return after(Duration.ofSeconds(seconds));
  }

  /** A reload. */
  Story now(ServiceConfig next) {
    service = next;
    return this;
  }

  Duration time() {
    return now;
  }

  ServiceConfig service() {
    return service;
  }

  ServiceState state() {
    return state;
  }

  Map<String, HealthState> health() {
    return health;
  }

  Map<String, Instruction> instructions() {
    return instructions;
  }

  Decision decide() {
    Decision decision =
        Allotments.decide(service, state, health, instructions, advised, connections, now);
    state = decision.after();
    return decision;
  }

  IpvsTable table(Decision decision) {
    return ServicePlan.desired(List.of(service), Map.of(service.name(), decision));
  }

  /** "r1=1 HEALTHY, r2=- FAILED". */
  static String servers(Decision decision) {
    return decision.servers().entrySet().stream()
        .map(it -> it.getKey() + "=" + weight(it.getValue()) + " " + it.getValue().cause())
        .collect(Collectors.joining(", "));
  }

  private static String weight(Allotment allotment) {
    return allotment.weight().isPresent() ? "" + allotment.weight().getAsInt() : "-";
  }
}
