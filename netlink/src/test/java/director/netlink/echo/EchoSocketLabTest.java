// SPDX-License-Identifier: Apache-2.0
package director.netlink.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.FreshNamespace;
import director.netlink.LinuxNetlink;
import director.netlink.linux.Epoll;
import director.netlink.linux.Errno;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.RawIpv4Socket;
import director.netlink.route.Link;
import director.netlink.route.RouteClient;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** We have 192.0.2.1 and the virtual 192.0.2.10, the gateway has 192.0.2.254; IPv6 alike. */
@Tag("lab")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EchoSocketLabTest {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private FreshNamespace ours;
  private FreshNamespace gateway;

  @BeforeEach
  void open() throws Exception {
    // The kernel begins to stamp packets a moment after the first socket of the machine asks for
    // it.
    opened.add(RawIpv4Socket.open(1, "lo", 1));
    ours = FreshNamespace.create("echo-ours");
    opened.add(ours);
    gateway = FreshNamespace.create("echo-gateway");
    opened.add(gateway);
    ours.ip("link add a0 type veth peer name b0 netns " + gateway.name());
    ours.ip("link set a0 up");
    gateway.ip("link set b0 up");
    ours.ip("addr add 192.0.2.1/24 dev a0");
    ours.ip("addr add 192.0.2.10/24 dev a0");
    ours.ip("addr add 2001:db8::1/64 dev a0 nodad");
    ours.ip("addr add 2001:db8::10/128 dev a0 nodad");
    gateway.ip("addr add 192.0.2.254/24 dev b0");
    gateway.ip("addr add 2001:db8::fe/64 dev b0 nodad");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private EchoSocket socket(Callable<EchoSocket> how) throws Exception {
    EchoSocket socket = ours.inside(how);
    opened.add(socket);
    return socket;
  }

  private static int index() throws Exception {
    try (RouteClient client = new RouteClient(LinuxNetlink.open(LinuxNetlink.ROUTE))) {
      return client.links().stream()
          .filter(link -> link.name().equals("a0"))
          .mapToInt(Link::index)
          .findFirst()
          .orElseThrow();
    }
  }

  /** The next reply, waited for, and checked that it came within the test. */
  private static EchoReply next(EchoSocket socket, long since) throws Exception {
    try (Epoll epoll = Epoll.create()) {
      epoll.add(socket.descriptor(), 0);
      epoll.await();
    }
    long readable = System.nanoTime();
    EchoReply reply = socket.receive().orElseThrow();
    assertTrue(
        reply.receivedAt() >= since && reply.receivedAt() <= readable,
        since + ".." + readable + ": " + reply);
    return reply;
  }

  @Test
  @DisplayName("the gateway answers to the virtual address, and has learnt where it is")
  void ipv4() throws Exception {
    EchoSocket socket = socket(() -> EchoSocket.openIpv4("a0", index()));
    InetAddress vip = InetAddress.getByName("192.0.2.10");
    InetAddress witness = InetAddress.getByName("192.0.2.254");
    long before = System.nanoTime();

    socket.request(vip, witness, 0xabcd, 3);
    EchoReply reply = next(socket, before);

    assertEquals(new EchoReply(witness, vip, 0xabcd, 3, reply.receivedAt()), reply);
    assertEquals(Optional.empty(), socket.receive());
    String learnt = gateway.ip("neigh show 192.0.2.10");
    assertTrue(learnt.contains("lladdr"), learnt);
  }

  @Test
  @DisplayName("over IPv6 as well, to an address that is a host route")
  void ipv6() throws Exception {
    EchoSocket socket = socket(() -> EchoSocket.openIpv6("a0", index()));
    InetAddress vip = InetAddress.getByName("2001:db8::10");
    InetAddress witness = InetAddress.getByName("2001:db8::fe");
    long before = System.nanoTime();

    socket.request(vip, witness, 0xabcd, 3);
    EchoReply reply = next(socket, before);

    assertEquals(new EchoReply(witness, vip, 0xabcd, 3, reply.receivedAt()), reply);
    assertEquals(Optional.empty(), socket.receive());
  }

  @Test
  @DisplayName("requests of others to us are not heard, only replies")
  void onlyReplies() throws Exception {
    EchoSocket ipv4 = socket(() -> EchoSocket.openIpv4("a0", index()));
    EchoSocket ipv6 = socket(() -> EchoSocket.openIpv6("a0", index()));

    pingUs("192.0.2.10");
    pingUs("2001:db8::10");

    assertEquals(Optional.empty(), ipv4.receive());
    assertEquals(Optional.empty(), ipv6.receive());
  }

  private void pingUs(String address) throws Exception {
    try (EchoSocket other =
        gateway.inside(
            () -> address.contains(":") ? EchoSocket.openIpv6("b0", peerIndex()) : ipv4Peer())) {
      InetAddress source =
          InetAddress.getByName(address.contains(":") ? "2001:db8::fe" : "192.0.2.254");
      long before = System.nanoTime();
      other.request(source, InetAddress.getByName(address), 1, 1);
      next(other, before);
    }
  }

  private static EchoSocket ipv4Peer() throws Exception {
    return EchoSocket.openIpv4("b0", peerIndex());
  }

  private static int peerIndex() throws Exception {
    try (RouteClient client = new RouteClient(LinuxNetlink.open(LinuxNetlink.ROUTE))) {
      return client.links().stream()
          .filter(link -> link.name().equals("b0"))
          .mapToInt(Link::index)
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @DisplayName("an IPv6 address that this host does not have is refused as source")
  void notOurs() throws Exception {
    EchoSocket socket = socket(() -> EchoSocket.openIpv6("a0", index()));
    InetAddress notOurs = InetAddress.getByName("2001:db8::11");
    InetAddress witness = InetAddress.getByName("2001:db8::fe");

    var refused = assertThrows(ErrnoException.class, () -> socket.request(notOurs, witness, 1, 1));

    assertTrue(refused.is(Errno.EINVAL), refused.getMessage());
  }
}
