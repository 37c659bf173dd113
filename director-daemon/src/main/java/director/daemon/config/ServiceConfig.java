// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import director.daemon.config.CheckConfig.OnFailure;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A virtual service of IPVS: connections to one endpoint, or several, spread over real servers.
 *
 * @param name the operator's word for it
 * @param virtual where clients connect to; no two services have one in common
 * @param protocol of the endpoints; TCP for a firewall mark, where it has no meaning
 * @param schedulerFlags SCHEDULER_1 and its neighbours of {@link VirtualService}
 * @param forwarding of real servers that have none of their own
 * @param persistence empty without
 * @param onePacket each packet is scheduled by itself; UDP only
 * @param quorum below which the sorry server takes over
 * @param sorryServer who answers when the quorum is lost
 * @param floor health never takes the healthy share of the configured weight below, 0..1; 0 is off
 * @param slowStart in which the weight of a server that recovered rises; zero for at once
 * @param drainTimeout how long a server that is drained keeps its connections
 * @param checks of the real servers that have none of their own; empty when {@code check = none}
 *     was written, and they are then taken for healthy always
 * @param reactions when something is done about it or its servers
 * @param realServers by name, with at least one weight above 0 among these and the next
 * @param namedServers those known by a DNS name, by the operator's name
 */
public record ServiceConfig(
    String name,
    Virtual virtual,
    Protocol protocol,
    Scheduler scheduler,
    int schedulerFlags,
    ForwardingConfig forwarding,
    Optional<Persistence> persistence,
    boolean onePacket,
    QuorumConfig quorum,
    Optional<RealServerConfig> sorryServer,
    double floor,
    Duration slowStart,
    Duration drainTimeout,
    Optional<ChecksConfig> checks,
    ReactionConfig reactions,
    SortedMap<String, RealServerConfig> realServers,
    SortedMap<String, NamedServersConfig> namedServers) {

  /** How a real server is chosen for a new connection: the modules {@code ip_vs_*} of Linux. */
  public enum Scheduler {
    RR,
    WRR,
    LC,
    WLC,
    LBLC,
    LBLCR,
    DH,
    SH,
    SED,
    NQ,
    FO,
    OVF,
    MH,
    TWOS;

    /** The value of {@code IPVS_SVC_ATTR_SCHED_NAME}, and the word in the configuration. */
    public String kernelName() {
      return Kind.wordFor(this);
    }

    /** Whether an address decides, and what is known of it changes with each weight. */
    boolean hashes() {
      return switch (this) {
        case SH, MH, DH, LBLC, LBLCR -> true;
        default -> false;
      };
    }

    /** Whether a weight above 0 is as good as any other. */
    boolean ignoresWeights() {
      return switch (this) {
        case RR, LC, DH -> true;
        default -> false;
      };
    }
  }

  private static final double DEFAULT_FLOOR = 0.5;
  private static final Duration DEFAULT_DRAIN = Duration.ofMinutes(5);
  private static final Kind<Duration> DRAIN =
      Durations.between(Duration.ofSeconds(1), Duration.ofDays(1));
  private static final Kind<Duration> SLOW_START =
      Durations.between(Duration.ZERO, Duration.ofHours(1));

  public ServiceConfig {
    realServers = Collections.unmodifiableSortedMap(new TreeMap<>(realServers));
    namedServers = Collections.unmodifiableSortedMap(new TreeMap<>(namedServers));
  }

  static ServiceConfig from(String name, Section section) {
    Protocol protocol = section.optional("protocol", Kind.word(Protocol.class), Protocol.TCP);
    Virtual virtual = VirtualForm.read(section, protocol);
    Scheduler scheduler = section.optional("scheduler", Kind.word(Scheduler.class), Scheduler.WRR);
    Optional<Persistence> persistence = PersistenceForm.read(section, virtual, protocol);
    Optional<ChecksConfig> checks = ChecksForm.read(section);
    ServerForm.All servers =
        ServerForm.read(section, checks.map(ChecksConfig::onFailure).orElse(OnFailure.REMOVE));
    if (!servers.haveTheirOwnChecks()) {
      ChecksForm.require(section);
    }
    return new ServiceConfig(
        name,
        virtual,
        protocol,
        scheduler,
        SchedulerFlag.read(section, scheduler),
        ForwardingForm.read(section, ForwardingConfig.DIRECT_ROUTING),
        persistence,
        section.optional("one-packet", Kind.flag(), false),
        QuorumConfig.from(section),
        section.sectionIfAny("sorry-server").map(ServerForm::sorry),
        section.optional("floor", Kind.share(), DEFAULT_FLOOR),
        slowStart(section, scheduler),
        section.optional("drain-timeout", DRAIN, DEFAULT_DRAIN),
        checks,
        ReactionForm.read(section),
        servers.realServers(),
        servers.namedServers());
  }

  private static Duration slowStart(Section section, Scheduler scheduler) {
    Duration slowStart = section.optional("slow-start", SLOW_START, Duration.ZERO);
    if (slowStart.isZero() || !scheduler.hashes()) {
      return slowStart;
    }
    section.warn(
        "slow-start",
        "is not done with scheduler = %s: each step would send clients to other servers"
            .formatted(scheduler.kernelName()));
    return Duration.ZERO;
  }

  /** The same with other real servers. */
  public ServiceConfig with(SortedMap<String, RealServerConfig> servers) {
    return new ServiceConfig(
        name,
        virtual,
        protocol,
        scheduler,
        schedulerFlags,
        forwarding,
        persistence,
        onePacket,
        quorum,
        sorryServer,
        floor,
        slowStart,
        drainTimeout,
        checks,
        reactions,
        servers,
        namedServers);
  }

  /** How {@code server} is checked; empty if it is not. */
  public Optional<ChecksConfig> checks(RealServerConfig server) {
    return server.ownChecks().map(OwnChecks::checks).orElse(checks);
  }

  /** How packets reach {@code server}. */
  public ForwardingConfig forwarding(RealServerConfig server) {
    return server.forwarding().orElse(forwarding);
  }

  /** All of {@code real-servers}: those with an address, and those with a name. */
  Stream<RealServerConfig> everyServer() {
    return Stream.concat(
        realServers.values().stream(),
        namedServers.values().stream().map(NamedServersConfig::each));
  }

  /** Whether there is no port of the service that could be translated: a mark, or all ports. */
  boolean keepsPorts() {
    return virtual.ids().stream()
        .allMatch(id -> !(id instanceof VirtualService.Endpoint one) || one.port() == 0);
  }

  /** The path of the key that says what clients connect to. */
  String virtualKey() {
    return key(virtual.isMark() ? "fwmark" : "virtual");
  }

  /** The path of one of its keys. */
  String key(String key) {
    return ConfigUtil.joinPath("services", name) + "." + key;
  }

  /** The path of one of its real servers. */
  String key(RealServerConfig server) {
    return key("real-servers") + "." + ConfigUtil.joinPath(server.name());
  }

  /** The path of a key of one of its real servers. */
  String key(RealServerConfig server, String key) {
    return key(server) + "." + key;
  }
}
