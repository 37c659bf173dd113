// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.ServiceConfig;
import director.daemon.plan.Instruction.Verb;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A service and its fate, by chance. */
final class RandomStory {
  private final Random random;
  private final Story story;
  private final List<String> servers;

  /**
   * @param settings that are not left to chance
   */
  RandomStory(Random random, String settings) {
    this.random = random;
    this.story = new Story(service(random, settings), IpvsTable.EMPTY);
    this.servers = List.copyOf(story.service().realServers().keySet());
  }

  Story story() {
    return story;
  }

  private static ServiceConfig service(Random random, String settings) {
    StringBuilder text = new StringBuilder(settings).append('\n');
    StringBuilder servers = new StringBuilder();
    long total = 0;
    int count = 1 + random.nextInt(6);
    for (int server = 0; server < count; server++) {
      int weight = oneOf(random, 1, 1, 2, 5, 40, server == 0 ? 3 : 0);
      total += weight;
      servers.append(server == 0 ? "" : " ").append("r").append(server).append('=').append(weight);
    }
    long quorum = 1 + random.nextInt((int) total);
    long hysteresis = random.nextInt((int) Math.min(quorum, total - quorum + 1));
    text.append("quorum { weight = %d, hysteresis = %d }\n".formatted(quorum, hysteresis));
    text.append("floor = ").append(random.nextInt(5) * 0.25).append('\n');
    text.append(random.nextBoolean() ? "sorry-server.address = \"10.0.0.99\"\n" : "");
    text.append("check")
        .append(
            switch (random.nextInt(5)) {
              case 0 -> " = none\n";
              case 1, 2 -> " { port = 443, on-failure = quiesce }\n";
              default -> " { port = 443, on-failure = remove }\n";
            });
    text.append(
        switch (random.nextInt(4)) {
          case 0 -> "virtual = [\"203.0.113.10:443\", \"203.0.113.11:80\"]\n";
          case 1 -> "virtual = \"203.0.113.10:443\", forwarding = masquerade\n";
          case 2 -> "fwmark = 7\n";
          default -> "virtual = \"203.0.113.10:443\"\n";
        });
    return Story.service(text.toString(), servers.toString());
  }

  private static int oneOf(Random random, int... values) {
    return values[random.nextInt(values.length)];
  }

  /** A verdict, or some; and time passes, or none does. */
  void healthChanges() {
    HealthState state = HealthState.values()[random.nextInt(3)];
    servers.forEach(
        server -> {
          if (random.nextInt(3) == 0) {
            story.are(state, server);
          }
        });
    story.after(Duration.ofMillis(random.nextInt(2) * random.nextInt(9_000)));
  }

  void operatorActs() {
    String server = servers.get(random.nextInt(servers.size()));
    switch (random.nextInt(6)) {
      case 0 -> story.ask(Verb.DISABLE, server);
      case 1 -> story.ask(Verb.QUIESCE, server);
      case 2 -> story.drain(server, Duration.ofSeconds(random.nextInt(20)));
      case 3 -> story.weigh(server, random.nextInt(50));
      default -> story.enable(server);
    }
    story.connections(server, random.nextInt(3));
  }
}
