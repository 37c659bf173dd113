// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.PEER;
import static director.vrrp.Rig.SECOND;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.packet.Rejection.TRAILER_INVALID_HMAC;
import static director.vrrp.packet.Rejection.TRAILER_MALFORMED;
import static director.vrrp.packet.Rejection.TRAILER_MISSING;
import static director.vrrp.packet.Rejection.TRAILER_REPLAYED;
import static director.vrrp.packet.Rejection.TRAILER_STALE;
import static director.vrrp.packet.Rejection.TRAILER_UNKNOWN_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Key;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.orders.Authentication.None;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.Rejection;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not authentic changes nothing but a counter, and keys change without a failover. */
class InstanceAuthenticatesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Key OLD = new Key(1, "01".repeat(32));
  private static final Key NEW = new Key(2, "02".repeat(32));

  private Instant wallClock = NOON;
  private final InstantSource clock = () -> wallClock;

  private static Hmac hmac(Mode mode, int activeKey, Key... keys) {
    return new Hmac(mode, List.of(keys), activeKey, AntiReplay.TIME, Duration.ofSeconds(5));
  }

  private static InstanceOrders orders(int priority, Authentication authentication) {
    return Rig.speaking(Rig.orders(priority), Multicast.IPV4, authentication);
  }

  private static IpPacket sent(Authentication authentication, Instant at) {
    FakeSegment wire = new FakeSegment();
    try {
      new AdvertisementSender(orders(200, authentication), wire, InstantSource.fixed(at))
          .send(PEER, 200);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return wire.sent().get(0);
  }

  private static IpPacket changed(IpPacket packet, int at, int value) {
    ByteBuffer payload = ByteBuffer.allocate(packet.payload().remaining());
    payload.put(0, packet.payload(), 0, payload.capacity()).put(at, (byte) value);
    return new IpPacket(packet.source(), packet.destination(), packet.hopLimit(), payload);
  }

  static Stream<Arguments> notAuthentic() {
    IpPacket good = sent(hmac(Mode.ENFORCE, 1, OLD), NOON);
    Key forged = new Key(1, "03".repeat(32));
    return Stream.of(
        arguments(TRAILER_MISSING, sent(new None(), NOON)),
        arguments(TRAILER_MALFORMED, changed(good, 12, 9)),
        arguments(TRAILER_MALFORMED, changed(good, 15, 1)),
        arguments(TRAILER_UNKNOWN_KEY, sent(hmac(Mode.ENFORCE, 2, NEW), NOON)),
        arguments(TRAILER_INVALID_HMAC, sent(hmac(Mode.ENFORCE, 1, forged), NOON)),
        arguments(TRAILER_INVALID_HMAC, changed(good, 23, 1)),
        arguments(TRAILER_STALE, sent(hmac(Mode.ENFORCE, 1, OLD), NOON.minusSeconds(6))),
        arguments(TRAILER_STALE, sent(hmac(Mode.ENFORCE, 1, OLD), NOON.plusSeconds(6))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notAuthentic")
  @DisplayName("neither state nor deadline of anybody changes, and the true one is heard after it")
  void refused(Rejection why, IpPacket packet) {
    InstanceOrders ours = orders(100, hmac(Mode.ENFORCE, 1, OLD));
    for (Rig rig :
        List.of(Rig.backup(ours, clock), Rig.master(ours, clock), Rig.listening(ours, clock))) {
      VrrpState state = rig.instance.state();
      long deadline = rig.instance.nextDeadline();

      rig.instance.receive(packet, afterMillis(400));

      assertEquals(state, rig.instance.state());
      assertEquals(deadline, rig.instance.nextDeadline());
      assertEquals(List.of(), rig.segment.done());
      assertEquals(Map.of(why, 1L), rig.rejected());
      assertEquals(0, rig.status().statistics().received());

      rig.instance.receive(sent(hmac(Mode.ENFORCE, 1, OLD), NOON), afterMillis(500));

      assertEquals(1, rig.status().statistics().received());
      assertEquals(VrrpState.BACKUP, rig.instance.state());
    }
  }

  @Test
  @DisplayName("a resignation that was recorded does not make a BACKUP take over a second time")
  void replayedResignation() throws IOException {
    Hmac hmac = hmac(Mode.ENFORCE, 1, OLD);
    FakeSegment wire = new FakeSegment();
    AdvertisementSender peer = new AdvertisementSender(orders(200, hmac), wire, clock);
    peer.send(PEER, 200);
    peer.send(PEER, 0);
    peer.send(PEER, 200);
    Rig rig = Rig.backup(orders(100, hmac), clock);
    wire.sent().forEach(packet -> rig.instance.receive(packet, afterMillis(100)));
    long deadline = rig.instance.nextDeadline();

    rig.instance.receive(wire.sent().get(1), afterMillis(200));

    assertEquals(deadline, rig.instance.nextDeadline());
    assertEquals(Map.of(TRAILER_REPLAYED, 1L), rig.rejected());
  }

  @Test
  @DisplayName("old, old and new, new: keys change while the MASTER stays MASTER")
  void rotation() {
    Pair pair = new Pair(hmac(Mode.ENFORCE, 1, OLD));

    pair.roll(hmac(Mode.ENFORCE, 1, OLD, NEW));
    pair.roll(hmac(Mode.ENFORCE, 2, OLD, NEW));
    pair.roll(hmac(Mode.ENFORCE, 2, NEW));

    pair.assertNothingHappened();
  }

  @Test
  @DisplayName("none, receive-only, permissive, enforce: it is introduced without a failover")
  void introduction() {
    Pair pair = new Pair(new None());

    pair.roll(hmac(Mode.RECEIVE_ONLY, 1, OLD));
    pair.roll(hmac(Mode.PERMISSIVE, 1, OLD));
    pair.roll(hmac(Mode.ENFORCE, 1, OLD));

    pair.assertNothingHappened();
  }

  @ParameterizedTest
  @EnumSource(AntiReplay.class)
  @DisplayName("a director that was restarted is heard at once, as its clock went on")
  void restarted(AntiReplay antiReplay) {
    Hmac hmac = new Hmac(Mode.ENFORCE, List.of(OLD), 1, antiReplay, Duration.ofSeconds(5));
    Rig rig = Rig.backup(orders(100, hmac), clock);
    rig.instance.receive(sent(hmac, NOON), afterMillis(100));
    wallClock = NOON.plusMillis(700);

    rig.instance.receive(sent(hmac, wallClock), afterMillis(800));

    assertEquals(Map.of(), rig.rejected());
    assertEquals(2, rig.status().statistics().received());
  }

  /** A MASTER of priority 200 and a BACKUP, reloaded one after the other while it speaks. */
  private final class Pair {
    private final FakeSegment wire = new FakeSegment();
    private final AdvertisementSender master;
    private final Rig backup;
    private int heard;
    private long at = Rig.START;

    Pair(Authentication first) {
      master = new AdvertisementSender(orders(200, first), wire, clock);
      backup = Rig.backup(orders(100, first), clock);
    }

    void roll(Authentication next) {
      speak();
      backup.instance.reconfigure(orders(100, next), at);
      speak();
      master.follow(orders(200, next));
      speak();
    }

    private void speak() {
      at += SECOND.toNanos();
      wallClock = wallClock.plus(SECOND);
      try {
        master.send(PEER, 200);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      backup.instance.receive(wire.sent().get(heard++), at);
      backup.instance.runTimers(at);
    }

    void assertNothingHappened() {
      assertEquals(VrrpState.BACKUP, backup.instance.state());
      assertEquals(Map.of(), backup.rejected());
      assertEquals(9, backup.status().statistics().received());
      assertEquals(List.of(), backup.segment.done());
    }
  }
}
