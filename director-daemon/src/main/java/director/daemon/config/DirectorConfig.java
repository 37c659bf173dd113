// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the operator wants, complete and consistent: whatever holds one of these may rely on every
 * range and rule in {@code docs/configuration.md}.
 *
 * @param name of this director, in status and log; {@code director.name}
 * @param instances the virtual routers, by name; {@code vrrp.instances}
 * @param services the virtual services, by name; {@code services}
 */
public record DirectorConfig(
    String name,
    SortedMap<String, VrrpInstanceConfig> instances,
    SortedMap<String, ServiceConfig> services) {

  public DirectorConfig {
    instances = Collections.unmodifiableSortedMap(new TreeMap<>(instances));
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  /** The host name, up to its first dot, is the default of {@code director.name}. */
  static DirectorConfig from(Section top, String hostName) {
    return new DirectorConfig(
        name(top.section("director"), hostName.split("\\.", 2)[0]),
        top.section("vrrp").named("instances", VrrpInstanceConfig::from),
        top.named("services", ServiceConfig::from));
  }

  private static String name(Section director, String hostLabel) {
    Kind<String> kind = Kind.text(Section.NAME_WORDS, Section.NAME);
    return Section.NAME.matcher(hostLabel).matches()
        ? director.optional("name", kind, hostLabel)
        : director.required("name", kind, hostLabel);
  }
}
