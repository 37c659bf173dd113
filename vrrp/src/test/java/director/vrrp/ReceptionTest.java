// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.OURS;
import static director.vrrp.Rig.PEER;
import static director.vrrp.Rig.SECOND;
import static director.vrrp.packet.Rejection.DESTINATION;
import static director.vrrp.packet.Rejection.OWN_ADDRESS;
import static director.vrrp.packet.Rejection.SOURCE;
import static director.vrrp.packet.Rejection.TTL;
import static director.vrrp.packet.Wire.ipv4;
import static director.vrrp.packet.Wire.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Key;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.orders.Authentication.None;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Peer;
import director.vrrp.orders.Transport.Unicast;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.state.VirtualRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is listened to, by multicast and by unicast. */
class ReceptionTest {
  private static final InetAddress GROUP = ipv4("224.0.0.18");
  private static final InetAddress STRANGER = ipv4("198.51.100.66");
  private static final InetAddress NEAR = ipv4("192.0.2.77");
  private static final InstanceOrders MULTICAST = Rig.orders(100);
  private static final InstanceOrders UNICAST = speaking(unicast(true));
  private static final InstanceOrders TRUSTING = speaking(unicast(false));
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Instant now = NOON;
  private final InstantSource clock = () -> now;

  /** From OURS to PEER whatever its TTL, and to a host of which we know that it is near. */
  private static Unicast unicast(boolean checksSource) {
    return new Unicast(
        OURS, List.of(new Peer(PEER, 0, 255), new Peer(NEAR, 250, 254)), 255, checksSource);
  }

  private static InstanceOrders speaking(Transport transport) {
    return Rig.speaking(MULTICAST, transport, new None());
  }

