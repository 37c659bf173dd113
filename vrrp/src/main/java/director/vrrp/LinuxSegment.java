// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.linux.Epoll;
import director.netlink.linux.ErrnoException;
import director.netlink.route.Link;
import director.netlink.text.AddressText;
import director.vrrp.net.AdvertisementSocket;
import director.vrrp.net.Announcer;
import director.vrrp.net.NetworkView;
import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Unicast;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.Rejection;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One interface of this host and one IP protocol on it, whatever happens to them: it may go down,
 * lose its address, be deleted and come back. Confined to the elector's thread.
 */
final class LinuxSegment implements AutoCloseable {
  /** Then timers have their turn: hundreds of addresses must not delay an advertisement. */
  private static final int FRAMES_AT_ONCE = 32;

  /** The kernel numbers interfaces from 1. */
  private static final int NO_INDEX = 0;

  private final String name;
  private final boolean ipv6;
  private final int token;
  private final Epoll epoll;

  private @Nullable Link link;
  private int index = NO_INDEX;
  private NetworkView view = new NetworkView(List.of(), List.of());
  private Set<InetAddress> virtual = Set.of();
  private @Nullable AdvertisementSocket socket;
  private @Nullable Announcer announcer;
  private final Set<InetAddress> groups = new LinkedHashSet<>();
  private final AnnouncementQueue announcements = new AnnouncementQueue();
  private final Counters unattributed = new Counters();
  private String fault = "not looked at yet";

  /**
   * Of the interface of that name, present or not.
   *
   * @param ipv6 over which protocol to hear and speak
   * @param token that the epoll reports when a packet waits here
   */
  LinuxSegment(String name, boolean ipv6, int token, Epoll epoll) {
    this.name = name;
    this.ipv6 = ipv6;
    this.token = token;
    this.epoll = epoll;
  }

  String name() {
    return name;
  }

  /** Why virtual routers cannot take part here, with the remedy; empty when they can. */
  String fault() {
    return fault;
  }

  /** The same for a virtual router that speaks in this way. */
  String fault(Transport transport) {
    if (!fault.isEmpty() || source(transport) != null) {
      return fault;
    }
    if (transport instanceof Unicast unicast) {
      String address = AddressText.of(unicast.source());
      return virtual.contains(unicast.source())
          ? "unicast source " + address + " is a virtual address: name one that stays here"
          : "unicast source " + address + " is not on this host, or not usable yet (ip addr show)";
    }
    return ipv6
        ? "interface " + name + " has no usable IPv6 link-local address of its own to speak from"
        : "interface " + name + " has no IPv4 address of its own to speak from";
  }

  /** What a virtual router that speaks in this way sends from; null when we do not have it. */
  @Nullable InetAddress source(Transport transport) {
    if (transport instanceof Unicast unicast) {
      InetAddress source = unicast.source();
      return view.hasUsable(source) && !virtual.contains(source) ? source : null;
    }
    return view.link(name).flatMap(found -> view.primaryAddress(found, ipv6, virtual)).orElse(null);
  }

  /**
   * Hears what is sent in this way from now on. If that is refused the socket is closed, and the
   * next {@link #update} says why.
   */
  void listen(Transport transport) {
    if (transport instanceof Multicast multicast && groups.add(multicast.group())) {
      try {
        if (socket != null) {
          socket.join(multicast.group());
        }
      } catch (ErrnoException e) {
        close();
      }
    }
  }

  /** A packet that no virtual router of ours can be blamed with. */
  void countUnattributed(Rejection rejection) {
    unattributed.countRejected(rejection);
  }

  Map<Rejection, Long> unattributed() {
    return unattributed.rejected();
  }

  /**
   * Takes note of what is there now, and opens the sockets again where they died.
   *
   * @param virtualAddresses that must not be taken for the interface's own
   */
  void update(NetworkView now, Set<InetAddress> virtualAddresses) {
    view = now;
    virtual = virtualAddresses;
    Optional<Link> found = now.link(name);
    index = found.map(Link::index).orElse(NO_INDEX);
    fault = found.map(this::use).orElseGet(this::lose);
  }

