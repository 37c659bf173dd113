// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What clients connect to: an endpoint, several that share their real servers, or a firewall mark.
 *
 * @param text as written: {@code 203.0.113.10:443}, {@code 203.0.113.10-203.0.113.12:443}, {@code
 *     fwmark 7}
 * @param ids what the kernel knows each of them by; at least one, all of the same family
 */
public record Virtual(String text, SortedSet<VirtualService.Id> ids) {
  /** Stands in for what could not be read, and equals nothing that can be. */
  static final Virtual STAND_IN = of(Protocol.TCP, new Endpoint(AddressLiteral.NOBODY, 0));

  public Virtual {
    ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(text + " is nothing to connect to");
    }
  }

  static Virtual of(String text, Collection<? extends VirtualService.Id> ids) {
    return new Virtual(text, new TreeSet<>(ids));
  }

  static Virtual of(Protocol protocol, Endpoint endpoint) {
    return of(
        endpoint.toString(),
        List.of(new VirtualService.Endpoint(protocol, endpoint.address(), endpoint.port())));
  }

  public AddressFamily family() {
    return ids.first().family();
  }

  /** Whether it is a firewall mark. */
  public boolean isMark() {
    return ids.first() instanceof VirtualService.FirewallMark;
  }

  /** The port of all endpoints; empty when there are several, and for a firewall mark. */
  public OptionalInt port() {
    int common = 0;
    for (VirtualService.Id id : ids) {
      int port = id instanceof VirtualService.Endpoint endpoint ? endpoint.port() : 0;
      if (port == 0 || (common != 0 && port != common)) {
        return OptionalInt.empty();
      }
      common = port;
    }
    return OptionalInt.of(common);
  }

  /** Those of all endpoints; 0 stands for all ports, and is that of a firewall mark. */
  SortedSet<Integer> ports() {
    return ids.stream()
        .map(id -> id instanceof VirtualService.Endpoint endpoint ? endpoint.port() : 0)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String toString() {
    return text;
  }
}
