// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Hosted.PHOTOS;
import static director.vrrp.Hosted.STARTED;
import static director.vrrp.Hosted.photos;
import static director.vrrp.Rig.afterMillis;
import static director.vrrp.state.VrrpState.BACKUP;
import static director.vrrp.state.VrrpState.FAULT;
import static director.vrrp.state.VrrpState.INIT;
import static director.vrrp.state.VrrpState.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.AddressLoss;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VirtualRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstancesTest {
  private static final Adjustment UPLINK =
      new Adjustment(-60, "", List.of("script uplink failed: -60"));

  private static Orders alone(int priority) {
    return Orders.of(List.of(photos(priority)));
  }

  private static long later(long millis) {
    return STARTED + Duration.ofMillis(millis).toNanos();
  }

  private static Orders delayed(int priority) {
    return new Orders(
        Duration.ofSeconds(30),
        List.of(photos(priority)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {100, 255})
  @DisplayName("within the start delay nothing is said or taken over, and what is heard counts")
  void startDelay(int priority) {
    Hosted hosted = new Hosted();
    hosted.order(delayed(priority), Rig.START);
    hosted.look(Rig.START);

    hosted.hear("photos", 50, afterMillis(26_000));
    hosted.runTo(afterMillis(29_000));
    hosted.look(afterMillis(29_000));
    assertEquals(List.of(INIT), hosted.states());
    assertEquals(List.of(), hosted.segment("photos").done());
    assertEquals(1, hosted.status("photos", afterMillis(29_000)).statistics().received());
    assertEquals("start-delay, 4 s left", hosted.status("photos", afterMillis(26_100)).withheld());

    hosted.look(afterMillis(30_000));
    assertEquals(List.of(priority == 255 ? MASTER : BACKUP), hosted.states());
    assertEquals("", hosted.status("photos", afterMillis(30_000)).withheld());
  }

  @Test
  @DisplayName("addresses that are found within the start delay stay until a master is heard")
  void foundWithinTheDelay() throws IOException {
    Hosted hosted = new Hosted();
    hosted.order(delayed(100), Rig.START);
    hosted.segment("photos").add(PHOTOS);
    hosted.look(Rig.START);
    hosted.look(afterMillis(1000));
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());

    hosted.hear("photos", 50, afterMillis(1500));
    hosted.runTo(afterMillis(1600));

    assertEquals(List.of(), hosted.segment("photos").present());
    assertEquals(List.of(INIT), hosted.states());
  }

  @Test
  @DisplayName("what is tracked moves the deadline of a BACKUP, and is in a MASTER's next word")
  void weights() {
    Hosted hosted = new Hosted();
    hosted.order(alone(100), Rig.START);
    hosted.look(Rig.START);

    hosted.instances.adjust(Map.of("photos", UPLINK), afterMillis(500));
    // 3 s and 216/256 s instead of 156/256 s
    assertEquals(afterMillis(3843) + 750_000, hosted.instances.nextDeadline());
    hosted.runTo(afterMillis(4000));
    assertEquals(List.of(MASTER), hosted.states());

    hosted.instances.adjust(Map.of(), afterMillis(4100));
    hosted.forget();
    hosted.runTo(afterMillis(4850));
    assertEquals(List.of("advertise 100 from 192.0.2.5"), hosted.segment("photos").done());
  }

  @Test
  @DisplayName("a MASTER whose priority sinks yields to whom it would have answered before")
  void sinks() {
    Hosted hosted = Hosted.master(alone(100));
    hosted.instances.adjust(Map.of("photos", UPLINK), later(100));

    hosted.hear("photos", 50, later(200));

    assertEquals(List.of(BACKUP), hosted.states());
    assertEquals(
        List.of(
            "photos MASTER MASTER: priority 40, was 100: script uplink failed: -60",
            "photos MASTER BACKUP: yields to 192.0.2.200 (priority 50): our priority is 40"),
        hosted.told());
    assertEquals(40, hosted.status("photos", later(200)).priority());
    assertEquals(100, hosted.status("photos", later(200)).configuredPriority());
    assertEquals(UPLINK, hosted.status("photos", later(200)).adjustment());
  }

  @Test
  @DisplayName("adjustments are kept for what is ordered later, and without a director")
  void adjustmentsStay() {
    Hosted hosted = new Hosted();
    hosted.instances.adjust(Map.of("photos", UPLINK), Rig.START);

    hosted.order(alone(100), Rig.START);
    hosted.order(alone(110), afterMillis(100));

    assertEquals(50, hosted.status("photos", afterMillis(100)).priority());
  }

  @Test
  @DisplayName("tracked interfaces count together with what the director tracks")
  void interfaces() {
    Hosted hosted = Hosted.master(alone(100));
    hosted.instances.adjust(Map.of("photos", UPLINK), later(100));

    hosted.around.put(
        "photos", Hosted.tracking(new Adjustment(-10, "", List.of("interface eth7 is down: -10"))));
    hosted.look(later(200));

    assertEquals(30, hosted.status("photos", later(200)).priority());
    assertEquals(
        new Adjustment(
            -70, "", List.of("script uplink failed: -60", "interface eth7 is down: -10")),
        hosted.status("photos", later(200)).adjustment());
  }

  @Test
  @DisplayName("a fault of what is tracked is one with its reason, which changes with it")
  void trackedFault() {
    Hosted hosted = Hosted.master(alone(100));

    hosted.instances.adjust(
        Map.of("photos", new Adjustment(0, "script disk failed", List.of())), later(100));
    hosted.look(later(100));
    assertEquals(List.of(FAULT), hosted.states());
    assertEquals("script disk failed", hosted.status("photos", later(100)).reason());

    hosted.around.put("photos", Hosted.faulty("interface eth0 has no carrier"));
    hosted.look(later(200));
    assertEquals("interface eth0 has no carrier", hosted.status("photos", later(200)).reason());

    hosted.around.put("photos", Hosted.well(Set.of()));
    hosted.instances.adjust(Map.of(), later(300));
    hosted.look(later(300));
    assertEquals(List.of(BACKUP), hosted.states());
  }

  private static InstanceOrders resigning(InstanceOrders like) {
    return new InstanceOrders(
        like.name(),
        like.interfaceName(),
        like.virtualRouterId(),
        like.router(),
        like.checksum(),
        like.transport(),
        like.authentication(),
        like.addresses(),
        like.excluded(),
        like.routes(),
        like.rules(),
        like.vmac(),
        like.announcing(),
        like.witnesses(),
        AddressLoss.RESIGN,
        like.lease(),
        like.tracked(),
        like.tracksInterface());
  }

  @Test
  @DisplayName("who takes a removed address for a wish resigns, and is back after the skew")
  void resigns() throws IOException {
    Hosted hosted = Hosted.master(Orders.of(List.of(resigning(photos(100)))));
    hosted.segment("photos").remove(PHOTOS);
    hosted.forget();

    hosted.look(later(100));
    assertEquals(List.of(BACKUP), hosted.states());
    assertEquals(
        List.of("advertise 0 from 192.0.2.5", "remove 203.0.113.10/24"),
        hosted.segment("photos").done());

    hosted.runTo(later(710));
    assertEquals(List.of(MASTER), hosted.states());
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());
  }

  @Test
  @DisplayName("an address that the kernel never granted was not removed by anybody")
  void refusedIsNotLost() {
    Hosted hosted = new Hosted();
    hosted.order(Orders.of(List.of(resigning(photos(100)))), Rig.START);
    hosted.segment("photos").refuse("add 203.0.113.10/24");
    hosted.look(Rig.START);
    hosted.runTo(STARTED);

    hosted.look(later(100));

    assertEquals(List.of(MASTER), hosted.states());
  }

  @Test
  @DisplayName("another hardware address under a MASTER is announced at once, and again")
  void hardwareChanges() {
    Hosted hosted = Hosted.master(alone(100));
    hosted.look(later(50));
    hosted.around.put(
        "photos",
        new Circumstances(
            "", Rig.OURS, Set.of(), Set.of(), "index 2 with 02:00:00:00:00:99", Adjustment.NONE));

    hosted.look(later(100));
    hosted.look(later(200));

    assertEquals(List.of("announce [203.0.113.10/24] x5"), hosted.segment("photos").done());
  }

  @Test
  @DisplayName("an owner leaves what was there before it, and removes what an earlier life added")
  void ownersAddresses() throws IOException {
    Hosted hosted = new Hosted();
    var mine = new VirtualAddress(Rig.FIRST.address(), 32);
    hosted.order(
        Orders.of(
            List.of(
                InstanceOrders.of(
                    "photos", "eth0", 51, Hosted.router(255), List.of(PHOTOS, mine)))),
        Rig.START);
    hosted.segment("photos").add(PHOTOS);
    hosted.segment("photos").add(mine);
    hosted.around.put(
        "photos",
        new Circumstances("", Rig.OURS, Set.of(), Set.of(mine), "index 2", Adjustment.NONE));
    hosted.look(Rig.START);
    FakeSegment segment = hosted.segment("photos");

    hosted.instances.resign("stopped", afterMillis(100));
    hosted.runTo(afterMillis(2000));

    assertEquals(List.of(PHOTOS), segment.present());
    assertEquals(true, hosted.instances.allReleased());
  }

  @Test
  @DisplayName("an owner that cannot start leaves the interface its own addresses")
  void ownerInFault() throws IOException {
    Hosted hosted = new Hosted();
    hosted.order(alone(255), Rig.START);
    hosted.segment("photos").add(PHOTOS);
    hosted.around.put("photos", Hosted.faulty("interface eth0 has no carrier"));

    hosted.look(Rig.START);

    assertEquals(List.of(FAULT), hosted.states());
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());
  }

  @Test
  @DisplayName("an heir of the same addresses decides what becomes of them: never a moment without")
  void heirOnTheSameDevice() {
    Hosted hosted = Hosted.master(alone(100));
    FakeSegment segment = hosted.segment("photos");
    VirtualRouter version2 = new VirtualRouter(2, 100, Rig.SECOND, true, Duration.ZERO);

    hosted.order(
        Orders.of(List.of(InstanceOrders.of("photos", "eth0", 51, version2, List.of(PHOTOS)))),
        later(100));
    hosted.look(later(100));
    hosted.runTo(later(1800));

    assertEquals(List.of(MASTER), hosted.states());
    assertEquals(
        List.of(
            "advertise 0 from 192.0.2.5",
            "advertise 100 from 192.0.2.5",
            "add 203.0.113.10/24",
            "announce [203.0.113.10/24] x5"),
        segment.done());
    assertEquals(true, hosted.instances.allReleased());
  }

  @Test
  @DisplayName("on another device the addresses stay where they are until the heir may have them")
  void heirOnAnotherDevice() {
    Hosted hosted = Hosted.master(alone(100));
    FakeSegment before = hosted.segment("photos");

    hosted.order(
        Orders.of(
            List.of(InstanceOrders.of("photos", "eth5", 51, Hosted.router(100), List.of(PHOTOS)))),
        later(100));
    hosted.look(later(100));
    hosted.runTo(later(3700));
    assertEquals(List.of(BACKUP), hosted.states());
    assertEquals(List.of(PHOTOS), before.present());

    hosted.runTo(later(5000));
    assertEquals(List.of(MASTER), hosted.states());
    assertEquals(List.of(), before.present());
  }
}
