// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.daemon.config.ControlConfig;
import director.daemon.config.DirectorConfig;
import director.daemon.config.IpvsConfig;
import director.daemon.config.ResolverConfig;
import director.daemon.config.SyncConfig;
import director.daemon.config.VrrpConfig;
import director.healthcheck.CheckerSettings;
import java.time.Duration;

/** A whole configuration, in the words of its file. */
public final class ConfigTerms {
  private ConfigTerms() {}

  /** Section by section, as the reference configuration has them. */
  public static Term.Keyed of(DirectorConfig config) {
    Keys keys =
        new Keys()
            .put("director", new Keys().text("name", config.name()))
            .put("vrrp", vrrp(config))
            .named("services", config.services(), ServiceTerms::whole)
            .put("ipvs", ipvs(config.ipvs()))
            .put("checks", checker(config.checker()))
            .put("resolver", resolver(config.resolver()))
            .named("actions", config.actions(), ActionTerms::of);
    config.peer().ifPresent(peer -> keys.put("peer", PeerTerms.of(peer)));
    outside(config, keys);
    return keys.put("track", TrackTerms.of(config.tracked())).done();
  }

  /** What is nobody's of virtual routers, services, actions and tracked things: by its sections. */
  public static Term.Keyed rest(DirectorConfig config) {
    Keys keys =
        new Keys()
            .put("director", new Keys().text("name", config.name()))
            .put("vrrp", general(config.vrrp()))
            .put("checks", checker(config.checker()))
            .put("resolver", resolver(config.resolver()));
    config.peer().ifPresent(peer -> keys.put("peer", PeerTerms.of(peer)));
    outside(config, keys);
    return keys.done();
  }

  /** Whom it tells, and who may tell it. */
  private static void outside(DirectorConfig config, Keys keys) {
    keys.put("notify", NotifyTerms.of(config.notifying()));
    if (!config.control().equals(ControlConfig.DEFAULT)) {
      keys.put("control", ControlTerms.of(config.control()));
    }
  }

  private static Keys vrrp(DirectorConfig config) {
    Keys vrrp = new Keys();
    general(config.vrrp()).done().terms().forEach(vrrp::put);
    return vrrp.named("sync-groups", config.vrrp().groups(), VipTerms::group)
        .named("instances", config.instances(), VipTerms::of);
  }

  private static Keys general(VrrpConfig vrrp) {
    return new Keys()
        .time("start-delay", vrrp.startDelay())
        .put(
            "static",
            new Keys()
                .several("addresses", vrrp.addresses(), HoldingTerms::address)
                .several("routes", vrrp.routes(), HoldingTerms::route)
                .several("rules", vrrp.rules(), HoldingTerms::rule));
  }

  /** Section {@code ipvs}. */
  public static Term.Keyed ipvs(IpvsConfig ipvs) {
    Keys sysctl = new Keys().flag("apply", ipvs.sysctl().apply());
    ipvs.sysctl().values().forEach(sysctl::text);
    Keys section =
        new Keys()
            .time("reconcile-interval", ipvs.reconcileInterval())
            .put(
                "timeouts",
                timeout(
                    timeout(
                        timeout(new Keys(), "tcp", ipvs.timeouts().tcp()),
                        "tcp-fin",
                        ipvs.timeouts().tcpFin()),
                    "udp",
                    ipvs.timeouts().udp()));
    ipvs.sync().ifPresent(sync -> section.put("sync", sync(sync)));
    return section.put("sysctl", sysctl).done();
  }

  /** Zero is what nothing was said about, and cannot be said. */
  private static Keys timeout(Keys keys, String key, Duration value) {
    return value.isZero() ? keys : keys.time(key, value);
  }

  private static Keys sync(SyncConfig sync) {
    return new Keys()
        .text("interface", sync.networkInterface())
        .number("id", sync.id())
        .address("group", sync.group())
        .number("port", sync.port())
        .number("ttl", sync.ttl())
        .number("max-length", sync.maxLength())
        .text("follow", sync.follow().orElse("always"));
  }

  private static Keys checker(CheckerSettings checker) {
    return new Keys()
        .number("max-in-flight", checker.maxInFlight())
        .share("mass-failure", checker.massFailure());
  }

  private static Keys resolver(ResolverConfig resolver) {
    return new Keys()
        .time("interval", resolver.interval())
        .share("max-change", resolver.maxChange());
  }
}
