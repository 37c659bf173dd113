// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.healthcheck.CheckerSettings;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the operator wants, complete and consistent: whatever holds one of these may rely on every
 * range and rule in {@code docs/configuration.md}.
 *
 * @param name of this director, in status and log; {@code director.name}
 * @param instances the virtual routers, by name; {@code vrrp.instances}
 * @param services the virtual services, by name; {@code services}
 * @param vrrp what concerns several virtual routers; the rest of {@code vrrp}
 * @param tracked what virtual routers can track; {@code track}
 * @param ipvs what concerns IPVS as a whole; {@code ipvs}
 * @param resolver how DNS names are resolved; {@code resolver}
 * @param checker what holds for all checks; {@code checks}
 * @param actions what can be done about a server or service, by name; {@code actions}
 * @param peer with whom it compares itself, if with anybody; {@code peer}
 * @param notifying how scripts and named pipes are told of what happens; {@code notify}
 * @param control who may ask it, and give it orders; {@code control}
 * @param warnings what is allowed and probably not meant, ordered by file and line
 */
public record DirectorConfig(
    String name,
    SortedMap<String, VrrpInstanceConfig> instances,
    SortedMap<String, ServiceConfig> services,
    VrrpConfig vrrp,
    TrackedConfig tracked,
    IpvsConfig ipvs,
    ResolverConfig resolver,
    CheckerSettings checker,
    SortedMap<String, ActionConfig> actions,
    Optional<PeerConfig> peer,
    NotifyConfig notifying,
    ControlConfig control,
    List<ConfigProblem> warnings) {

  public DirectorConfig {
    instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    actions = Collections.unmodifiableSortedMap(new TreeMap<>(actions));
    warnings = List.copyOf(warnings);
  }

  /** The host name, up to its first dot, is the default of {@code director.name}. */
  static DirectorConfig from(Section top, String hostName) {
    String name = name(top.section("director"), hostName.split("\\.", 2)[0]);
    Section vrrp = top.section("vrrp");
    return new DirectorConfig(
        name,
        vrrp.named("instances", VrrpInstanceConfig::from),
        top.named("services", ServiceConfig::from),
        VrrpConfig.from(vrrp),
        TrackedConfig.from(top.section("track")),
        IpvsConfig.from(top.section("ipvs")),
        ResolverConfig.from(top.section("resolver")),
        CheckerForm.read(top.section("checks")),
        top.named("actions", ActionForm::read),
        top.sectionIfAny("peer").map(PeerForm::read),
        NotifyForm.read(top.section("notify")),
        ControlForm.read(top.section("control")),
        List.of());
  }

  /** Whether it wants anything of the kernel's IPVS. */
  public boolean needsIpvs() {
    return !services.isEmpty()
        || ipvs.sync().isPresent()
        || !ipvs.timeouts().equals(IpvsConfig.DEFAULT.timeouts())
        || !ipvs.sysctl().equals(SysctlConfig.DEFAULT);
  }

  /** The same with other warnings. */
  public DirectorConfig with(List<ConfigProblem> warned) {
    return new DirectorConfig(
        name, instances, services, vrrp, tracked, ipvs, resolver, checker, actions, peer, notifying,
        control, warned);
  }

  /** The same with other services. */
  public DirectorConfig withServices(SortedMap<String, ServiceConfig> others) {
    return new DirectorConfig(
        name, instances, others, vrrp, tracked, ipvs, resolver, checker, actions, peer, notifying,
        control, warnings);
  }

  private static String name(Section director, String hostLabel) {
    Kind<String> kind = Kind.text(Section.NAME_WORDS, Section.NAME);
    return Section.NAME.matcher(hostLabel).matches()
        ? director.optional("name", kind, hostLabel)
        : director.required("name", kind, hostLabel);
  }
}
