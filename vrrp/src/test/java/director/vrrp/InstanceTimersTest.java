// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.SECOND;
import static director.vrrp.Rig.after;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.Rig.orders;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTimersTest {
  private static final String ADVERTISES = "advertise 100 from 192.0.2.5";

  private static InstanceOrders every(Duration interval) {
    return orders(new VirtualRouter(3, 100, interval, true, Duration.ZERO), Rig.FIRST);
  }

  @Test
  @DisplayName("a thousand advertisements, each called late, end where they should")
  void doesNotDrift() {
    Rig rig = Rig.master(orders(100));

    for (int i = 1; i <= 1000; i++) {
      long due = after(Duration.ofSeconds(i));
      assertEquals(due, rig.instance.nextDeadline());
      rig.instance.runTimers(due + Duration.ofMillis(i % 10 * 40).toNanos());
    }

    assertEquals(1000, Collections.frequency(rig.segment.done(), ADVERTISES));
    assertEquals(after(Duration.ofSeconds(1001)), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("the down timer counts from the start, then from each advertisement of the master")
  void downTimer() {
    Rig rig = Rig.backup(orders(100));
    assertEquals(after(Duration.ofNanos(3_609_375_000L)), rig.instance.nextDeadline());

    rig.hear(150, afterMillis(700));

    assertEquals(
        afterMillis(700) + Duration.ofNanos(3_609_375_000L).toNanos(), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("a takeover that is a little late is one, and the rhythm begins with it")
  void lateTakeover() {
    Rig rig = Rig.backup(orders(100));
    long late = after(Duration.ofNanos(3_609_375_000L)) + Duration.ofMillis(500).toNanos();

    rig.instance.runTimers(late);

    assertEquals(VrrpState.MASTER, rig.instance.state());
    assertEquals(late + SECOND.toNanos(), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("what was a little late for a slow master is no pause of a fast one")
  void lateTakeoverFromASlowMaster() {
    Rig rig = Rig.backup(every(Duration.ofMillis(100)));
    rig.hear(150, SECOND, afterMillis(50));

    rig.instance.runTimers(rig.instance.nextDeadline() + Duration.ofMillis(450).toNanos());

    assertEquals(VrrpState.MASTER, rig.instance.state());
    assertEquals(1, Collections.frequency(rig.segment.done(), ADVERTISES));
  }

  @Test
  @DisplayName("nothing fires before its time")
  void notYet() {
    Rig rig = Rig.backup(orders(100));

    rig.instance.runTimers(after(Duration.ofNanos(3_609_374_999L)));

    assertEquals(VrrpState.BACKUP, rig.instance.state());
    assertEquals(List.of(), rig.segment.done());
  }

  @Test
  @DisplayName("what is due is done in the order in which it became due")
  void oldestFirst() {
    Rig rig = Rig.master(orders(100));
    for (int i = 1; i <= 4; i++) {
      rig.instance.runTimers(after(Duration.ofSeconds(i)));
    }
    rig.hear(50, afterMillis(4999));
    rig.forget();

    rig.instance.runTimers(afterMillis(5100));
    assertEquals(List.of(ADVERTISES), rig.segment.done());

    for (int i = 6; i <= 9; i++) {
      rig.instance.runTimers(after(Duration.ofSeconds(i)));
    }
    rig.forget();
    rig.instance.runTimers(afterMillis(10_100));
    assertEquals(List.of("announce [203.0.113.10/24] x5", ADVERTISES), rig.segment.done());
  }

  @Test
  @DisplayName("who loses the role drops what it had still to announce: it is somebody else's now")
  void announcesNothingMore() {
    Rig rig = Rig.master(orders(100));
    assertEquals(List.of(), rig.segment.forgotten());

    rig.hear(200, afterMillis(400));

    assertEquals(List.of(Rig.FIRST), rig.segment.forgotten());
  }

  @Test
  @DisplayName("announces in bursts after the takeover and after 5 s, and then once a minute")
  void announces() {
    Rig rig = Rig.backup(orders(100));
    long takeover = after(Duration.ofNanos(3_609_375_000L));
    List<String> announced = new ArrayList<>();

    while (rig.instance.nextDeadline() < takeover + Duration.ofSeconds(200).toNanos()) {
      long due = rig.instance.nextDeadline();
      rig.instance.runTimers(due);
      rig.segment.done().stream()
          .filter(done -> done.startsWith("announce"))
          .forEach(done -> announced.add(Duration.ofNanos(due - takeover) + " " + done));
    }

    assertEquals(
        List.of(
            "PT0S announce [203.0.113.10/24] x5",
            "PT5S announce [203.0.113.10/24] x5",
            "PT1M5S announce [203.0.113.10/24] x1",
            "PT2M5S announce [203.0.113.10/24] x1",
            "PT3M5S announce [203.0.113.10/24] x1"),
        announced);
  }

  @Test
  @DisplayName("many intervals late, but not yet a pause: one advertisement, no burst of them")
  void catchesUpWithOne() {
    Rig rig = Rig.master(every(Duration.ofMillis(10)));

    rig.instance.runTimers(afterMillis(55));

    assertEquals(List.of(ADVERTISES), rig.segment.done());
    assertEquals(afterMillis(65), rig.instance.nextDeadline());
  }

  @ParameterizedTest(name = "interval {0} ms: {1} ms late")
  @CsvSource({"1000, 501", "1000, 2000", "100, 51", "100, 200", "40000, 20001"})
  @DisplayName("a MASTER that was away for up to two intervals advertises at once, and goes on")
  void brieflyAway(long interval, long late) {
    Rig rig = Rig.master(every(Duration.ofMillis(interval)));

    rig.instance.runTimers(afterMillis(interval + late));

    assertEquals(VrrpState.MASTER, rig.instance.state());
    assertEquals(1, Collections.frequency(rig.segment.done(), ADVERTISES));
    assertEquals(
        Math.min(afterMillis(interval + late + interval), afterMillis(65_000)),
        rig.instance.nextDeadline());
  }

  @ParameterizedTest(name = "interval {0} ms: {1} ms late")
  @CsvSource({"1000, 2001, 1609375000", "100, 201, 160937500", "10, 51, 16093750"})
  @DisplayName("a MASTER that was away for longer listens, silent and with its addresses")
  void away(long interval, long late, long listen) {
    Rig rig = Rig.master(every(Duration.ofMillis(interval)));

    rig.instance.runTimers(afterMillis(interval + late));

    assertEquals(VrrpState.BACKUP, rig.instance.state());
    assertEquals(List.of(), rig.segment.done());
    assertEquals(List.of(Rig.FIRST), rig.segment.present());
    assertEquals(afterMillis(interval + late) + listen, rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("a BACKUP that was away does not take over before it has listened")
  void backupWasAway() {
    Rig rig = Rig.backup(orders(100));
    long due = after(Duration.ofNanos(3_609_375_000L));
    long late = due + Duration.ofMillis(501).toNanos();

    rig.instance.runTimers(late);

    assertEquals(VrrpState.BACKUP, rig.instance.state());
    assertEquals(late + Duration.ofNanos(1_609_375_000L).toNanos(), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("the wait for a successor ends in time, and then no timer is left")
  void releases() {
    Rig rig = Rig.master(orders(100));

    rig.instance.handle(new Shutdown("stopped"), afterMillis(300));
    assertEquals(afterMillis(1350), rig.instance.nextDeadline());
    assertEquals(List.of("advertise 0 from 192.0.2.5"), rig.segment.done());

    rig.instance.runTimers(afterMillis(1349));
    assertEquals(List.of(), rig.segment.done());
    rig.instance.runTimers(afterMillis(1350));
    assertEquals(List.of("remove 203.0.113.10/24"), rig.segment.done());
    assertEquals(Deadlines.NEVER, rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("tells of a change with its states and its reason")
  void tells() {
    Rig rig = Rig.backup(orders(100));
    rig.hear(150, afterMillis(100));

    rig.instance.runTimers(rig.instance.nextDeadline());

    assertEquals(
        List.of("BACKUP MASTER: 192.0.2.200 (priority 150) was silent for 3.609 s"), rig.told());
    assertEquals(
        List.of(ADVERTISES, "add 203.0.113.10/24", "announce [203.0.113.10/24] x5"),
        rig.segment.done());
  }

  @Test
  @DisplayName("speaks from the primary address of the interface, the new one when it changes")
  void speaksFromThePrimaryAddress() {
    Rig rig = Rig.master(orders(100));
    rig.instance.runTimers(after(Duration.ofSeconds(1)));

    rig.instance.handle(new PrimaryAddressChanged(Wire.ipv4("192.0.2.77")), afterMillis(1500));
    rig.instance.runTimers(after(Duration.ofSeconds(2)));

    assertEquals(List.of(ADVERTISES, "advertise 100 from 192.0.2.77"), rig.segment.done());
  }
}
