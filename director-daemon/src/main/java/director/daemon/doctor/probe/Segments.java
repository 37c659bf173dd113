// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Agenda;
import director.daemon.doctor.fact.Agenda.Path;
import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Nic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** By which interface what is asked, and from which address. */
final class Segments implements AutoCloseable {
  private final Agenda agenda;
  private final Collection<Nic> interfaces;
  private final Set<InetAddress> virtual = new HashSet<>();
  private final Set<String> ours = new HashSet<>();

  /** Keeps a port from being anybody else's; nobody listens at it. */
  private final Socket reserved = new Socket();

  /**
   * For a host.
   *
   * @throws IOException if there is no port left
   */
  Segments(Agenda agenda, Collection<Nic> interfaces) throws IOException {
    this.agenda = agenda;
    this.interfaces = interfaces;
    for (Router router : agenda.routers()) {
      router.addresses().forEach(address -> virtual.add(address.address()));
      router.vmac().ifPresent(ours::add);
    }
    reserved.bind(new InetSocketAddress(0));
  }

  /**
   * The interface that this address is on the segment of; empty behind a router. Of several, one
   * that has a virtual router, as the kernel prefers what it was given first.
   */
  Optional<Nic> of(InetAddress address) {
    return Stream.concat(
            interfaces.stream().filter(this::hasRouter),
            interfaces.stream().filter(nic -> !hasRouter(nic)))
        .filter(nic -> nic.up() && !nic.loopback() && !ours.contains(nic.name()))
        .filter(nic -> source(nic, address).isPresent())
        .findFirst();
  }

  private boolean hasRouter(Nic nic) {
    return agenda.routers().stream().anyMatch(each -> each.interfaceName().equals(nic.name()));
  }

  boolean isOwn(InetAddress address) {
    return interfaces.stream().anyMatch(nic -> nic.has(address));
  }

  /** The address of {@code nic} that is in the same subnet, and moves with no role. */
  private Optional<InetAddress> source(Nic nic, InetAddress address) {
    int whole = address.getAddress().length * 8;
    return nic.addresses().stream()
        .filter(cidr -> cidr.prefixLength() < whole && !virtual.contains(cidr.address()))
        .filter(cidr -> cidr.contains(address))
        .map(Nic.Cidr::address)
        .findFirst();
  }

  /** Any of the same family, for asking where a virtual address of another subnet is. */
  private Optional<InetAddress> anySource(Nic nic, InetAddress address) {
    return nic.addresses().stream()
        .map(Nic.Cidr::address)
        .filter(own -> own.getClass().equals(address.getClass()) && !virtual.contains(own))
        .findFirst();
  }

  /** What to look at by each interface that has something to look at. */
  Map<Nic, SegmentProbe> probes() {
    int sequence = new SecureRandom().nextInt();
    Map<Nic, SegmentProbe> probes = new LinkedHashMap<>();
    for (Nic nic : interfaces) {
      List<Router> routers =
          agenda.routers().stream()
              .filter(router -> router.interfaceName().equals(nic.name()))
              .toList();
      List<Path> paths =
          agenda.paths().stream()
              .filter(path -> !isOwn(path.address()))
              .filter(path -> of(path.address()).filter(nic::equals).isPresent())
              .toList();
      if (nic.up() && !nic.mac().isEmpty() && !(routers.isEmpty() && paths.isEmpty())) {
        probes.put(
            nic,
            new SegmentProbe(
                nic,
                routers,
                paths,
                sources(nic, routers, paths),
                reserved.getLocalPort(),
                sequence));
      }
    }
    return probes;
  }

  private Map<InetAddress, InetAddress> sources(Nic nic, List<Router> routers, List<Path> paths) {
    List<InetAddress> asked = new ArrayList<>();
    routers.forEach(router -> router.addresses().forEach(each -> asked.add(each.address())));
    paths.forEach(path -> asked.add(path.address()));
    Map<InetAddress, InetAddress> sources = new HashMap<>();
    for (InetAddress each : asked) {
      source(nic, each)
          .or(() -> anySource(nic, each))
          .ifPresent(source -> sources.put(each, source));
    }
    return sources;
  }

  @Override
  public void close() throws IOException {
    reserved.close();
  }
}
