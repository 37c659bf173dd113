// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import director.lab.wire.Host;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;

/** The addresses of a host, as iproute2 tells them. */
public final class Addresses {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Addresses() {}

  /** The IPv4 addresses on its {@code eth0}, with prefix lengths: {@code ip -j -4 addr}. */
  public static SortedSet<String> of(Host host) throws IOException, InterruptedException {
    String json = host.run("ip", "-j", "-4", "addr", "show", "dev", "eth0").orThrow();
    SortedSet<String> addresses = new TreeSet<>();
    for (JsonNode address : MAPPER.readTree(json).path(0).path("addr_info")) {
      addresses.add(address.path("local").asText() + "/" + address.path("prefixlen").asInt());
    }
    return addresses;
  }

  /** Whether it is the one that owns the virtual IP address at the moment. */
  public static boolean holdsVip(Host host) throws IOException, InterruptedException {
    return of(host).contains(PhotoSite.VIP + "/24");
  }

  /**
   * Whether it has {@code address} on any of its interfaces.
   *
   * @param address with its prefix length
   */
  public static boolean holds(Host host, String address) throws IOException, InterruptedException {
    return host.run("ip", "-o", "addr").orThrow().contains(" " + address + " ");
  }
}
