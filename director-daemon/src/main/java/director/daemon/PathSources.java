// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.plan.ForwardingPaths;
import director.ipvs.table.VirtualService;
import director.netlink.text.AddressText;
import director.vrrp.orders.VirtualAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From which address of this host real servers are asked through the forwarding path, and by which
 * interface their answers come. A virtual address is never taken: the answers would come to whoever
 * has it.
 *
 * @param addresses by the address of the real server
 * @param interfaces by which IPv4 answers come
 * @param problems a sentence for each server for which there is none
 */
record PathSources(
    Map<InetAddress, InetAddress> addresses, SortedSet<String> interfaces, List<String> problems) {

  static final PathSources NONE =
      new PathSources(Map.of(), Collections.emptySortedSet(), List.of());

  /** An address of discard, to which nothing is sent. */
  private static final int ANY_PORT = 9;

  PathSources {
    addresses = Map.copyOf(addresses);
    interfaces = Collections.unmodifiableSortedSet(new TreeSet<>(interfaces));
    problems = List.copyOf(problems);
  }

  /** Of this host as it is now. Asks the kernel, and does not block. */
  static PathSources find(DirectorConfig config, ForwardingPaths paths) {
    if (paths.servers().isEmpty()) {
      return NONE;
    }
    Set<InetAddress> virtual = virtualOf(config);
    Map<InetAddress, InetAddress> addresses = new LinkedHashMap<>();
    SortedSet<String> interfaces = new TreeSet<>();
    List<String> problems = new ArrayList<>();
    for (InetAddress server : paths.servers()) {
      try {
        InetAddress chosen = chosenByKernel(server);
        @Nullable NetworkInterface by = NetworkInterface.getByInetAddress(chosen);
        Optional<InetAddress> source = source(chosen, by, virtual);
        source.ifPresentOrElse(
            address -> addresses.put(server, address), () -> problems.add(noSource(server)));
        if (by != null && server instanceof Inet4Address) {
          interfaces.add(by.getName());
        }
      } catch (IOException | UncheckedIOException e) {
        problems.add("no way to real server " + AddressText.of(server) + ": " + e.getMessage());
      }
    }
    return new PathSources(addresses, interfaces, problems);
  }

  private static String noSource(InetAddress server) {
    return "real server %s cannot be asked through the forwarding path: this host has no address but virtual ones to ask from; give one on the way to it, or say source in the check"
        .formatted(AddressText.of(server));
  }

  /** What the kernel would ask from. */
  private static InetAddress chosenByKernel(InetAddress server) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(server, ANY_PORT));
      return socket.getLocalAddress();
    }
  }

  /** That, or else another of its interface, or else another of this host. */
  private static Optional<InetAddress> source(
      InetAddress chosen, @Nullable NetworkInterface by, Set<InetAddress> virtual)
      throws SocketException {
    // Between two questions to the kernel an address may have gone.
    Stream<InetAddress> others =
        Stream.concat(
                by == null ? Stream.empty() : by.inetAddresses(),
                NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
            .filter(address -> address.getClass() == chosen.getClass())
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
    return Stream.concat(Stream.of(chosen), others)
        .filter(address -> !virtual.contains(address))
        .findFirst();
  }

  private static Set<InetAddress> virtualOf(DirectorConfig config) {
    Set<InetAddress> virtual = new HashSet<>();
    config.services().values().stream()
        .flatMap(service -> service.virtual().ids().stream())
        .filter(VirtualService.Endpoint.class::isInstance)
        .forEach(id -> virtual.add(((VirtualService.Endpoint) id).address()));
    config.instances().values().stream()
        .flatMap(instance -> instance.virtualAddresses().stream())
        .map(VirtualAddress::address)
        .forEach(virtual::add);
    return virtual;
  }
}