  private String lose() {
    close();
    return "interface " + name + " does not exist";
  }

  /** Why it cannot be used as it is now. */
  private String use(Link now) {
    if (!now.up() || !now.running()) {
      // After the link was down the first frame of an open pcap handle fails: make a new one then.
      closeAnnouncer();
      return now.up()
          ? "interface " + name + " has no carrier"
          : "interface " + name + " is down (ip link set " + name + " up)";
    }
    return open(now);
  }

  /** A socket belongs to an index, an announcer to a hardware address as well. */
  private String open(Link now) {
    Link before = link;
    boolean same =
        before != null && before.index() == now.index() && before.mac().equals(now.mac());
    if (!same) {
      close();
    }
    try {
      if (socket == null) {
        AdvertisementSocket opened = AdvertisementSocket.open(now, ipv6);
        socket = opened;
        for (InetAddress group : groups) {
          opened.join(group);
        }
        epoll.add(opened.descriptor(), token);
      }
      if (announcer == null) {
        announcer = Announcer.open(now);
      }
      link = now;
      return "";
    } catch (IOException e) {
      close();
      return "interface " + name + " cannot be used: " + e.getMessage();
    }
  }

  void send(IpPacket packet) throws IOException {
    AdvertisementSocket open = socket;
    if (open == null) {
      throw new IOException(fault);
    }
    open.send(packet);
  }

  /** 0 while there is no such interface; otherwise as the kernel counts them, from 1. */
  int index() {
    return index;
  }

  /**
   * Tells all neighbours that the addresses are here: as many frames as may go at once, the others
   * when {@link #announce(long)} is called.
   */
  void announce(List<InetAddress> addresses, int times, Duration pace) throws IOException {
    if (announcer == null) {
      throw new IOException(fault);
    }
    announcements.add(addresses, times, pace);
    announceSome(System.nanoTime());
  }

  void forget(List<InetAddress> addresses) {
    announcements.forget(addresses);
  }

  /** When the next announcement is due; {@link Deadlines#NEVER} if none waits. */
  long nextAnnouncement(long now) {
    return announcer == null ? Deadlines.NEVER : announcements.nextDue(now);
  }

  /** Sends what is due of the announcements that wait. */
  void announce(long now) {
    try {
      announceSome(now);
    } catch (IOException e) {
      // The link is gone or down: when it is back everything is announced anew.
      announcements.clear();
    }
  }

  private void announceSome(long now) throws IOException {
    Announcer open = announcer;
    for (int i = 0; i < FRAMES_AT_ONCE && open != null; i++) {
      InetAddress address = announcements.poll(now);
      if (address == null) {
        return;
      }
      open.announce(address);
    }
  }

  /** Closing a descriptor takes it out of the epoll too. */
  @Override
  public void close() {
    closeAnnouncer();
    if (socket != null) {
      socket.close();
    }
    socket = null;
    link = null;
  }

  private void closeAnnouncer() {
    if (announcer != null) {
      announcer.close();
    }
    announcer = null;
  }

  /**
   * Takes one waiting packet.
   *
   * @return false when there is none; after a failure the socket is closed, see {@link #isOpen}
   */
  boolean receive() {
    AdvertisementSocket open = socket;
    try {
      return open != null && open.receive();
    } catch (ErrnoException e) {
      close();
      return false;
    }
  }

  /** Whether packets can be received; if not, the next {@link #update} tries to open it again. */
  boolean isOpen() {
    return socket != null;
  }

  /** The packet that {@link #receive} took last. */
  IpPacket packet() throws MalformedPacketException {
    return opened().packet();
  }

  /** When the kernel got it, on the scale of System.nanoTime, and never in the future. */
  long receivedAt() {
    return opened().receivedAt();
  }

  private AdvertisementSocket opened() {
    if (socket == null) {
      throw new IllegalStateException("nothing was received on " + name);
    }
    return socket;
  }
}
