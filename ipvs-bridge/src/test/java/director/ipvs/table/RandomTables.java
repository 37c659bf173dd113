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
  private static final List<Tunnel> TUNNELS =
      List.of(
          Tunnel.IPIP,
          new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.NONE),
          new Tunnel(Tunnel.Type.GUE, 6081, Tunnel.Checksum.REMOTE),
          new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL));

  private RandomTables() {}

  /** All that our words can say and no kernel would refuse, "none" for a scheduler among it. */
  public static IpvsTable table(Random random) {
    List<IpvsTable.Entry> entries = new ArrayList<>();
    for (VirtualService.Id id : ids()) {
      if (random.nextBoolean()) {
        entries.add(entry(id, random));
      }
    }
    return IpvsTable.of(entries);
  }

  public static <T extends Comparable<T>> Set<T> someOf(Collection<T> all, Random random) {
    Set<T> some = new TreeSet<>(all);
    some.removeIf(each -> random.nextBoolean());
    return some;
  }

  private static List<VirtualService.Id> ids() {
    List<VirtualService.Id> ids = new ArrayList<>();
    for (String address : List.of("203.0.113.10", "203.0.113.11", "2001:db8::10")) {
      for (Protocol protocol : Protocol.values()) {
        ids.add(new VirtualService.Endpoint(protocol, Tables.address(address), 443));
      }
    }
    for (AddressFamily family : AddressFamily.values()) {
      ids.add(new VirtualService.FirewallMark(7, family));
    }
    return ids;
  }

  private static IpvsTable.Entry entry(VirtualService.Id id, Random random) {
    int port = id instanceof VirtualService.Endpoint endpoint ? endpoint.port() : 0;
    List<RealServer> servers = new ArrayList<>();
    for (int host = 11; host < 15; host++) {
      if (random.nextBoolean()) {
        servers.add(server(Tables.server(network(id.family()) + host, port), random));
      }
    }
    if (random.nextInt(3) == 0) {
      AddressFamily other =
          id.family() == AddressFamily.IPV4 ? AddressFamily.IPV6 : AddressFamily.IPV4;
      servers.add(tunnelled(Tables.server(network(other) + 11, port), random));
    }
    return IpvsTable.Entry.of(service(id, random), servers);
  }

  private static String network(AddressFamily family) {
    return family == AddressFamily.IPV4 ? "10.0.0." : "2001:db8::";
  }

  private static VirtualService service(VirtualService.Id id, Random random) {
    int flags = 0;
    String scheduler = oneOf(SCHEDULERS, random);
    if (scheduler.equals("mh") || scheduler.equals("sh")) {
      flags |= random.nextInt(4) * VirtualService.SCHEDULER_1;
    }
    if (random.nextInt(5) == 0) {
      scheduler = VirtualService.NO_SCHEDULER;
    }
    if (id instanceof VirtualService.Endpoint endpoint
        && endpoint.protocol() == Protocol.UDP
        && random.nextInt(4) == 0) {
      flags |= VirtualService.ONE_PACKET;
    }
    return random.nextInt(3) > 0
        ? new VirtualService(id, scheduler, flags, Persistence.none(id.family()))
        : new VirtualService(
            id, scheduler, flags | VirtualService.PERSISTENT, persistence(id, random));
  }

  private static Persistence persistence(VirtualService.Id id, Random random) {
    Duration timeout = Duration.ofSeconds(1 + random.nextInt(3600));
    return new Persistence(timeout, id.family() == AddressFamily.IPV4 ? 0xffffff00 : 64, "");
  }

  private static RealServer server(RealServer.Id id, Random random) {
    if (random.nextInt(3) == 0) {
      return tunnelled(id, random);
    }
    ForwardingMethod method =
        oneOf(List.of(ForwardingMethod.DIRECT_ROUTING, ForwardingMethod.MASQUERADE), random);
    int lower = random.nextInt(3);
    return new RealServer(id, random.nextInt(4), method, lower * 2L, lower);
  }

  private static RealServer tunnelled(RealServer.Id id, Random random) {
    Tunnel tunnel = oneOf(TUNNELS, random);
    return new RealServer(id, random.nextInt(4), ForwardingMethod.TUNNEL, tunnel, 0, 0);
  }

  private static <T> T oneOf(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
