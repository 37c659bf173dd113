// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

/**
 * Real servers that are known by a DNS name: one for each address it has.
 *
 * @param hostName what is resolved
 * @param each what holds for each of them; its address is of no meaning
 */
public record NamedServersConfig(String hostName, RealServerConfig each) {
  /** What the operator calls them. */
  public String name() {
    return each.name();
  }
}
