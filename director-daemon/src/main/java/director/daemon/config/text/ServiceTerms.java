// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.ForwardingConfig;
import director.daemon.config.NamedServersConfig;
import director.daemon.config.OwnChecks;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.config.Virtual;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.Persistence;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.ipvs.table.VirtualService.FirewallMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Virtual services and their real servers. */
public final class ServiceTerms {
  private static final String SERVERS = "real-servers";

  private ServiceTerms() {}

  static Term.Keyed whole(ServiceConfig service) {
    Keys keys = new Keys();
    of(service).terms().forEach(keys::put);
    Map<String, Term> servers = new TreeMap<>();
    service.realServers().forEach((name, server) -> servers.put(name, server(server)));
    service.namedServers().forEach((name, named) -> servers.put(name, named(named)));
    return keys.put(SERVERS, new Term.Keyed(servers)).done();
  }

  /** What stands below {@code services.NAME}, without its servers. */
  public static Term.Keyed of(ServiceConfig service) {
    Keys keys = new Keys();
    virtual(keys, service);
    keys.word("scheduler", service.scheduler().kernelName());
    flags(keys, service.schedulerFlags());
    keys.put("forwarding", forwarding(service.forwarding()));
    service
        .persistence()
        .ifPresent(persistence -> keys.put("persistence", persistence(persistence, service)));
    keys.flag("one-packet", service.onePacket())
        .put(
            "quorum",
            new Keys()
                .number("weight", service.quorum().weight())
                .number("hysteresis", service.quorum().hysteresis()));
    service
        .sorryServer()
        .ifPresent(sorry -> keys.put("sorry-server", addressed(sorry, new Keys()).done()));
    keys.share("floor", service.floor())
        .time("slow-start", service.slowStart())
        .time("drain-timeout", service.drainTimeout());
    ActionTerms.reactions(keys, service.reactions());
    CheckTerms.checks(keys, service.checks());
    return keys.done();
  }

  /** What stands below {@code real-servers.NAME}, of one with an address. */
  public static Term.Keyed server(RealServerConfig server) {
    return rest(addressed(server, new Keys()), server);
  }

  /** ... and of one with a DNS name. */
  public static Term.Keyed named(NamedServersConfig named) {
    Keys keys = new Keys().text("host-name", named.hostName());
    return rest(weighed(named.each(), keys), named.each());
  }

  private static Keys addressed(RealServerConfig server, Keys keys) {
    return weighed(server, keys.address("address", server.address()));
  }

  private static Keys weighed(RealServerConfig server, Keys keys) {
    keys.number("weight", server.weight()).number("port", server.port());
    server.forwarding().ifPresent(own -> keys.put("forwarding", forwarding(own)));
    return keys;
  }

  private static Term.Keyed rest(Keys keys, RealServerConfig server) {
    keys.number("upper-threshold", server.upperThreshold())
        .number("lower-threshold", server.lowerThreshold());
    server.ownChecks().map(OwnChecks::checks).ifPresent(own -> CheckTerms.checks(keys, own));
    return keys.done();
  }

  private static void virtual(Keys keys, ServiceConfig service) {
    Virtual virtual = service.virtual();
    if (virtual.ids().first() instanceof FirewallMark mark) {
      keys.number("fwmark", mark.mark()).word("family", mark.family());
      return;
    }
    List<String> ranges = List.of(virtual.text().split(", ", -1));
    if (ranges.size() == 1) {
      keys.text("virtual", ranges.get(0));
    } else {
      keys.texts("virtual", ranges);
    }
    keys.word("protocol", service.protocol());
  }

  private static void flags(Keys keys, int flags) {
    List<Term> words = new ArrayList<>();
    if ((flags & VirtualService.SCHEDULER_2) != 0) {
      words.add(Keys.plain("port"));
    }
    if ((flags & VirtualService.SCHEDULER_1) != 0) {
      words.add(Keys.plain("fallback"));
    }
    if (!words.isEmpty()) {
      keys.put("scheduler-flags", new Term.Several(words));
    }
  }

  private static Term forwarding(ForwardingConfig forwarding) {
    if (forwarding.method() != ForwardingMethod.TUNNEL) {
      return Keys.plain(Keys.word(forwarding.method()));
    }
    Tunnel tunnel = forwarding.tunnel();
    Keys keys = new Keys().word("method", forwarding.method()).word("type", tunnel.type());
    if (tunnel.port() != 0) {
      keys.number("port", tunnel.port());
    }
    return keys.word("checksum", tunnel.checksum()).done();
  }

  private static Keys persistence(Persistence persistence, ServiceConfig service) {
    Keys keys =
        new Keys()
            .time("timeout", persistence.timeout())
            .text("granularity", persistence.granularity(service.virtual().family()));
    return persistence.engine().isEmpty() ? keys : keys.word("engine", persistence.engine());
  }
}
