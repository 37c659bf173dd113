// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.OURS;
import static director.vrrp.Rig.SECOND;
import static director.vrrp.packet.Wire.bytes;
import static director.vrrp.packet.Wire.ipv4;
import static director.vrrp.packet.Wire.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Key;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.orders.Authentication.Password;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Peer;
import director.vrrp.orders.Transport.Unicast;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What leaves, to whom, and what is not built anew. */
class AdvertisementSenderTest {
  private static final InetAddress SOURCE = ipv4("192.0.2.1");
  private static final InstanceOrders MULTICAST = Rig.orders(150);
  private static final Transport TO_TWO =
      new Unicast(
          SOURCE,
          List.of(new Peer(ipv4("192.0.2.2"), 0, 255), new Peer(ipv4("198.51.100.3"), 0, 255)),
          64,
          true);
  private static final Instant NOW = Instant.ofEpochSecond(0x68000000L);

  private final FakeSegment segment = new FakeSegment();

  private AdvertisementSender sender(InstanceOrders orders) {
    return new AdvertisementSender(orders, segment, InstantSource.fixed(NOW));
  }

  private static IpPacket packet(String from, String to, int hopLimit, String wire) {
    return new IpPacket(ipv4(from), ipv4(to), hopLimit, bytes(wire));
  }

  @Test
  @DisplayName("by multicast one packet goes to the group, with a TTL of 255")
  void multicast() throws IOException {
    sender(MULTICAST).send(SOURCE, 150);

    assertEquals(
        List.of(packet("192.0.2.1", "224.0.0.18", 255, "31339601006459cbcb00710a")),
        segment.sent());
  }

  @Test
  @DisplayName("over IPv6 it goes to ff02::12, the link-local address first")
  void multicast6() throws IOException {
    InstanceOrders orders =
        InstanceOrders.of(
            "photos",
            "eth0",
            10,
            new VirtualRouter(3, 100, SECOND, true, Duration.ZERO),
            List.of(
                new VirtualAddress(ipv6("fe80::10"), 64),
                new VirtualAddress(ipv6("2001:db8::10"), 64)));

    sender(orders).send(ipv6("fe80::1"), 100);

    assertEquals(
        List.of(
            new IpPacket(
                ipv6("fe80::1"),
                ipv6("ff02::12"),
                255,
                bytes(
                    "310a640200644006fe800000000000000000000000000010"
                        + "20010db8000000000000000000000010"))),
        segment.sent());
  }

  @Test
  @DisplayName("by unicast each peer gets its own, with a checksum over its own address")
  void unicast() throws IOException {
    sender(orders(TO_TWO, new Authentication.None())).send(SOURCE, 150);

    assertEquals(
        List.of(
            packet("192.0.2.1", "192.0.2.2", 64, "31339601006477dbcb00710a"),
            packet("192.0.2.1", "198.51.100.3", 64, "3133960100640fa7cb00710a")),
        segment.sent());
  }

  @Test
  @DisplayName("that one peer cannot be reached keeps nobody else from hearing us")
  void unreachablePeer() {
    segment.refuse("advertise 150 from 192.0.2.1 to 192.0.2.2");

    var failure =
        assertThrows(
            IOException.class,
            () -> sender(orders(TO_TWO, new Authentication.None())).send(SOURCE, 150));

    assertEquals("EPERM", failure.getMessage());
    assertEquals(List.of("advertise 150 from 192.0.2.1 to 198.51.100.3"), segment.done());
  }

  @Test
  @DisplayName("the password of version 2 is in it")
  void password() throws IOException {
    InstanceOrders orders =
        Rig.speaking(
            Rig.orders(
                new VirtualRouter(2, 200, SECOND, true, Duration.ZERO),
                new VirtualAddress(ipv4("192.168.200.77"), 24)),
            Transport.Multicast.IPV4,
            new Password("1111"));

    sender(orders).send(OURS, 200);

    assertEquals("2133c8010101", Wire.hex(segment.sent().get(0).payload()).substring(0, 12));
    assertEquals("3131313100000000", Wire.hex(segment.sent().get(0).payload()).substring(24));
  }

  @Test
  @DisplayName("what is the same as the last time is not built again")
  void remembers() throws IOException {
    AdvertisementSender sender = sender(MULTICAST);

    sender.send(SOURCE, 150);
    sender.send(SOURCE, 150);
    sender.send(SOURCE, 0);
    sender.send(OURS, 0);

    List<IpPacket> sent = segment.sent();
    assertSame(sent.get(0), sent.get(1));
    assertEquals(packet("192.0.2.1", "224.0.0.18", 255, "313300010064efcbcb00710a"), sent.get(2));
    assertEquals(OURS, sent.get(3).source());
  }

  @Test
  @DisplayName("what other orders say is said at once")
  void follows() throws IOException {
    AdvertisementSender sender = sender(MULTICAST);
    sender.send(SOURCE, 150);

    sender.follow(orders(TO_TWO, new Authentication.None()));
    sender.send(SOURCE, 150);

    assertEquals(
        List.of(ipv4("224.0.0.18"), ipv4("192.0.2.2"), ipv4("198.51.100.3")),
        segment.sent().stream().map(IpPacket::destination).toList());
  }

  @Test
  @DisplayName("what is signed is signed anew each time, and alike for all peers")
  void signed() throws IOException {
    AdvertisementSender sender = sender(orders(TO_TWO, hmac()));

    sender.send(SOURCE, 150);
    sender.send(SOURCE, 150);

    List<ByteBuffer> trailers =
        segment.sent().stream().map(packet -> packet.payload().slice(12, 28)).toList();
    assertEquals(trailers.get(0), trailers.get(1));
    assertEquals("010100006800000000000000", Wire.hex(trailers.get(0).slice(0, 12)));
    assertEquals("010100006800000000000001", Wire.hex(trailers.get(2).slice(0, 12)));
    assertNotEquals(trailers.get(0).slice(12, 16), trailers.get(2).slice(12, 16));
  }

  private static Hmac hmac() {
    return new Hmac(
        Mode.ENFORCE,
        List.of(new Key(1, "00".repeat(32))),
        1,
        AntiReplay.TIME,
        Duration.ofSeconds(5));
  }

  private static InstanceOrders orders(Transport transport, Authentication authentication) {
    return Rig.speaking(MULTICAST, transport, authentication);
  }
}
