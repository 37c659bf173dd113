// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Rig.FIRST;
import static director.vrrp.Rig.OURS;
import static director.vrrp.Rig.SECOND;
import static director.vrrp.Rig.SECOND_ADDRESS;
import static director.vrrp.Rig.START;
import static director.vrrp.Rig.after;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.Rig.orders;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the kernel refuses is told once, is seen in the status, and stops nothing. */
class InstanceFailuresTest {
  private static final InstanceOrders TWO =
      orders(new VirtualRouter(3, 100, SECOND, true, Duration.ZERO), FIRST, SECOND_ADDRESS);

  @Test
  @DisplayName("an advertisement that cannot be sent is told once, and the rhythm goes on")
  void cannotAdvertise() {
    Rig rig = Rig.master(orders(100));
    rig.segment.refuse("advertise 100 from 192.0.2.5");

    for (int i = 1; i <= 3; i++) {
      rig.instance.runTimers(after(Duration.ofSeconds(i)));
    }

    assertEquals(List.of("MASTER MASTER: cannot advertise: EPERM"), rig.told());
    assertEquals("advertise: EPERM", rig.status().failure());
    assertEquals(1, rig.status().statistics().sent());
    assertEquals(after(Duration.ofSeconds(4)), rig.instance.nextDeadline());
  }

  @Test
  @DisplayName("it is over when the same thing works again, and is told again the next time")
  void worksAgain() {
    Rig rig = Rig.master(orders(100));
    rig.segment.refuse("advertise 100 from 192.0.2.5");
    rig.instance.runTimers(after(Duration.ofSeconds(1)));
    rig.told();

    rig.segment.refuseNothing();
    rig.instance.runTimers(after(Duration.ofSeconds(2)));
    assertEquals("", rig.status().failure());

    rig.segment.refuse("advertise 100 from 192.0.2.5");
    rig.instance.runTimers(after(Duration.ofSeconds(3)));
    assertEquals(List.of("MASTER MASTER: cannot advertise: EPERM"), rig.told());
  }

  @Test
  @DisplayName("an address that cannot be added does not keep the other from being added")
  void cannotAdd() {
    Rig rig = Rig.backup(TWO);
    rig.segment.refuse("add 203.0.113.10/24");

    rig.instance.runTimers(rig.instance.nextDeadline());

    assertEquals(VrrpState.MASTER, rig.instance.state());
    assertEquals(List.of(SECOND_ADDRESS), rig.segment.present());
    assertEquals("add 203.0.113.10/24: EPERM", rig.status().failure());
  }

  @Test
  @DisplayName("two refusals are both in the status, each is told once, and each ends by itself")
  void twoRefusals() {
    Rig rig = Rig.master(orders(100));
    rig.segment.refuse("advertise 100 from 192.0.2.5");
    rig.segment.refuse("announce [203.0.113.10/24] x5");

    for (int i = 1; i <= 10; i++) {
      rig.hear(50, after(Duration.ofSeconds(i)));
      rig.instance.runTimers(after(Duration.ofSeconds(i)));
    }

    assertEquals(
        List.of("MASTER MASTER: cannot advertise: EPERM", "MASTER MASTER: cannot announce: EPERM"),
        rig.told().stream().filter(told -> told.contains("cannot")).toList());
    assertEquals("advertise: EPERM; announce: EPERM", rig.status().failure());

    rig.segment.refuseNothing();
    rig.segment.refuse("announce [203.0.113.10/24] x5");
    rig.instance.runTimers(after(Duration.ofSeconds(11)));
    assertEquals("announce: EPERM", rig.status().failure());
  }

  @Test
  @DisplayName("what an earlier life could not do is no failure of the next one")
  void failuresEndWithTheirLife() {
    Rig rig = Rig.master(orders(100));
    rig.segment.refuse("advertise 100 from 192.0.2.5");
    rig.segment.refuse("advertise 0 from 192.0.2.5");
    rig.instance.runTimers(after(Duration.ofSeconds(1)));
    rig.instance.handle(new Fault("interface eth0 is down"), afterMillis(1100));
    assertEquals("advertise: EPERM", rig.status().failure());

    rig.instance.handle(new Startup(OURS, false), afterMillis(1200));

    assertEquals("", rig.status().failure());
  }

  @Test
  @DisplayName("that the farewell cannot be sent over a dead interface is the fault, and no news")
  void farewellOverDeadInterface() {
    Rig rig = Rig.master(orders(100));
    rig.segment.refuse("advertise 0 from 192.0.2.5");

    rig.instance.handle(new Fault("interface eth0 is down"), afterMillis(100));

    assertEquals(List.of(), rig.told().stream().filter(told -> told.contains("cannot")).toList());
    assertEquals("", rig.status().failure());
  }

