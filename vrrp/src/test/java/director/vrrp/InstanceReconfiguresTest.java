// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.FIRST;
import static director.vrrp.Rig.SECOND_ADDRESS;
import static director.vrrp.Rig.after;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.Rig.orders;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A reload keeps what did not change, the state above all. */
class InstanceReconfiguresTest {
  private static final VirtualRouter ROUTER = version3(100, 1000);

  private static VirtualRouter version3(int priority, long intervalMillis) {
    return new VirtualRouter(3, priority, Duration.ofMillis(intervalMillis), true, Duration.ZERO);
  }

  private static InstanceOrders version2(int priority, int seconds) {
    return orders(
        new VirtualRouter(2, priority, Duration.ofSeconds(seconds), true, Duration.ZERO), FIRST);
  }

  @Test
  @DisplayName("a new priority shifts a BACKUP's deadline, it does not begin anew")
  void shiftsTheDeadline() {
    Rig rig = Rig.backup(orders(100));

    rig.instance.reconfigure(orders(200), afterMillis(1500));
    // 3 s and 56/256 s after the start
    assertEquals(after(Duration.ofNanos(3_218_750_000L)), rig.instance.nextDeadline());

    rig.instance.reconfigure(orders(100), afterMillis(1600));
    assertEquals(after(Duration.ofNanos(3_609_375_000L)), rig.instance.nextDeadline());
    assertEquals(List.of(), rig.segment.done());
  }

