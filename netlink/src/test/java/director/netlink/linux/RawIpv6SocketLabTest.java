// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.Bytes;
import director.netlink.FreshNamespace;
import director.netlink.LinuxNetlink;
import director.netlink.route.Link;
import director.netlink.route.RouteClient;
import java.lang.management.ManagementFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hosts, fe80::1 and 2001:db8::1, fe80::2 and 2001:db8::2, on two segments alike. */
@Tag("lab")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RawIpv6SocketLabTest {
  private static final int VRRP = 112;
  private static final String PAYLOAD = "3133640a 00640000";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final NativeBuffer packet = new NativeBuffer(64);
  private final NativeBuffer received = new NativeBuffer(64);
  private final Inet6Address group = address("ff02::12");
  private final Inet6Address firstLinkLocal = address("fe80::1");
  private final Inet6Address secondLinkLocal = address("fe80::2");
  private final Inet6Address firstGlobal = address("2001:db8::1");
  private final Inet6Address secondGlobal = address("2001:db8::2");
  private FreshNamespace first;
  private FreshNamespace second;
  private RawIpv6Socket sender;
  private RawIpv6Socket receiver;

  private static Inet6Address address(String text) {
    try {
      return (Inet6Address) InetAddress.getByName(text);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() throws Exception {
    // The kernel begins to stamp packets a moment after the first socket of the machine asks for
    // it.
    opened.add(RawIpv4Socket.open(1, "lo", 1));
    first = FreshNamespace.create("raw6-first");
    opened.add(first);
    second = FreshNamespace.create("raw6-second");
    opened.add(second);
    connect("a0", "b0");
    connect("a1", "b1");
    first.ip("addr add 2001:db8::1/64 dev a0 nodad");
    second.ip("addr add 2001:db8::2/64 dev b0 nodad");
    sender = socket(first, "a0");
    receiver = socket(second, "b0");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private void connect(String here, String there) throws Exception {
    first.ip("link add " + here + " type veth peer name " + there + " netns " + second.name());
    first.ip("link set " + here + " addrgenmode none");
    second.ip("link set " + there + " addrgenmode none");
    first.ip("link set " + here + " up");
    second.ip("link set " + there + " up");
    first.ip("addr add fe80::1/64 dev " + here + " nodad");
    second.ip("addr add fe80::2/64 dev " + there + " nodad");
  }

  private RawIpv6Socket socket(FreshNamespace namespace, String name) throws Exception {
    RawIpv6Socket socket = namespace.inside(() -> RawIpv6Socket.open(VRRP, name, index(name)));
    opened.add(socket);
    return socket;
  }

  private static int index(String name) throws Exception {
    try (RouteClient client = new RouteClient(LinuxNetlink.open(LinuxNetlink.ROUTE))) {
      return client.links().stream()
          .filter(link -> link.name().equals(name))
          .mapToInt(Link::index)
          .findFirst()
          .orElseThrow();
    }
  }

  private void send(RawIpv6Socket from, String hex, Inet6Address source, Inet6Address to)
      throws ErrnoException {
    ByteBuffer bytes = Bytes.of(hex);
    int length = bytes.remaining();
    packet.bytes().clear().put(bytes);
    from.send(packet, length, source, to);
  }

  private static void awaitReadable(RawIpv6Socket socket) throws Exception {
    try (Epoll epoll = Epoll.create()) {
      epoll.add(socket, 0);
      epoll.await();
    }
  }

  /** The next packet, waited for: "source > destination, hop limit: payload". */
  private String next(RawIpv6Socket socket) throws Exception {
    awaitReadable(socket);
    int length = socket.receive(received);
    assertEquals(length, received.bytes().remaining());
    return socket.source().getHostAddress()
        + " > "
        + socket.destination().getHostAddress()
        + ", "
        + socket.hopLimit()
        + ": "
        + Bytes.hex(received.bytes());
  }

  @Test
  @DisplayName("a packet arrives with its source, group and hop limit, and without IP header")
  void multicast() throws Exception {
    receiver.join(group);
    receiver.join(group);

    send(sender, PAYLOAD, firstLinkLocal, group);

    assertEquals("fe80:0:0:0:0:0:0:1 > ff02:0:0:0:0:0:0:12, 255: " + PAYLOAD, next(receiver));
    assertEquals(-1, receiver.receive(received));
  }

  @Test
  @DisplayName("the source is chosen for each packet, and must be ours")
  void source() throws Exception {
    receiver.join(group);

    send(sender, PAYLOAD, firstLinkLocal, group);
    send(sender, PAYLOAD, firstGlobal, group);
    var refused =
        assertThrows(
            ErrnoException.class, () -> send(sender, PAYLOAD, address("2001:db8::10"), group));

    assertEquals("fe80:0:0:0:0:0:0:1 > ff02:0:0:0:0:0:0:12, 255: " + PAYLOAD, next(receiver));
    assertEquals("2001:db8:0:0:0:0:0:1 > ff02:0:0:0:0:0:0:12, 255: " + PAYLOAD, next(receiver));
    assertEquals("send a raw IPv6 packet: Invalid argument (EINVAL)", refused.getMessage());
  }

  @Test
  @DisplayName("unicast arrives, link-local and global, with the hop limit that was chosen")
  void unicast() throws Exception {
    send(sender, PAYLOAD, firstLinkLocal, secondLinkLocal);
    sender.unicastHopLimit(254);
    send(sender, PAYLOAD, firstGlobal, secondGlobal);

    assertEquals("fe80:0:0:0:0:0:0:1 > fe80:0:0:0:0:0:0:2, 255: " + PAYLOAD, next(receiver));
    assertEquals("2001:db8:0:0:0:0:0:1 > 2001:db8:0:0:0:0:0:2, 254: " + PAYLOAD, next(receiver));
  }

  @Test
  @DisplayName("our own multicast does not come back")
  void notLooped() throws Exception {
    sender.join(group);
    receiver.join(group);

    send(sender, PAYLOAD, firstLinkLocal, group);
    next(receiver);

    assertEquals(-1, sender.receive(received));
  }

  @Test
  @DisplayName("a group that another socket of the host joined is not heard here")
  void onlyJoinedGroups() throws Exception {
    RawIpv6Socket other = socket(second, "b0");
    other.join(group);

    send(sender, PAYLOAD, firstLinkLocal, group);
    next(other);

    assertEquals(-1, receiver.receive(received));
  }

  @Test
  @DisplayName("what comes in by another interface is not heard, though the addresses are the same")
  void onlyItsInterface() throws Exception {
    RawIpv6Socket elsewhere = socket(first, "a1");
    RawIpv6Socket there = socket(second, "b1");
    receiver.join(group);
    there.join(group);

    send(elsewhere, PAYLOAD, firstLinkLocal, group);
    next(there);
    send(elsewhere, PAYLOAD, firstLinkLocal, secondLinkLocal);
    next(there);

    assertEquals(-1, receiver.receive(received));
  }

  @Test
  @DisplayName("a socket that is bound to an address hears only what is sent there")
  void bound() throws Exception {
    RawIpv6Socket unbound = socket(second, "b0");
    unbound.join(group);
    receiver.bind(secondGlobal);

    send(sender, PAYLOAD, firstLinkLocal, group);
    send(sender, PAYLOAD, firstLinkLocal, secondLinkLocal);
    send(sender, PAYLOAD, firstGlobal, secondGlobal);
    next(unbound);
    next(unbound);
    next(unbound);

    assertEquals("2001:db8:0:0:0:0:0:1 > 2001:db8:0:0:0:0:0:2, 255: " + PAYLOAD, next(receiver));
    assertEquals(-1, receiver.receive(received));
    var refused = assertThrows(ErrnoException.class, () -> unbound.bind(firstGlobal));
    assertTrue(refused.is(Errno.EADDRNOTAVAIL), refused.getMessage());
  }

  @Test
  @DisplayName("a packet has the time when it came, not the time when it was read")
  void receivedAt() throws Exception {
    receiver.join(group);
    long before = System.nanoTime();

    send(sender, PAYLOAD, firstLinkLocal, group);
    awaitReadable(receiver);
    long readable = System.nanoTime();
    receiver.receive(received);

    long at = receiver.receivedAt();
    assertTrue(before <= at && at <= readable, before + " <= " + at + " <= " + readable);
  }

  @Test
  @DisplayName("to send and receive the same again and again makes no garbage")
  void noGarbage() throws Exception {
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    receiver.join(group);
    send(sender, PAYLOAD, firstLinkLocal, group);
    next(receiver);
    Inet6Address source = receiver.source();
    exchange(3_000);
    long before = thread.getCurrentThreadAllocatedBytes();

    exchange(3_000);

    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 3_000, allocated + " bytes for 3,000 packets");
    assertSame(source, receiver.source());
  }

  private void exchange(int packets) throws Exception {
    int length = PAYLOAD.length() / 2;
    for (int i = 0; i < packets; i++) {
      sender.send(packet, length, firstLinkLocal, group);
      while (receiver.receive(received) < 0) {
        Thread.onSpinWait();
      }
      receiver.source();
      receiver.destination();
      receiver.hopLimit();
    }
  }

  @Test
  @DisplayName("a packet longer than the buffer is cut off, and the next one is whole")
  void cutsOff() throws Exception {
    receiver.join(group);
    NativeBuffer small = new NativeBuffer(4);

    send(sender, PAYLOAD, firstLinkLocal, group);
    send(sender, PAYLOAD, firstLinkLocal, group);
    awaitReadable(receiver);
    assertEquals(4, receiver.receive(small));

    assertEquals(4, small.bytes().remaining());
    assertEquals("fe80:0:0:0:0:0:0:1", receiver.source().getHostAddress());
    assertEquals("fe80:0:0:0:0:0:0:1 > ff02:0:0:0:0:0:0:12, 255: " + PAYLOAD, next(receiver));
  }

  @Test
  @DisplayName("before the first packet there is nothing to tell")
  void nothingYet() {
    assertThrows(IllegalStateException.class, receiver::destination);
    assertThrows(IllegalStateException.class, receiver::hopLimit);
  }

  @Test
  @DisplayName("an interface that is down is an error to send, and the socket lives on")
  void interfaceDown() throws Exception {
    receiver.join(group);
    first.ip("link set a0 down");

    assertThrows(ErrnoException.class, () -> send(sender, PAYLOAD, firstLinkLocal, group));
    first.ip("link set a0 up");
    first.ip("addr replace fe80::1/64 dev a0 nodad");
    send(sender, PAYLOAD, firstLinkLocal, group);

    assertEquals("fe80:0:0:0:0:0:0:1 > ff02:0:0:0:0:0:0:12, 255: " + PAYLOAD, next(receiver));
  }
}
