// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import director.netlink.Datagram;
import director.netlink.NetlinkException;
import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.FileDescriptor;
import director.netlink.linux.NativeBuffer;
import director.netlink.linux.NetlinkSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears of every change of links and addresses in a network namespace, and if wanted of routes and
 * rules, our own changes included.
 *
 * <p>Open it before the first dump, so that nothing falls between the two. The kernel tells of IPv4
 * addresses before it answers who changed them, of new IPv6 addresses and of carriers a moment
 * later. Not for several threads.
 */
public final class RouteMonitor implements AutoCloseable {
  private static final int NETLINK_ROUTE = 0;
  private static final int RTNLGRP_LINK = 1;
  private static final int RTNLGRP_IPV4_IFADDR = 5;
  private static final int RTNLGRP_IPV4_ROUTE = 7;
  private static final int RTNLGRP_IPV4_RULE = 8;
  private static final int RTNLGRP_IPV6_IFADDR = 9;
  private static final int RTNLGRP_IPV6_ROUTE = 11;
  private static final int RTNLGRP_IPV6_RULE = 19;
  private static final int[] LINKS_AND_ADDRESSES = {
    RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR
  };
  private static final int[] ROUTES_AND_RULES = {
    RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_ROUTE, RTNLGRP_IPV6_RULE
  };
  private static final int QUEUE_LENGTH = 1024 * 1024;
  private static final int BUFFER_LENGTH = 64 * 1024;

  /** Then the other descriptors of the caller's loop have their turn. */
  private static final int MAX_DATAGRAMS = 64;

  private final NetlinkSocket socket;
  private final NativeBuffer buffer = new NativeBuffer(BUFFER_LENGTH);

  private RouteMonitor(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Listens to the network namespace of the calling thread. Needs no privilege. */
  public static RouteMonitor open() throws ErrnoException {
    NetlinkSocket socket = NetlinkSocket.open(NETLINK_ROUTE);
    try {
      socket.receiveBuffer(QUEUE_LENGTH);
      RouteMonitor monitor = new RouteMonitor(socket);
      monitor.join(LINKS_AND_ADDRESSES);
      return monitor;
    } catch (ErrnoException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * From now on hears of all routes and rules too. On a host with a routing daemon those may be
   * very many, and cause {@link RouteEvent.Overrun}.
   */
  public void hearRoutesAndRules() throws ErrnoException {
    join(ROUTES_AND_RULES);
  }

  private void join(int... groups) throws ErrnoException {
    for (int group : groups) {
      socket.join(group);
    }
  }

  /** For an {@link director.netlink.linux.Epoll}: readable when there is something to read. */
  public FileDescriptor descriptor() {
    return socket;
  }

  /**
   * What was heard since the last call, in order, without waiting. Bounded: after very many events
   * the descriptor stays readable, and the rest comes with the next call.
   *
   * @throws NetlinkException if the kernel sent what we do not understand; one datagram is lost
   */
  public List<RouteEvent> read() throws ErrnoException, NetlinkException {
    List<RouteEvent> events = new ArrayList<>();
    for (int i = 0; i < MAX_DATAGRAMS; i++) {
      try {
        if (!socket.receive(buffer)) {
          break;
        }
        for (Datagram.Part part : Datagram.parse(buffer.bytes())) {
          Rtnetlink.decode(part.message()).ifPresent(events::add);
        }
      } catch (ErrnoException e) {
        if (!e.is(Errno.ENOBUFS) && !e.is(Errno.EMSGSIZE)) {
          throw e;
        }
        events.add(new RouteEvent.Overrun());
      }
    }
    return List.copyOf(events);
  }

  @Override
  public void close() {
    socket.close();
  }
}
