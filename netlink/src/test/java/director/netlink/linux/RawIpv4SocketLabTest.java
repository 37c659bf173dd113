// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.Bytes;
import director.netlink.FreshNamespace;
import director.netlink.LinuxNetlink;
import director.netlink.route.Link;
import director.netlink.route.RouteClient;
import java.net.Inet4Address;
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

/** Two hosts, 192.0.2.1 and 192.0.2.2, on one segment; the second also on another. */
@Tag("lab")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RawIpv4SocketLabTest {
  private static final int VRRP = 112;

  /** TTL 255, protocol 112, identification and source 0, to 224.0.0.18, then eight bytes. */
  private static final String TO_GROUP =
      "45c00000 00000000 ff700000 00000000 e0000012 3133640a 00640000";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final NativeBuffer packet = new NativeBuffer(64);
  private final NativeBuffer received = new NativeBuffer(64);
  private Inet4Address group;
  private FreshNamespace first;
  private FreshNamespace second;
  private RawIpv4Socket sender;
  private RawIpv4Socket receiver;

  @BeforeEach
  void open() throws Exception {
    group = (Inet4Address) InetAddress.getByName("224.0.0.18");
    // The kernel begins to stamp packets a moment after the first socket of the machine asks for
    // it.
    opened.add(RawIpv4Socket.open(1, "lo", 1));
    first = FreshNamespace.create("raw-first");
    opened.add(first);
    second = FreshNamespace.create("raw-second");
    opened.add(second);
    connect("a0", "b0");
    connect("a1", "b1");
    first.ip("addr add 192.0.2.1/24 dev a0");
    second.ip("addr add 192.0.2.2/24 dev b0");
    first.ip("addr add 198.51.100.1/24 dev a1");
    second.ip("addr add 198.51.100.2/24 dev b1");
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
    first.ip("link set " + here + " up");
    second.ip("link set " + there + " up");
  }

  private RawIpv4Socket socket(FreshNamespace namespace, String name) throws Exception {
    RawIpv4Socket socket = namespace.inside(() -> RawIpv4Socket.open(VRRP, name, index(name)));
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

  private void send(RawIpv4Socket from, String hex, Inet4Address to) throws ErrnoException {
    ByteBuffer bytes = Bytes.of(hex);
    int length = bytes.remaining();
    packet.bytes().clear().put(bytes);
    from.send(packet, length, to);
  }

  /** The next packet, waited for; its identification, which the kernel chooses, and sum as 0. */
  private String next(RawIpv4Socket socket) throws Exception {
    try (Epoll epoll = Epoll.create()) {
      epoll.add(socket, 0);
      epoll.await();
    }
    int length = socket.receive(received);
    assertEquals(length, received.bytes().remaining());
    received.bytes().putShort(4, (short) 0).putShort(10, (short) 0);
    return Bytes.hex(received.bytes());
  }

  @Test
  @DisplayName("a packet arrives with its header, length and source filled in")
  void multicast() throws Exception {
    receiver.join(group);
    receiver.join(group);

    send(sender, TO_GROUP, group);

    assertEquals("45c0001c 00000000 ff700000 c0000201 e0000012 3133640a 00640000", next(receiver));
    assertEquals(-1, receiver.receive(received));
  }

  @Test
  @DisplayName("our own multicast does not come back")
  void notLooped() throws Exception {
    sender.join(group);
    receiver.join(group);

    send(sender, TO_GROUP, group);
    next(receiver);

    assertEquals(-1, sender.receive(received));
  }

  @Test
  @DisplayName("unicast arrives at its destination, one after the other to several")
  void unicast() throws Exception {
    Inet4Address peer = (Inet4Address) InetAddress.getByName("192.0.2.2");
    receiver.join(group);

    send(sender, TO_GROUP.replace("e0000012", "c0000202"), peer);
    String unicast = next(receiver);
    send(sender, TO_GROUP, group);
    String multicast = next(receiver);

    assertEquals("45c0001c 00000000 ff700000 c0000201 c0000202 3133640a 00640000", unicast);
    assertEquals("45c0001c 00000000 ff700000 c0000201 e0000012 3133640a 00640000", multicast);
  }

  @Test
  @DisplayName("where a packet goes is decided for each, and not by what its header says")
  void destinationOfEach() throws Exception {
    Inet4Address peer = (Inet4Address) InetAddress.getByName("192.0.2.2");
    Inet4Address nobody = (Inet4Address) InetAddress.getByName("192.0.2.99");
    String toPeer = TO_GROUP.replace("e0000012", "c0000202");

    send(sender, toPeer, peer);
    next(receiver);
    send(sender, toPeer, nobody);
    send(sender, toPeer.replace("3133640a", "3133640b"), peer);

    assertEquals("45c0001c 00000000 ff700000 c0000201 c0000202 3133640b 00640000", next(receiver));
  }

  @Test
  @DisplayName("a group that another socket of the host joined is not heard here")
  void onlyJoinedGroups() throws Exception {
    RawIpv4Socket other = socket(second, "b0");
    other.join(group);

    send(sender, TO_GROUP, group);
    next(other);

    assertEquals(-1, receiver.receive(received));
  }

  @Test
  @DisplayName("what comes in by another interface is not heard")
  void onlyItsInterface() throws Exception {
    RawIpv4Socket elsewhere = socket(first, "a1");
    RawIpv4Socket there = socket(second, "b1");
    Inet4Address unicast = (Inet4Address) InetAddress.getByName("198.51.100.2");
    receiver.join(group);
    there.join(group);

    send(elsewhere, TO_GROUP, group);
    next(there);
    send(elsewhere, TO_GROUP.replace("e0000012", "c6336402"), unicast);
    next(there);

    assertEquals(-1, receiver.receive(received));
  }

  @Test
  @DisplayName("a packet longer than the buffer is cut off, and the next one is whole")
  void cutsOff() throws Exception {
    receiver.join(group);
    NativeBuffer small = new NativeBuffer(20);

    send(sender, TO_GROUP, group);
    send(sender, TO_GROUP, group);
    String whole;
    try (Epoll epoll = Epoll.create()) {
      epoll.add(receiver, 0);
      epoll.await();
      assertEquals(20, receiver.receive(small));
      assertEquals(20, small.bytes().remaining());
      whole = next(receiver);
    }

    assertEquals("45c0001c 00000000 ff700000 c0000201 e0000012 3133640a 00640000", whole);
  }

  @Test
  @DisplayName("a socket that is bound to an address hears only what is sent there, for unicast")
  void bound() throws Exception {
    RawIpv4Socket unbound = socket(second, "b0");
    Inet4Address peer = (Inet4Address) InetAddress.getByName("192.0.2.2");
    Inet4Address other = (Inet4Address) InetAddress.getByName("192.0.2.3");
    second.ip("addr add 192.0.2.3/24 dev b0");
    receiver.join(group);
    receiver.bind(peer);

    send(sender, TO_GROUP, group);
    send(sender, TO_GROUP.replace("e0000012", "c0000203"), other);
    send(sender, TO_GROUP.replace("e0000012", "c0000202").replace("ff70", "4070"), peer);
    next(unbound);

    assertEquals("45c0001c 00000000 40700000 c0000201 c0000202 3133640a 00640000", next(receiver));
    assertEquals(-1, receiver.receive(received));
    var refused =
        assertThrows(
            ErrnoException.class,
            () -> unbound.bind((Inet4Address) InetAddress.getByName("192.0.2.1")));
    assertTrue(refused.is(Errno.EADDRNOTAVAIL), refused.getMessage());
  }

  @Test
  @DisplayName("a packet has the time when it came, not the time when it was read")
  void receivedAt() throws Exception {
    receiver.join(group);
    long before = System.nanoTime();

    send(sender, TO_GROUP, group);
    try (Epoll epoll = Epoll.create()) {
      epoll.add(receiver, 0);
      epoll.await();
    }
    long readable = System.nanoTime();
    receiver.receive(received);

    long at = receiver.receivedAt();
    assertTrue(before <= at && at <= readable, before + " <= " + at + " <= " + readable);
  }

  @Test
  @DisplayName("an interface that does not exist is refused by its name")
  void noSuchInterface() {
    for (String name : List.of("nosuch", "", "longer-than-15-bytes")) {
      var refused = assertThrows(ErrnoException.class, () -> RawIpv4Socket.open(VRRP, name, 4711));
      assertEquals(
          "bind to interface \"" + name + "\": No such device (ENODEV)", refused.getMessage());
    }
  }

  @Test
  @DisplayName("an interface that is down is an error to send, and the socket lives on")
  void interfaceDown() throws Exception {
    receiver.join(group);
    first.ip("link set a0 down");

    var refused = assertThrows(ErrnoException.class, () -> send(sender, TO_GROUP, group));
    first.ip("link set a0 up");
    send(sender, TO_GROUP, group);

    assertTrue(refused.is(Errno.ENETDOWN) || refused.is(Errno.ENETUNREACH), refused.getMessage());
    assertEquals("45c0001c 00000000 ff700000 c0000201 e0000012 3133640a 00640000", next(receiver));
  }
}
