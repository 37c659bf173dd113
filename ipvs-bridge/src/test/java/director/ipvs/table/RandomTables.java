// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Tables from a seed, out of so few addresses that any two have much in common. */
public final class RandomTables {
  private static final List<String> SCHEDULERS = List.of("rr", "wrr", "wlc", "mh", "sh");

  private RandomTables() {}

  /** Nothing that a kernel would refuse. */
  public static IpvsTable table(Random random) {
    List<IpvsTable.Entry> entries = new ArrayList<>();
    for (String address : List.of("203.0.113.10", "203.0.113.11", "2001:db8::10")) {
      for (Protocol protocol : Protocol.values()) {
        if (random.nextBoolean()) {
          entries.add(
              entry(new VirtualService.Endpoint(protocol, Tables.address(address), 443), random));
        }
      }
    }
    return IpvsTable.of(entries);
  }

  public static <T extends Comparable<T>> Set<T> someOf(Collection<T> all, Random random) {
    Set<T> some = new TreeSet<>(all);
    some.removeIf(each -> random.nextBoolean());
    return some;
  }

  private static IpvsTable.Entry entry(VirtualService.Endpoint id, Random random) {
    String network = Tables.isIpv4(id.address()) ? "10.0.0." : "2001:db8::";
    List<RealServer> servers = new ArrayList<>();
    for (int host = 11; host < 16; host++) {
      if (random.nextBoolean()) {
        servers.add(realServer(Tables.server(network + host, id.port()), random));
      }
    }
    return IpvsTable.Entry.of(service(id, random), servers);
  }

  private static VirtualService service(VirtualService.Endpoint id, Random random) {
    String scheduler = SCHEDULERS.get(random.nextInt(SCHEDULERS.size()));
    if (random.nextInt(3) > 0) {
      return new VirtualService(id, scheduler);
    }
    Duration timeout = Duration.ofSeconds(1 + random.nextInt(3600));
    int netmask = Tables.isIpv4(id.address()) ? 0xffffff00 : 64;
    return new VirtualService(
        id, scheduler, VirtualService.PERSISTENT, new Persistence(timeout, netmask, ""));
  }

  private static RealServer realServer(RealServer.Id id, Random random) {
    int lower = random.nextInt(3);
    return new RealServer(
        id, random.nextInt(4), ForwardingMethod.DIRECT_ROUTING, lower * 2L, lower);
  }
}