  @Test
  @DisplayName("the shift is reckoned with the interval of the master that is followed")
  void shiftsByTheMastersInterval() {
    Rig rig = Rig.backup(orders(100));
    rig.hear(150, Duration.ofSeconds(2), afterMillis(500));

    rig.instance.reconfigure(orders(120), afterMillis(600));

    // 6 s and 136/256 of 2 s
    assertEquals(
        afterMillis(500) + Duration.ofNanos(7_062_500_000L).toNanos(), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("a deadline that the shift moves into the past is due now, and is no pause of ours")
  void shiftedIntoThePast() {
    Rig rig = Rig.backup(orders(1));

    rig.instance.reconfigure(orders(254), afterMillis(3900));
    assertEquals(afterMillis(3900), rig.instance.nextDeadline());

    rig.instance.runTimers(afterMillis(3900));
    assertEquals(VrrpState.MASTER, rig.instance.state());
  }

  @Test
  @DisplayName("version 2: with another interval the wait begins anew, with the new one")
  void anotherIntervalInVersion2() {
    Rig rig = Rig.backup(version2(100, 1));

    rig.instance.reconfigure(version2(100, 10), afterMillis(500));
    // 30 s and 156/256 s
    assertEquals(
        afterMillis(500) + Duration.ofNanos(30_609_375_000L).toNanos(),
        rig.instance.nextDeadline());

    rig.instance.reconfigure(version2(100, 1), afterMillis(9000));
    assertEquals(
        afterMillis(9000) + Duration.ofNanos(3_609_375_000L).toNanos(),
        rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("version 3: as long as no master was heard our own interval counts")
  void anotherIntervalAndNoMaster() {
    Rig rig = Rig.backup(orders(100));

    rig.instance.reconfigure(orders(version3(100, 100), FIRST), afterMillis(500));

    assertEquals(
        afterMillis(500) + Duration.ofNanos(360_937_500L).toNanos(), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("version 3: another interval of ours does not touch the master's")
  void anotherIntervalInVersion3() {
    Rig rig = Rig.backup(orders(100));
    rig.hear(150, Duration.ofSeconds(2), afterMillis(500));

    rig.instance.reconfigure(orders(version3(100, 100), FIRST), afterMillis(600));

    assertEquals(
        afterMillis(500) + Duration.ofNanos(7_218_750_000L).toNanos(), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("a MASTER goes on, and speaks with the new priority from the next time on")
  void masterGoesOn() {
    Rig rig = Rig.master(orders(100));

    rig.instance.reconfigure(orders(200), afterMillis(500));
    assertEquals(List.of(), rig.segment.done());
    assertEquals(after(Duration.ofSeconds(1)), rig.instance.nextDeadline());

    rig.instance.runTimers(after(Duration.ofSeconds(1)));
    assertEquals(List.of("advertise 200 from 192.0.2.5"), rig.segment.done());
  }

  @Test
  @DisplayName("a MASTER with a shorter interval does not wait for the end of the long one")
  void shorterInterval() {
    Rig rig = Rig.master(orders(version3(100, 40_000), FIRST));

    rig.instance.reconfigure(orders(100), afterMillis(500));
    assertEquals(afterMillis(1500), rig.instance.nextDeadline());

    rig.instance.reconfigure(orders(version3(100, 40_000), FIRST), afterMillis(600));
    assertEquals(afterMillis(1500), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("a MASTER with another interval judges a pause by the new one")
  void masterWithAnotherInterval() {
    Rig rig = Rig.master(orders(version3(100, 40_000), FIRST));
    rig.instance.reconfigure(orders(100), afterMillis(500));

    // 15 s late: nothing for 40 s, a long pause for 1 s
    rig.instance.runTimers(afterMillis(16_500));

    assertEquals(VrrpState.BACKUP, rig.instance.state());
    assertEquals(
        afterMillis(16_500) + Duration.ofNanos(1_609_375_000L).toNanos(),
        rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("a MASTER removes the address that is gone and announces those that are there")
  void masterChangesAddresses() {
    Rig rig = Rig.master(orders(ROUTER, FIRST, SECOND_ADDRESS));
    VirtualAddress third = new VirtualAddress(Wire.ipv4("203.0.113.12"), 24);

    rig.instance.reconfigure(orders(ROUTER, SECOND_ADDRESS, third), afterMillis(500));

    assertEquals(
        List.of(
            "remove 203.0.113.10/24",
            "add 203.0.113.11/24",
            "add 203.0.113.12/24",
            "announce [203.0.113.11/24, 203.0.113.12/24] x1"),
        rig.segment.done());
    assertEquals(List.of(SECOND_ADDRESS, third), rig.segment.present());
    assertEquals(after(Duration.ofSeconds(1)), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("a BACKUP touches no address")
  void backupChangesAddresses() {
    Rig rig = Rig.backup(orders(ROUTER, FIRST));

    rig.instance.reconfigure(orders(ROUTER, SECOND_ADDRESS), afterMillis(500));

    assertEquals(List.of(), rig.segment.done());
  }

  @Test
  @DisplayName("who listens removes the address that is gone, and neither adds nor announces yet")
  void listenerChangesAddresses() {
    Rig rig = Rig.listening(orders(ROUTER, FIRST));

    rig.instance.reconfigure(orders(ROUTER, SECOND_ADDRESS), afterMillis(500));
    assertEquals(List.of("remove 203.0.113.10/24"), rig.segment.done());

    rig.instance.runTimers(rig.instance.nextDeadline());
    assertEquals(List.of(SECOND_ADDRESS), rig.segment.present());
  }

  @Test
  @DisplayName("the same orders again change nothing")
  void sameAgain() {
    Rig rig = Rig.master(orders(ROUTER, FIRST));

    rig.instance.reconfigure(orders(ROUTER, FIRST), afterMillis(500));

    assertEquals(List.of(), rig.segment.done());
    assertEquals(List.of(), rig.told());
    assertEquals(after(Duration.ofSeconds(1)), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("goes on under the same VRID, interface and version, and under no other")
  void continues() {
    InstanceOrders running = orders(100);
    InstanceOrders otherId = InstanceOrders.of("photos", "eth0", 52, ROUTER, List.of(FIRST));
    InstanceOrders otherInterface = InstanceOrders.of("photos", "eth1", 51, ROUTER, List.of(FIRST));

    assertEquals(true, orders(version3(1, 10), SECOND_ADDRESS).continues(running));
    assertEquals(false, otherId.continues(running));
    assertEquals(false, otherInterface.continues(running));
    assertEquals(false, version2(100, 1).continues(running));
  }
}
