// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.util.ArrayList;
import java.util.List;

/**
 * A virtual router as either daemon is configured with it.
 *
 * @param addresses with their prefix lengths, in the order in which they are advertised
 * @param more further lines, in the words of the daemon that is to read them
 */
public record Instance(
    String name,
    String interfaceName,
    int virtualRouterId,
    VirtualRouter election,
    List<String> addresses,
    List<String> more) {
  public Instance {
    addresses = List.copyOf(addresses);
    more = List.copyOf(more);
  }

  /** The lab's usual one: VRID 51 on {@code eth0}, with {@link PhotoSite#VIP}. */
  public static Instance photos(VirtualRouter election) {
    return new Instance(
        "photos",
        "eth0",
        VirtualRouter.ID,
        election,
        List.of(PhotoSite.VIP + PhotoSite.PREFIX_LENGTH),
        List.of());
  }

  /** The same with further lines. */
  public Instance with(String... lines) {
    List<String> all = new ArrayList<>(more);
    all.addAll(List.of(lines));
    return new Instance(name, interfaceName, virtualRouterId, election, addresses, all);
  }

  /** The same with these addresses instead. */
  public Instance holding(String... others) {
    return new Instance(name, interfaceName, virtualRouterId, election, List.of(others), more);
  }

  /** The same by another name, with another VRID. */
  public Instance named(String other, int otherId) {
    return new Instance(other, interfaceName, otherId, election, addresses, more);
  }

  /** The same with another priority. */
  public Instance ranked(int priority) {
    VirtualRouter other = new VirtualRouter(election.version(), priority, election.interval());
    return new Instance(name, interfaceName, virtualRouterId, other, addresses, more);
  }

  /** Whether it is a virtual router of IPv6. */
  public boolean isIpv6() {
    return addresses.get(0).contains(":");
  }

  /** A section of {@code director.conf}. */
  String directord() {
    return """

        vrrp.instances.%s {
          interface = %s
          virtual-router-id = %d
          version = %d
          priority = %d
          advertisement-interval = %dms
          virtual-addresses = ["%s"]
        %s}
        """
        .formatted(
            name,
            interfaceName,
            virtualRouterId,
            election.version(),
            election.priority(),
            election.interval().toMillis(),
            String.join("\", \"", addresses),
            lines());
  }

  /** A block of {@code keepalived.conf}. */
  String keepalived() {
    return """
        vrrp_instance %s {
          version %d
          state BACKUP
          interface %s
          virtual_router_id %d
          priority %d
          advert_int %s
          virtual_ipaddress {
            %s
          }
        %s}
        """
        .formatted(
            name,
            election.version(),
            interfaceName,
            virtualRouterId,
            election.priority(),
            seconds(),
            String.join("\n    ", addresses),
            lines());
  }

  /** Without a fraction where there is none: version 2 takes none. */
  private String seconds() {
    long millis = election.interval().toMillis();
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }

  private String lines() {
    StringBuilder lines = new StringBuilder();
    more.forEach(line -> lines.append("  ").append(line).append('\n'));
    return lines.toString();
  }
}