  @Test
  @DisplayName("an address of a MASTER that somebody else removed is put back and announced")
  void restores() {
    Rig rig = Rig.master(TWO);

    rig.instance.restore(Set.of(SECOND_ADDRESS));

    assertEquals(
        List.of("add 203.0.113.10/24", "announce [203.0.113.10/24] x1"), rig.segment.done());
    assertEquals(
        List.of("MASTER MASTER: 203.0.113.10/24 was removed by somebody else: put back"),
        rig.told());
    assertEquals(1, rig.status().statistics().addressesRestored());
  }

  @Test
  @DisplayName("nothing is put back when nothing is missing, or when the role is not ours")
  void restoresNothing() {
    Rig master = Rig.master(TWO);
    Rig listening = Rig.listening(TWO);
    Rig backup = Rig.backup(TWO);

    master.instance.restore(Set.of(FIRST, SECOND_ADDRESS));
    listening.instance.restore(Set.of());
    backup.instance.restore(Set.of());

    for (Rig rig : List.of(master, listening, backup)) {
      assertEquals(List.of(), rig.segment.done());
      assertEquals(List.of(), rig.told());
      assertEquals(0, rig.status().statistics().addressesRestored());
    }
  }

  @Test
  @DisplayName("an address that cannot be put back is told as that, once, and not counted")
  void cannotRestore() {
    Rig rig = Rig.master(orders(100));
    rig.segment.refuse("add 203.0.113.10/24");

    for (int i = 0; i < 3; i++) {
      rig.instance.restore(Set.of());
    }

    assertEquals(List.of(), rig.segment.done());
    assertEquals(List.of("MASTER MASTER: cannot add 203.0.113.10/24: EPERM"), rig.told());
    assertEquals(0, rig.status().statistics().addressesRestored());
  }

  @Test
  @DisplayName("an address that could not be added is added when it is missed the next time")
  void addedLater() {
    Rig rig = Rig.backup(orders(100));
    rig.segment.refuse("add 203.0.113.10/24");
    rig.instance.runTimers(rig.instance.nextDeadline());
    rig.segment.refuseNothing();
    rig.forget();

    rig.instance.restore(Set.of());

    assertEquals(
        List.of("add 203.0.113.10/24", "announce [203.0.113.10/24] x1"), rig.segment.done());
    assertEquals(List.of("MASTER MASTER: 203.0.113.10/24 could be added at last"), rig.told());
    assertEquals("", rig.status().failure());
    assertEquals(0, rig.status().statistics().addressesRestored());
  }

  @Test
  @DisplayName("an address that could not be added is no failure when it is not ours any more")
  void addedNeverAgain() {
    Rig rig = Rig.backup(orders(100));
    rig.segment.refuse("add 203.0.113.10/24");
    rig.instance.runTimers(rig.instance.nextDeadline());
    assertEquals("add 203.0.113.10/24: EPERM", rig.status().failure());

    rig.hear(150, afterMillis(4000));

    assertEquals("", rig.status().failure());
  }

  @Test
  @DisplayName("an owner's addresses that were there before it are the interface's own, and stay")
  void ownersAddressesStay() {
    Rig rig = new Rig(orders(255));
    rig.instance.leave(Set.of(FIRST));
    rig.instance.handle(new Startup(Rig.OURS, true), START);
    rig.forget();

    rig.instance.handle(new Shutdown("stopped"), afterMillis(100));
    rig.instance.runTimers(after(Duration.ofSeconds(2)));

    assertEquals(List.of("advertise 0 from 192.0.2.5"), rig.segment.done());
    assertEquals(false, rig.instance.holdsAddresses());
  }

  @Test
  @DisplayName(
      "what a former life left on the interface is taken off at the end, but not what is held")
  void leftOvers() {
    Rig faulty = new Rig(TWO);
    faulty.instance.handle(new Fault("interface eth0 is down"), START);
    faulty.instance.handle(new Shutdown("stopped"), afterMillis(100));
    faulty.instance.removeLeftOver(Set.of(SECOND_ADDRESS));
    assertEquals(List.of("remove 203.0.113.11/24"), faulty.segment.done());

    Rig releasing = Rig.master(TWO);
    releasing.instance.handle(new Shutdown("stopped"), afterMillis(100));
    releasing.forget();
    releasing.instance.removeLeftOver(Set.of(SECOND_ADDRESS));
    assertEquals(List.of(), releasing.segment.done());
  }
}
