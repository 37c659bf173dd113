// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.FIRST;
import static director.vrrp.Rig.SECOND;
import static director.vrrp.Rig.SECOND_ADDRESS;
import static director.vrrp.Rig.after;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.Rig.orders;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.InstanceStatus.Statistics;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.state.Convergence;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpEvent.Shutdown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each counter counts its own events, and nothing else. */
class StatisticsTest {

  private static Statistics of(Rig rig) {
    return rig.status().statistics();
  }

  @Test
  @DisplayName("a virtual router that has just started has counted nothing")
  void nothingYet() {
    assertEquals(Statistics.NONE, of(Rig.backup(orders(100))));
  }

  @Test
  @DisplayName("a takeover: one advertisement, one transition, a burst for each address")
  void takeover() {
    VirtualRouter router = new VirtualRouter(3, 100, SECOND, true, Duration.ZERO);
    Rig rig = Rig.master(orders(router, FIRST, SECOND_ADDRESS));

    assertEquals(new Statistics(1, 0, 1, 0, 0, 0, 0, 0, 0, 10, Map.of(), Map.of()), of(rig));
  }

  @Test
  @DisplayName("a resignation is sent, and the role released")
  void resignation() {
    Rig rig = Rig.master(orders(100));

    rig.instance.handle(new Shutdown("stopped"), afterMillis(100));

    assertEquals(new Statistics(2, 0, 1, 1, 1, 0, 0, 0, 0, 5, Map.of(), Map.of()), of(rig));
  }

  @Test
  @DisplayName("a master that speaks and resigns is received twice, once with priority 0")
  void receives() {
    Rig rig = Rig.backup(orders(100));

    rig.hear(150, afterMillis(100));
    rig.hear(0, afterMillis(200));

    assertEquals(new Statistics(0, 2, 0, 0, 0, 1, 0, 0, 0, 0, Map.of(), Map.of()), of(rig));
  }

  @Test
  @DisplayName("yielding releases the role without a resignation, but with a last word")
  void yields() {
    Rig rig = Rig.master(orders(100));

    rig.hear(150, afterMillis(100));

    assertEquals(new Statistics(2, 1, 1, 1, 0, 0, 0, 0, 0, 5, Map.of(), Map.of()), of(rig));
  }

  @Test
  @DisplayName("other addresses and another interval are counted beside the advertisement")
  void mismatches() {
    Rig rig = Rig.backup(orders(100));

    rig.hear(
        new VrrpAdvertisement(3, 51, 150, SECOND, List.of(SECOND_ADDRESS.address())),
        afterMillis(100));
    rig.hear(150, Duration.ofSeconds(2), afterMillis(200));

    assertEquals(new Statistics(0, 2, 0, 0, 0, 0, 1, 1, 0, 0, Map.of(), Map.of()), of(rig));
  }

  @Test
  @DisplayName("version 2 drops another interval, and counts it both ways")
  void wrongIntervalInVersion2() {
    Rig rig = Rig.backup(orders(new VirtualRouter(2, 100, SECOND, true, Duration.ZERO), FIRST));

    rig.hear(
        new VrrpAdvertisement(2, 51, 150, Duration.ofSeconds(2), List.of(FIRST.address())),
        afterMillis(100));

    assertEquals(
        new Statistics(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, Map.of(Rejection.INTERVAL, 1L), Map.of()),
        of(rig));
  }

  @Test
  @DisplayName("a restored address is counted, and announced once")
  void restores() {
    Rig rig = Rig.master(orders(100));

    rig.instance.restore(Set.of());

    assertEquals(new Statistics(1, 0, 1, 0, 0, 0, 0, 0, 1, 6, Map.of(), Map.of()), of(rig));
  }

  @Test
  @DisplayName("what the kernel refuses to send was not sent")
  void refused() {
    Rig rig = Rig.master(orders(100));
    rig.segment.refuse("advertise 100 from 192.0.2.5");
    rig.segment.refuse("announce [203.0.113.10/24] x5");

    rig.instance.runTimers(after(Duration.ofSeconds(1)));
    rig.hear(50, afterMillis(1100));

    assertEquals(1, of(rig).sent());
    assertEquals(5, of(rig).announcements());
  }

  @Test
  @DisplayName("what is dropped is counted by its reason, and what the segment dropped beside it")
  void dropped() {
    Rig rig = Rig.backup(orders(100));
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(3, 51, 150, SECOND, List.of(FIRST.address()));
    IpPacket farAway =
        new IpPacket(
            Rig.PEER,
            VrrpAdvertisement.GROUP,
            254,
            advertisement.encode(Rig.PEER, VrrpAdvertisement.GROUP, Checksum.WITH_PSEUDO_HEADER));

    rig.instance.receive(farAway, afterMillis(100));
    rig.instance.receive(farAway, afterMillis(200));

    Surroundings around =
        new Surroundings(
            afterMillis(300),
            Duration.ZERO,
            Set.of(),
            null,
            Map.of(Rejection.UNKNOWN_VRID, 7L),
            List.of(),
            Convergence.NONE);
    assertEquals(
        new Statistics(
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            Map.of(Rejection.TTL, 2L),
            Map.of(Rejection.UNKNOWN_VRID, 7L)),
        rig.instance.status(around).statistics());
  }
}
