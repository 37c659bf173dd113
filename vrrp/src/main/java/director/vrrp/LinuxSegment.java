// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.linux.Epoll;
import director.netlink.linux.ErrnoException;
import director.netlink.route.Link;
import director.vrrp.net.AdvertisementSocket;
import director.vrrp.net.Announcer;
import director.vrrp.net.NetworkView;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One interface of this host, whatever happens to it: it may go down, lose its address, be deleted
 * and come back. Confined to the elector's thread.
 */
final class LinuxSegment implements Segment, AutoCloseable {
  /** The kernel numbers interfaces from 1. */
  private static final int NO_INDEX = 0;

  private final String name;
  private final int token;
  private final Epoll epoll;

  private @Nullable Link link;
  private int index = NO_INDEX;
  private @Nullable InetAddress primaryAddress;
  private @Nullable AdvertisementSocket socket;
  private @Nullable Announcer announcer;
  private final Counters unattributed = new Counters();
  private String fault = "not looked at yet";

  /**
   * Of the interface of that name, present or not.
   *
   * @param token that the epoll reports when a packet waits here
   */
  LinuxSegment(String name, int token, Epoll epoll) {
    this.name = name;
    this.token = token;
    this.epoll = epoll;
  }

  String name() {
    return name;
  }

  int token() {
    return token;
  }

  /** Why virtual routers cannot take part here, with the remedy; empty when they can. */
  String fault() {
    return fault;
  }

  @Nullable InetAddress primaryAddress() {
    return primaryAddress;
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
   * @param virtual addresses that must not be taken for the interface's own
   */
  void update(NetworkView view, Set<InetAddress> virtual) {
    Optional<Link> found = view.link(name);
    index = found.map(Link::index).orElse(NO_INDEX);
    Set<InetAddress> present = found.map(view::addressesOf).orElse(Set.of());
    primaryAddress =
        present.stream()
            .filter(address -> address instanceof Inet4Address && !virtual.contains(address))
            .findFirst()
            .orElse(null);
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
    String refused = open(now);
    if (refused.isEmpty() && primaryAddress == null) {
      return "interface " + name + " has no IPv4 address of its own to speak from";
    }
    return refused;
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
        AdvertisementSocket opened = AdvertisementSocket.open(now);
        socket = opened;
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

  @Override
  public void send(InetAddress source, VrrpAdvertisement advertisement, Checksum checksum)
      throws IOException {
    AdvertisementSocket open = socket;
    if (open == null) {
      throw new IOException(fault);
    }
    Inet4Address from = (Inet4Address) source;
    open.send(from, advertisement.encode(from, VrrpAdvertisement.GROUP, checksum));
  }

  /** 0 while there is no such interface; otherwise as the kernel counts them, from 1. */
  int index() {
    return index;
  }

  @Override
  public void announce(List<VirtualAddress> addresses, int times) throws IOException {
    Announcer open = announcer;
    if (open == null) {
      throw new IOException(fault);
    }
    open.announce(
        addresses.stream().map(address -> (Inet4Address) address.address()).toList(), times);
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
  ByteBuffer packet() {
    if (socket == null) {
      throw new IllegalStateException("nothing was received on " + name);
    }
    return socket.packet();
  }
}
