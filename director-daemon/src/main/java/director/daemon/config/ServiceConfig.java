// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import director.ipvs.table.Persistence;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param check how real servers are checked; empty when {@code check = none} was written, and they
 *     are then taken for healthy always
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
    Optional<CheckConfig> check,
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
  }

  private static final String CHECK =
      "a section in braces, or the word none to use the real servers unchecked";

  public ServiceConfig {
    realServers = Collections.unmodifiableSortedMap(new TreeMap<>(realServers));
    namedServers = Collections.unmodifiableSortedMap(new TreeMap<>(namedServers));
  }

  static ServiceConfig from(String name, Section section) {
    boolean marked =
        section.refuses(
            "fwmark", "is not supported yet: a service needs virtual = \"ADDRESS:PORT\"");
    Endpoint endpoint =
        marked
            ? section.unread("virtual", Endpoint.STAND_IN)
            : section.required("virtual", Endpoint.kind(), Endpoint.STAND_IN);
    Protocol protocol = section.optional("protocol", Kind.word(Protocol.class), Protocol.TCP);
    return new ServiceConfig(
        name,
        Virtual.of(protocol, endpoint),
        protocol,
        section.optional("scheduler", Kind.word(Scheduler.class), Scheduler.WRR),
        0,
        ForwardingConfig.DIRECT_ROUTING,
        Optional.empty(),
        false,
        QuorumConfig.DEFAULT,
        Optional.empty(),
        0.5,
        Duration.ZERO,
        Duration.ofMinutes(5),
        section
            .sectionOr("none", "check", CHECK)
            .map(check -> CheckConfig.from(check, endpoint.port())),
        section.named("real-servers", RealServerConfig::from),
        Collections.emptySortedMap());
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
        check,
        servers,
        namedServers);
  }

  /** How packets reach {@code server}. */
  public ForwardingConfig forwarding(RealServerConfig server) {
    return server.forwarding().orElse(forwarding);
  }

  /** The path of one of its keys. */
  String key(String key) {
    return ConfigUtil.joinPath("services", name) + "." + key;
  }

  /** The path of a key of one of its real servers. */
  String key(RealServerConfig server, String key) {
    return key("real-servers") + "." + ConfigUtil.joinPath(server.name(), key);
  }
}
