// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.config.VrrpInstanceConfig;
import director.daemon.control.DirectorVersion;
import director.daemon.control.StatusReport.Server;
import director.daemon.peer.Snapshot;
import director.daemon.peer.packet.Account;
import director.daemon.plan.Allotment;
import director.daemon.plan.Allotment.Cause;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.Instruction.Verb;
import director.daemon.plan.ServerKey;
import director.healthcheck.state.HealthState;
import director.vrrp.InstanceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What other directors are told of this one. One pass over all servers, which of most takes a look:
 * it is done on the loop, each second.
 */
final class OwnSnapshot {
  private final DirectorConfig config;
  private final Map<String, Decision> decisions;
  private final Map<ServerKey, Instruction> instructions;
  private final Set<ServerKey> interests;
  private final Map<String, Tally> tallies = new HashMap<>();
  private final List<Account.Server> servers = new ArrayList<>();

  /** They come in the order of their services, so that each is looked up once. */
  private String service = "";

  private @Nullable Decision decision;
  private Tally tally = new Tally();

  private static final class Tally {
    private int healthy;
    private int total;
    private boolean listed = true;
  }

  private OwnSnapshot(
      DirectorConfig config,
      Map<String, Decision> decisions,
      Map<ServerKey, Instruction> instructions,
      Set<ServerKey> interests) {
    this.config = config;
    this.decisions = decisions;
    this.instructions = instructions;
    this.interests = interests;
  }

  /**
   * Takes what is so at one moment.
   *
   * @param decisions about services, by name
   * @param interests servers that are not well elsewhere
   */
  static Snapshot of(
      Instant started,
      DirectorConfig config,
      SortedMap<ServerKey, Belief> beliefs,
      Map<String, Decision> decisions,
      Map<ServerKey, Instruction> instructions,
      ElectorView elector,
      Set<ServerKey> interests) {
    OwnSnapshot own = new OwnSnapshot(config, decisions, instructions, interests);
    beliefs.forEach(own::count);
    return new Snapshot(
        DirectorVersion.current(),
        started,
        config,
        own.instances(elector),
        own.services(),
        own.servers,
        config.instances().size() <= Account.MOST_INSTANCES
            && config.services().size() <= Account.MOST_SERVICES);
  }

  private void count(ServerKey key, Belief belief) {
    if (!key.service().equals(service)) {
      service = key.service();
      decision = decisions.get(service);
      tally = new Tally();
      tallies.put(service, tally);
    }
    Allotment allotment = decision == null ? null : decision.servers().get(key.server());
    if (allotment == null) {
      return;
    }
    boolean up = belief.state() == HealthState.UP && !isOut(allotment.cause());
    tally.total++;
    tally.healthy += up ? 1 : 0;
    Instruction order = instructions.get(key);
    if (!up || order != null || interests.contains(key)) {
      list(key, belief, allotment, order);
    }
  }

  private static boolean isOut(Cause cause) {
    return switch (cause) {
      case DISABLED, DRAINED, QUIESCED, DRAINING -> true;
      default -> false;
    };
  }

  private void list(
      ServerKey key, Belief belief, Allotment allotment, @Nullable Instruction order) {
    ServiceConfig configured = config.services().get(key.service());
    RealServerConfig server =
        configured == null ? null : configured.realServers().get(key.server());
    if (configured == null || server == null) {
      return;
    }
    if (servers.size() >= Account.MOST_SERVERS) {
      tally.listed = false;
      return;
    }
    Server told =
        new ServerReport(configured, server, belief, allotment, order, List.of())
            .of(Optional.empty());
    servers.add(
        new Account.Server(
            key.service(),
            key.server(),
            told.state().name(),
            Instant.ofEpochMilli(told.since().toEpochMilli()),
            told.reason(),
            order == null ? "" : words(order)));
  }

  /** "weight 5 by uid 0: new disk". */
  private static String words(Instruction order) {
    String verb = order.verb().name().toLowerCase(Locale.ROOT);
    String what = order.verb() == Verb.WEIGHT ? verb + " " + order.weight() : verb;
    String reason = order.reason().isBlank() ? "" : ": " + order.reason();
    return what + " by " + order.who() + reason;
  }

  private List<Account.Service> services() {
    List<Account.Service> services = new ArrayList<>();
    config.services().keySet().stream()
        .limit(Account.MOST_SERVICES)
        .forEach(
            name -> {
              Tally tally = tallies.getOrDefault(name, new Tally());
              services.add(new Account.Service(name, tally.healthy, tally.total, tally.listed, 0));
            });
    return services;
  }

  private List<Account.Instance> instances(ElectorView elector) {
    Map<String, InstanceStatus> standing = new HashMap<>();
    elector.instances().forEach(instance -> standing.put(instance.name(), instance));
    return config.instances().values().stream()
        .limit(Account.MOST_INSTANCES)
        .map(wanted -> instance(wanted, standing.get(wanted.name()), elector.connected()))
        .toList();
  }

  private static Account.Instance instance(
      VrrpInstanceConfig wanted, @Nullable InstanceStatus is, boolean connected) {
    return is == null
        ? new Account.Instance(wanted.name(), "UNKNOWN", wanted.priority(), "", 0)
        : new Account.Instance(
            wanted.name(),
            connected ? is.state().name() : "UNKNOWN",
            is.priority(),
            is.withheld(),
            0);
  }
}
