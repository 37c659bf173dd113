// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.OURS;
import static director.vrrp.Rig.PEER;
import static director.vrrp.Rig.SECOND;
import static director.vrrp.Rig.after;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.Rig.orders;
import static director.vrrp.packet.Rejection.ADDRESS_COUNT;
import static director.vrrp.packet.Rejection.AUTHENTICATION_TYPE;
import static director.vrrp.packet.Rejection.CHECKSUM;
import static director.vrrp.packet.Rejection.DESTINATION;
import static director.vrrp.packet.Rejection.INTERVAL;
import static director.vrrp.packet.Rejection.LENGTH;
import static director.vrrp.packet.Rejection.OWN_ADDRESS;
import static director.vrrp.packet.Rejection.TTL;
import static director.vrrp.packet.Rejection.TYPE;
import static director.vrrp.packet.Rejection.VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpEvent.TimerFired;
import director.vrrp.state.VrrpState;
import director.vrrp.state.VrrpTimer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad packet changes nothing but a counter. */
class InstanceReceivesTest {
  private static final Inet4Address GROUP = VrrpAdvertisement.GROUP;
  private static final String PRIORITY_255 = "3133ff0100649" + "35bcb00710a";

  private static IpPacket packet(Inet4Address source, Inet4Address to, int ttl, String wire) {
    return new IpPacket(source, to, ttl, Wire.bytes(wire));
  }

