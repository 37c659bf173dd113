// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigUtil;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A virtual service of IPVS: connections to one endpoint, spread over real servers.
 *
 * @param name the operator's word for it
 * @param virtual where clients connect to; unique together with {@code protocol}
 * @param check how real servers are checked; empty when {@code check = none} was written, and they
 *     are then taken for healthy always
 * @param realServers at least one, by name, all of the family of {@code virtual}, with at least one
 *     weight above 0
 */
public record ServiceConfig(
    String name,
    Endpoint virtual,
    Protocol protocol,
    Scheduler scheduler,
    Forwarding forwarding,
    Optional<CheckConfig> check,
    SortedMap<String, RealServerConfig> realServers) {

  /** What IPVS is to look for in the packets. */
  public enum Protocol {
    TCP,
    UDP
  }

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

  /** How packets reach the real server. */
  public enum Forwarding {
    /** To its link-layer address, with the packet left as it is: {@code IP_VS_CONN_F_DROUTE}. */
    DIRECT_ROUTING
  }

  private static final Kind<Forwarding> FORWARDING =
      Kind.word(Forwarding.class, "direct-routing, the only forwarding method there is yet");
  private static final String CHECK =
      "a section in braces, or the word none to use the real servers unchecked";

  public ServiceConfig {
    realServers = Collections.unmodifiableSortedMap(new TreeMap<>(realServers));
  }

  static ServiceConfig from(String name, Section section) {
    boolean marked =
        section.refuses(
            "fwmark", "is not supported yet: a service needs virtual = \"ADDRESS:PORT\"");
    Endpoint virtual =
        marked
            ? section.unread("virtual", Endpoint.STAND_IN)
            : section.required("virtual", Endpoint.kind(), Endpoint.STAND_IN);
    return new ServiceConfig(
        name,
        virtual,
        section.optional("protocol", Kind.word(Protocol.class), Protocol.TCP),
        section.optional("scheduler", Kind.word(Scheduler.class), Scheduler.WRR),
        section.optional("forwarding", FORWARDING, Forwarding.DIRECT_ROUTING),
        section
            .sectionOr("none", "check", CHECK)
            .map(check -> CheckConfig.from(check, virtual.port())),
        section.named("real-servers", RealServerConfig::from));
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