  private static IpPacket packet(InetAddress from, InetAddress to, int hopLimit) {
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(3, 51, 150, SECOND, List.of(Rig.FIRST.address()));
    return new IpPacket(
        from, to, hopLimit, advertisement.encode(from, to, Checksum.WITH_PSEUDO_HEADER));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(MULTICAST, packet(PEER, GROUP, 254), TTL, "TTL 254, expected 255"),
        arguments(
            MULTICAST,
            packet(PEER, OURS, 255),
            DESTINATION,
            "sent to 192.0.2.5, expected 224.0.0.18"),
        arguments(MULTICAST, packet(OURS, GROUP, 255), OWN_ADDRESS, "sent from our own address"),
        arguments(
            speaking(new Multicast(ipv4("224.0.0.81"))),
            packet(PEER, GROUP, 255),
            DESTINATION,
            "sent to 224.0.0.18, expected 224.0.0.81"),
        arguments(
            UNICAST,
            packet(PEER, GROUP, 255),
            DESTINATION,
            "sent to 224.0.0.18, expected 192.0.2.5"),
        arguments(
            UNICAST,
            packet(PEER, ipv4("192.0.2.6"), 255),
            DESTINATION,
            "sent to 192.0.2.6, expected 192.0.2.5"),
        arguments(UNICAST, packet(OURS, OURS, 255), OWN_ADDRESS, "sent from our own address"),
        arguments(UNICAST, packet(STRANGER, OURS, 255), SOURCE, "it is none of our unicast peers"),
        arguments(UNICAST, packet(NEAR, OURS, 249), TTL, "TTL 249, expected 250..254"),
        arguments(UNICAST, packet(NEAR, OURS, 255), TTL, "TTL 255, expected 250..254"),
        arguments(TRUSTING, packet(NEAR, OURS, 249), TTL, "TTL 249, expected 250..254"));
  }

  @ParameterizedTest(name = "{2}: {3}")
  @MethodSource("refused")
  @DisplayName("what comes from elsewhere, or another way than agreed, is refused")
  void refuses(InstanceOrders orders, IpPacket packet, Rejection why, String sentence) {
    var refusal =
        assertThrows(
            MalformedPacketException.class, () -> new Reception(orders, clock).check(packet, OURS));

    assertEquals(why, refusal.rejection());
    assertEquals(sentence, refusal.getMessage());
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(MULTICAST, packet(PEER, GROUP, 255)),
        arguments(UNICAST, packet(PEER, OURS, 255)),
        arguments(UNICAST, packet(PEER, OURS, 1)),
        arguments(UNICAST, packet(PEER, OURS, 0)),
        arguments(UNICAST, packet(NEAR, OURS, 250)),
        arguments(UNICAST, packet(NEAR, OURS, 254)),
        arguments(TRUSTING, packet(STRANGER, OURS, 3)));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  @DisplayName("a peer may be as far away as its TTL may say, and a stranger if sources are free")
  void accepts(InstanceOrders orders, IpPacket packet) throws MalformedPacketException {
    VrrpAdvertisement advertisement = new Reception(orders, clock).check(packet, OURS);

    assertEquals(150, advertisement.priority());
  }

  @Test
  @DisplayName("over IPv6 it is heard from a link-local address to ff02::12")
  void ipv6Multicast() throws MalformedPacketException {
    InstanceOrders orders =
        InstanceOrders.of(
            "photos",
            "eth0",
            51,
            new VirtualRouter(3, 100, SECOND, true, Duration.ZERO),
            List.of(new VirtualAddress(ipv6("fe80::53"), 64)));
    VrrpAdvertisement sent = new VrrpAdvertisement(3, 51, 150, SECOND, List.of(ipv6("fe80::53")));
    IpPacket packet =
        new IpPacket(
            ipv6("fe80::2"),
            ipv6("ff02::12"),
            255,
            sent.encode(ipv6("fe80::2"), ipv6("ff02::12"), Checksum.WITH_PSEUDO_HEADER));

    IpPacket farAway = new IpPacket(packet.source(), packet.destination(), 254, packet.payload());

    assertEquals(sent, new Reception(orders, clock).check(packet, ipv6("fe80::1")));
    assertEquals(
        TTL,
        assertThrows(
                MalformedPacketException.class,
                () -> new Reception(orders, clock).check(farAway, ipv6("fe80::1")))
            .rejection());
    assertTrue(Reception.concerns(orders, packet));
    assertFalse(Reception.concerns(MULTICAST, packet));
    assertFalse(Reception.concerns(orders, packet(PEER, GROUP, 255)));
  }

  @Test
  @DisplayName("of two with the same VRID that one is meant which listens where it was sent to")
  void sameVirtualRouterId() {
    IpPacket multicast = packet(PEER, GROUP, 255);
    IpPacket unicast = packet(PEER, OURS, 255);

    assertTrue(Reception.concerns(MULTICAST, unicast) && Reception.concerns(UNICAST, multicast));
    assertTrue(Reception.isSentTo(MULTICAST, multicast) && Reception.isSentTo(UNICAST, unicast));
    assertFalse(Reception.isSentTo(MULTICAST, unicast) || Reception.isSentTo(UNICAST, multicast));
    assertFalse(Reception.concerns(MULTICAST, new IpPacket(PEER, GROUP, 255, empty())));
  }

  private static ByteBuffer empty() {
    return ByteBuffer.allocate(0);
  }

  @Test
  @DisplayName("in version 2 another interval is refused, and a warning while it is heard")
  void interval() throws MalformedPacketException {
    Reception reception = new Reception(version2(), clock);

    var refusal =
        assertThrows(MalformedPacketException.class, () -> reception.check(version2(2), OURS));

    assertEquals(Rejection.INTERVAL, refusal.rejection());
    String warning =
        "192.0.2.200 speaks every 2 s, we every 1 s: both will be MASTER; set the same"
            + " advertisement-interval on both";
    assertEquals(List.of(warning), reception.warnings());
    now = NOON.plusSeconds(7);
    assertEquals(List.of(warning), reception.warnings());
    now = NOON.plusSeconds(7).plusMillis(1);
    assertEquals(List.of(), reception.warnings());
  }

  @Test
  @DisplayName("the warning ends when it speaks like us, or we like it")
  void intervalMended() throws MalformedPacketException {
    Reception theyMend = new Reception(version2(), clock);
    Reception weMend = new Reception(version2(), clock);
    assertThrows(MalformedPacketException.class, () -> theyMend.check(version2(2), OURS));
    assertThrows(MalformedPacketException.class, () -> weMend.check(version2(2), OURS));

    theyMend.check(version2(1), OURS);
    weMend.follow(version2());

    assertEquals(List.of(), theyMend.warnings());
    assertEquals(List.of(), weMend.warnings());
  }

  @Test
  @DisplayName("forged senders fill neither memory nor status")
  void manyWarnings() {
    Reception reception = new Reception(version2(), clock);
    for (int i = 0; i < 5_000; i++) {
      IpPacket packet = version2(2);
      InetAddress forged = ipv4("10.0." + i / 256 + "." + i % 256);
      assertThrows(
          MalformedPacketException.class,
          () -> reception.check(new IpPacket(forged, GROUP, 255, packet.payload()), OURS));
    }

    assertEquals(16, reception.warnings().size());
  }

  private static InstanceOrders version2() {
    return Rig.orders(new VirtualRouter(2, 100, SECOND, true, Duration.ZERO), Rig.FIRST);
  }

  private static IpPacket version2(int seconds) {
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(
            2, 51, 150, Duration.ofSeconds(seconds), List.of(Rig.FIRST.address()));
    return new IpPacket(
        PEER, GROUP, 255, advertisement.encode(PEER, GROUP, Checksum.WITH_PSEUDO_HEADER));
  }

  @Test
  @DisplayName("a sender whose clock drifts away is warned of before it is refused")
  void clock() throws IOException, MalformedPacketException {
    Hmac hmac =
        new Hmac(
            Mode.ENFORCE,
            List.of(new Key(1, "ab".repeat(32))),
            1,
            AntiReplay.TIME,
            Duration.ofSeconds(5));
    InstanceOrders orders = Rig.speaking(MULTICAST, Multicast.IPV4, hmac);
    FakeSegment wire = new FakeSegment();
    new AdvertisementSender(orders, wire, clock).send(PEER, 150);
    Reception reception = new Reception(orders, clock);

    now = NOON.plusSeconds(4);
    reception.check(wire.sent().get(0), OURS);

    assertEquals(
        List.of(
            "192.0.2.200 its clock is 4 s behind ours, beyond 5 s its advertisements are refused:"
                + " set both clocks right"),
        reception.warnings());
  }
}
