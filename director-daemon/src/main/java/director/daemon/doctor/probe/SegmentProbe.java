// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Agenda.Path;
import director.daemon.doctor.fact.Agenda.Router;
import director.daemon.doctor.fact.Facts.Answer;
import director.daemon.doctor.fact.Hearing;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.fact.Nic;
import director.daemon.doctor.fact.ServerPath.Reply;
import director.daemon.doctor.packet.ArpRequest;
import director.daemon.doctor.packet.Frame;
import director.daemon.doctor.packet.Mac;
import director.daemon.doctor.packet.NeighbourSolicitation;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.PacketSocket;
import director.netlink.text.AddressText;
import director.vrrp.orders.VirtualAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks at one segment for a moment: who advertises, who says that a virtual address is at him, who
 * takes packets for one. Confined to one thread, which it keeps for {@link #MOST} at most.
 */
final class SegmentProbe {
  /** Of all that is done on a segment. */
  static final Duration MOST = Duration.ofMillis(4200);

  private static final Duration LEAST = Duration.ofMillis(1200);

  /** Within which a MASTER speaks three times, or is no MASTER. */
  private static final int INTERVALS = 3;

  private static final Duration ROUND = Duration.ofMillis(20);
  private static final List<Long> QUESTIONS = List.of(0L, 250L, 700L);

  private final Nic nic;
  private final Mac mac;
  private final List<Router> routers;
  private final Speakers speakers = new Speakers();
  private final Map<InetAddress, SortedSet<String>> answers = new HashMap<>();
  private final Map<InetAddress, Mac> macs = new HashMap<>();
  private final Map<InetAddress, InetAddress> sources = new LinkedHashMap<>();
  private final Handing handing;
  private final int port;

  /**
   * What was found.
   *
   * @param answers by virtual router
   * @param macs of real servers
   */
  record Result(
      SortedMap<String, Hearing> hearing,
      SortedMap<String, List<Answer>> answers,
      Map<InetAddress, Mac> macs,
      Map<Path, Reply> replies) {}

  /**
   * Of one interface.
   *
   * @param paths to servers on it
   * @param own addresses by which each of these and of the virtual ones is asked
   * @param port of TCP at this host that nobody else uses
   */
  SegmentProbe(
      Nic nic,
      List<Router> routers,
      List<Path> paths,
      Map<InetAddress, InetAddress> own,
      int port,
      int sequence) {
    this.nic = nic;
    this.mac = new Mac(nic.mac());
    this.routers = List.copyOf(routers);
    this.port = port;
    this.handing = new Handing(mac, port, sequence, paths);
    routers.forEach(
        router ->
            router.addresses().forEach(virtual -> answers.put(virtual.address(), new TreeSet<>())));
    sources.putAll(own);
  }

  /**
   * Looks.
   *
   * @throws IOException EPERM without CAP_NET_RAW, ENETDOWN
   */
  Result look() throws IOException {
    try (PacketSocket wire = PacketSocket.open(nic.index(), FrameFilter.of(port));
        VrrpSockets elector = VrrpSockets.open(nic, routers)) {
      for (Router router : routers) {
        if (router.group().isPresent()) {
          wire.join(Mac.ofGroup(router.group().get()).octets());
        }
      }
      long lasted = listen(wire, elector);
      return result(lasted, elector.sources());
    }
  }

  private long listen(PacketSocket wire, VrrpSockets elector) throws IOException {
    NativeBuffer buffer = new NativeBuffer(4096);
    long begin = System.nanoTime();
    long until = wanted().toMillis();
    int asked = 0;
    long now = 0;
    while (now < until || (now < MOST.toMillis() && !handing.isDone(macs, now))) {
      if (asked < QUESTIONS.size() && now >= QUESTIONS.get(asked)) {
        asked++;
        ask(wire);
      }
      handing.ask(macs, sources, now, wire::send);
      wire.await(ROUND);
      now = (System.nanoTime() - begin) / 1_000_000;
      while (wire.receive(buffer)) {
        take(buffer, wire, now);
      }
      elector.read();
    }
    return now;
  }

  /** Virtual addresses are asked for each time, as several may answer; servers until they have. */
  private void ask(PacketSocket wire) throws IOException {
    Set<InetAddress> wanted = new LinkedHashSet<>(answers.keySet());
    sources.keySet().stream().filter(each -> !macs.containsKey(each)).forEach(wanted::add);
    for (InetAddress each : wanted) {
      InetAddress source = sources.get(each);
      if (source != null) {
        wire.send(
            each instanceof Inet6Address
                ? NeighbourSolicitation.frame(mac, source, each)
                : ArpRequest.frame(mac, source, each));
      }
    }
  }

  private void take(NativeBuffer buffer, PacketSocket wire, long now) throws IOException {
    Frame frame = Frame.decode(buffer.bytes()).orElse(null);
    if (frame instanceof Frame.Vrrp vrrp) {
      speakers.hear(vrrp, wire.wasOutgoing(), now);
    } else if (frame instanceof Frame.Neighbour neighbour && !wire.wasOutgoing()) {
      SortedSet<String> who = answers.get(neighbour.address());
      if (who != null) {
        who.add(neighbour.mac().text());
      } else {
        macs.put(neighbour.address(), neighbour.mac());
      }
    } else if (frame instanceof Frame.Tcp tcp && !wire.wasOutgoing()) {
      handing.heard(tcp, macs, wire::send);
    }
  }

  private Duration wanted() {
    Duration wanted = LEAST;
    for (Router router : routers) {
      Duration three = listening(router);
      wanted = three.compareTo(wanted) > 0 ? three : wanted;
    }
    return wanted.compareTo(MOST) > 0 ? MOST : wanted;
  }

  private static Duration listening(Router router) {
    return router.interval().multipliedBy(INTERVALS).plusMillis(200);
  }

  private Result result(long lasted, List<String> delivered) {
    SortedMap<String, Hearing> hearing = new TreeMap<>();
    SortedMap<String, List<Answer>> found = new TreeMap<>();
    for (Router router : routers) {
      boolean enough = lasted >= listening(router).toMillis();
      hearing.put(
          router.name(), new Hearing(lasted, enough, speakers.of(router), Known.of(delivered)));
      found.put(
          router.name(),
          router.addresses().stream()
              .map(VirtualAddress::address)
              .flatMap(
                  address ->
                      answers.getOrDefault(address, new TreeSet<>()).stream()
                          .map(who -> new Answer(AddressText.of(address), who)))
              .toList());
    }
    return new Result(hearing, found, macs, handing.replies());
  }
}
