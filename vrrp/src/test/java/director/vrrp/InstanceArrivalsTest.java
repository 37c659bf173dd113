// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.SECOND;
import static director.vrrp.Rig.after;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.Rig.orders;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A packet counts from when the kernel got it, however late it is read. */
class InstanceArrivalsTest {
  /** Of priority 100 that hears a master every second: 3 s and 156/256 s. */
  private static final long DOWN = Duration.ofNanos(3_609_375_000L).toNanos();

  private static IpPacket of(int priority) {
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(3, 51, priority, SECOND, List.of(Rig.FIRST.address()));
    return new IpPacket(
        Rig.PEER,
        VrrpAdvertisement.GROUP,
        255,
        advertisement.encode(Rig.PEER, VrrpAdvertisement.GROUP, Checksum.WITH_PSEUDO_HEADER));
  }

  @Test
  @DisplayName("the master is missed from its packet's arrival on, not from when it was read")
  void arrival() {
    Rig rig = Rig.backup(orders(100));

    rig.instance.receive(of(150), afterMillis(400), afterMillis(430));

    assertEquals(afterMillis(400) + DOWN, rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("what arrived before something else was done counts from then")
  void beforeTheLastEvent() {
    Rig rig = Rig.backup(orders(100));

    rig.instance.receive(of(150), afterMillis(-200), afterMillis(10));
    assertEquals(Rig.START + DOWN, rig.instance.nextDeadline());

    rig.instance.receive(of(150), afterMillis(400), afterMillis(400));
    rig.instance.receive(of(150), afterMillis(300), afterMillis(410));
    assertEquals(afterMillis(400) + DOWN, rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("a MASTER that was away notices it before it reads what came in its absence")
  void stalled() {
    InstanceOrders orders = orders(100);
    Rig rig = Rig.master(orders);

    rig.instance.receive(of(50), afterMillis(900), after(Duration.ofSeconds(8)));

    assertEquals(VrrpState.BACKUP, rig.instance.state());
    assertEquals(true, rig.instance.holdsAddresses());
    assertEquals(List.of(), rig.segment.done());
  }
}