  /** Each but for its one fault would make a MASTER yield and a BACKUP follow. */
  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments(3, TTL, packet(PEER, GROUP, 254, PRIORITY_255)),
        arguments(3, TTL, packet(PEER, GROUP, 1, PRIORITY_255)),
        arguments(3, DESTINATION, packet(PEER, OURS, 255, PRIORITY_255)),
        arguments(3, DESTINATION, packet(PEER, Wire.ipv4("224.0.0.1"), 255, PRIORITY_255)),
        arguments(3, OWN_ADDRESS, packet(OURS, GROUP, 255, PRIORITY_255)),
        arguments(3, LENGTH, packet(PEER, GROUP, 255, "3133ff01006493")),
        arguments(3, LENGTH, packet(PEER, GROUP, 255, PRIORITY_255 + "00")),
        arguments(3, VERSION, packet(PEER, GROUP, 255, "2133ff010001a3becb00710a0000000000000000")),
        arguments(3, TYPE, packet(PEER, GROUP, 255, "3233ff010064925bcb00710a")),
        arguments(3, ADDRESS_COUNT, packet(PEER, GROUP, 255, "3133ff000064cf67")),
        arguments(3, CHECKSUM, packet(PEER, GROUP, 255, "3133ff010064935ccb00710a")),
        arguments(3, INTERVAL, packet(PEER, GROUP, 255, "3133ff01000093bfcb00710a")),
        arguments(2, VERSION, packet(PEER, GROUP, 255, PRIORITY_255)),
        arguments(
            2,
            AUTHENTICATION_TYPE,
            packet(PEER, GROUP, 255, "2133ff010101a2becb00710a0000000000000000")),
        // Every two seconds, ours is one.
        arguments(
            2, INTERVAL, packet(PEER, GROUP, 255, "2133ff010002a3bdcb00710a0000000000000000")));
  }

  private static InstanceOrders version(int version) {
    return orders(new VirtualRouter(version, 100, SECOND, true, Duration.ZERO), Rig.FIRST);
  }

  @ParameterizedTest(name = "{1} (version {0})")
  @MethodSource("malformed")
  @DisplayName("neither state nor deadline of anybody changes by a packet that is refused")
  void malformed(int version, Rejection why, IpPacket packet) {
    for (Rig rig :
        List.of(
            Rig.backup(version(version)),
            Rig.listening(version(version)),
            Rig.master(version(version)))) {
      VrrpState state = rig.instance.state();
      long deadline = rig.instance.nextDeadline();

      rig.instance.receive(packet, afterMillis(400));

      assertEquals(state, rig.instance.state());
      assertEquals(deadline, rig.instance.nextDeadline());
      assertEquals(List.of(), rig.segment.done());
      assertEquals(1, rig.told().size());
      assertEquals(Map.of(why, 1L), rig.rejected());
      assertEquals(0, rig.status().statistics().received());
    }
  }

  @Test
  @DisplayName(
      "the packet that all the malformed ones are made of is accepted when nothing is wrong")
  void wellFormed() {
    Rig rig = Rig.master(orders(100));

    rig.instance.receive(packet(PEER, GROUP, 255, PRIORITY_255), afterMillis(400));

    assertEquals(VrrpState.BACKUP, rig.instance.state());
    assertEquals(Map.of(), rig.rejected());
    assertEquals(1, rig.status().statistics().received());
  }

  @Test
  @DisplayName("a flood of malformed packets does not take a MASTER out of its rhythm")
  void flood() {
    Rig rig = Rig.master(orders(100));

    for (int millis = 0; millis < 10_000; millis++) {
      rig.instance.receive(packet(PEER, GROUP, 254, PRIORITY_255), afterMillis(millis));
      rig.instance.runTimers(afterMillis(millis));
    }

    assertEquals(9, Collections.frequency(rig.segment.done(), "advertise 100 from 192.0.2.5"));
    assertEquals(Map.of(TTL, 10_000L), rig.rejected());
    assertEquals(after(Duration.ofSeconds(10)), rig.instance.nextDeadline());
    assertEquals(
        List.of("MASTER MASTER: drops what 192.0.2.200 sends: TTL 254, expected 255"), rig.told());
  }

  @Test
  @DisplayName("what is dropped is told once for each reason, and again in the next state")
  void toldOnce() {
    Rig rig = Rig.backup(orders(100));
    IpPacket farAway = packet(PEER, GROUP, 254, PRIORITY_255);

    rig.instance.receive(farAway, afterMillis(100));
    rig.instance.receive(farAway, afterMillis(200));
    assertEquals(
        List.of("BACKUP BACKUP: drops what 192.0.2.200 sends: TTL 254, expected 255"), rig.told());

    rig.instance.handle(new TimerFired(VrrpTimer.MASTER_DOWN), afterMillis(300));
    rig.forget();
    rig.instance.receive(farAway, afterMillis(400));
    assertEquals(
        List.of("MASTER MASTER: drops what 192.0.2.200 sends: TTL 254, expected 255"), rig.told());
  }

  @Test
  @DisplayName("a flood of valid packets of lower rank is answered once an interval")
  void floodOfLowerRank() {
    Rig rig = Rig.master(orders(100));

    for (int millis = 0; millis < 10_000; millis++) {
      rig.hear(50, afterMillis(millis));
      rig.instance.runTimers(afterMillis(millis));
    }

    List<String> done = rig.segment.done();
    assertEquals(9 + 9, Collections.frequency(done, "advertise 100 from 192.0.2.5"));
    assertEquals(9, Collections.frequency(done, "announce [203.0.113.10/24] x5"));
    assertEquals(after(Duration.ofSeconds(10)), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("other addresses than ours are counted, and the advertisement is valid all the same")
  void otherAddresses() {
    Rig rig = Rig.backup(orders(100));
    List<InetAddress> others = List.of(Wire.ipv4("203.0.113.99"));

    rig.hear(new VrrpAdvertisement(3, 51, 150, SECOND, others), afterMillis(400));

    assertEquals(1, rig.status().statistics().received());
    assertEquals(1, rig.status().statistics().addressMismatches());
    assertEquals(true, rig.status().addressesDiffer());
    assertEquals("192.0.2.200", rig.status().master());

    rig.hear(150, afterMillis(1400));

    assertEquals(1, rig.status().statistics().addressMismatches());
    assertEquals(false, rig.status().addressesDiffer());
  }

  @Test
  @DisplayName("the order of the addresses is of no account")
  void orderOfAddresses() {
    VirtualRouter router = new VirtualRouter(3, 100, SECOND, true, Duration.ZERO);
    Rig rig = Rig.backup(orders(router, Rig.FIRST, Rig.SECOND_ADDRESS));
    List<InetAddress> reversed = List.of(Rig.SECOND_ADDRESS.address(), Rig.FIRST.address());

    rig.hear(new VrrpAdvertisement(3, 51, 150, SECOND, reversed), afterMillis(400));

    assertEquals(1, rig.status().statistics().received());
    assertEquals(0, rig.status().statistics().addressMismatches());
  }

  @Test
  @DisplayName("another interval in version 3 is no reason to refuse")
  void otherInterval() {
    Rig rig = Rig.backup(orders(100));

    rig.hear(150, Duration.ofSeconds(2), afterMillis(400));

    assertEquals(Map.of(), rig.rejected());
    assertEquals(
        afterMillis(400) + Duration.ofNanos(7_218_750_000L).toNanos(), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("the status shows who is master, ourselves included")
  void showsTheMaster() {
    Rig rig = Rig.backup(orders(100));
    assertEquals(null, rig.status().master());

    rig.hear(150, afterMillis(400));
    assertEquals("192.0.2.200", rig.status().master());
    assertEquals(150, rig.status().masterPriority());

    rig.instance.runTimers(rig.instance.nextDeadline());
    assertEquals("192.0.2.5", rig.status().master());
    assertEquals(100, rig.status().masterPriority());
    assertEquals(1, rig.status().statistics().sent());
  }

  @Test
  @DisplayName("a MASTER that was away notices it before it reads what came meanwhile")
  void noticesPauseFirst() {
    Rig rig = Rig.master(orders(100));

    rig.hear(50, after(Duration.ofSeconds(8)));

    assertEquals(VrrpState.BACKUP, rig.instance.state());
    assertEquals(true, rig.instance.holdsAddresses());
    assertEquals(List.of(), rig.segment.done());
    assertEquals(
        List.of(
            "MASTER BACKUP: did not run for 7.000 s while it held the addresses: keeps them and"
                + " listens for 1.609 s before it speaks"),
        rig.told());
  }
}
