// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.plan.ServerKey;
import director.daemon.supervision.Sentences;
import director.healthcheck.state.HealthState;
import java.util.List;
import java.util.SortedMap;

/** How all stands, in the one line that {@code systemctl status} has for it. */
final class StandingSentence {
  private StandingSentence() {}

  static String of(
      DirectorConfig config,
      ElectorView elector,
      SortedMap<ServerKey, HealthState> servers,
      List<String> problems) {
    if (!elector.connected()) {
      return told("no elector: " + elector.reason(), servers, problems);
    }
    if (config.instances().isEmpty() && config.services().isEmpty()) {
      return problems.isEmpty()
          ? "nothing to do: neither virtual routers nor services are configured"
          : told("nothing to do", servers, problems);
    }
    return told(Sentences.elections(elector.instances()), servers, problems);
  }

  private static String told(
      String elections, SortedMap<ServerKey, HealthState> servers, List<String> problems) {
    long up = servers.values().stream().filter(HealthState.UP::equals).count();
    return Sentences.director(elections, up, servers.size(), problems);
  }
}
