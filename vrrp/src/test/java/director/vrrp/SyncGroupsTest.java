// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Hosted.INSIDE;
import static director.vrrp.Hosted.PHOTOS;
import static director.vrrp.Hosted.STARTED;
import static director.vrrp.Hosted.both;
import static director.vrrp.state.VrrpState.BACKUP;
import static director.vrrp.state.VrrpState.FAULT;
import static director.vrrp.state.VrrpState.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Orders;
import director.vrrp.orders.SyncGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two virtual routers that are MASTER together or not at all. */
class SyncGroupsTest {

  private static long later(long millis) {
    return STARTED + Duration.ofMillis(millis).toNanos();
  }

  private static Hosted started(Orders orders) {
    Hosted hosted = new Hosted();
    hosted.order(orders, Rig.START);
    hosted.look(Rig.START);
    hosted.forget();
    return hosted;
  }

  @Test
  @DisplayName("both become MASTER at once, when nobody speaks on either segment")
  void together() {
    Hosted hosted = started(both(100));

    hosted.runTo(Rig.afterMillis(3609));
    assertEquals(List.of(BACKUP, BACKUP), hosted.states());
    hosted.runTo(Rig.afterMillis(3610));

    assertEquals(List.of(MASTER, MASTER), hosted.states());
    assertEquals(
        List.of(
            "photos BACKUP MASTER: no master spoke within 3.609 s; all of sync group both are"
                + " ready",
            "inside BACKUP MASTER: no master spoke within 3.609 s; all of sync group both are"
                + " ready"),
        hosted.told());
  }

  @Test
  @DisplayName("an owner waits for the rest of its group, too")
  void owner() {
    Hosted hosted = new Hosted();
    hosted.order(both(255), Rig.START);
    hosted.around.put("inside", Hosted.faulty("interface eth1 is down"));
    hosted.look(Rig.START);
    assertEquals(List.of(FAULT, FAULT), hosted.states());

    hosted.around.put("inside", Hosted.well(Set.of()));
    hosted.look(Rig.afterMillis(100));

    assertEquals(List.of(MASTER, MASTER), hosted.states());
    assertEquals(
        "owner of the addresses (priority 255) starts; all of sync group both are ready",
        hosted.status("photos", Rig.afterMillis(100)).reason());
  }

  @Test
  @DisplayName("one whose segment is silent waits as long as the other follows a master")
  void waits() {
    Hosted hosted = started(both(100));

    for (int second = 1; second <= 10; second++) {
      hosted.hear("inside", 150, Rig.afterMillis(1000L * second));
      hosted.runTo(Rig.afterMillis(1000L * second));
    }
    assertEquals(List.of(BACKUP, BACKUP), hosted.states());
    assertEquals(
        "waits for the others of sync group both", hosted.status("photos", STARTED).withheld());
    assertEquals("", hosted.status("inside", STARTED).withheld());

    hosted.hear("inside", 0, Rig.afterMillis(10_500));
    hosted.runTo(Rig.afterMillis(11_110));
    assertEquals(List.of(MASTER, MASTER), hosted.states());
  }

  @Test
  @DisplayName("who yields drags the other, which answers until its successor is heard")
  void yields() {
    Hosted hosted = Hosted.master(both(100));

    hosted.hear("inside", 150, later(100));

    assertEquals(List.of(BACKUP, BACKUP), hosted.states());
    assertEquals(List.of("advertise 0 from 192.0.2.5"), hosted.segment("photos").done());
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());
    assertEquals(List.of(), hosted.segment("inside").present());

    hosted.hear("photos", 150, later(600));
    hosted.runTo(later(700));
    assertEquals(List.of(), hosted.segment("photos").present());
  }

  @Test
  @DisplayName("where that successor is not heard the addresses are released all the same")
  void releases() {
    Hosted hosted = Hosted.master(both(100));
    hosted.hear("inside", 150, later(100));

    hosted.hear("inside", 150, later(1100));
    hosted.runTo(later(1150));

    assertEquals(List.of(), hosted.segment("photos").present());
    assertEquals(List.of(BACKUP, BACKUP), hosted.states());
    assertEquals(
        "sync group both: inside follows 192.0.2.200 (priority 150); no successor spoke here:"
            + " released",
        hosted.status("photos", later(1150)).reason());
  }

  @Test
  @DisplayName("a fault of one is a fault of all, that names it; and its end is the end for all")
  void faults() {
    Hosted hosted = Hosted.master(both(100));

    hosted.around.put("inside", Hosted.faulty("interface eth1 has no carrier"));
    hosted.look(later(100));
    assertEquals(List.of(FAULT, FAULT), hosted.states());
    assertEquals(
        "sync group: inside is in FAULT: interface eth1 has no carrier",
        hosted.status("photos", later(100)).reason());
    assertEquals(List.of(), hosted.segment("photos").present());

    hosted.around.put("inside", Hosted.well(Set.of()));
    hosted.look(later(200));
    assertEquals(List.of(BACKUP, BACKUP), hosted.states());
    hosted.runTo(later(3810));
    assertEquals(List.of(MASTER, MASTER), hosted.states());
  }

  @Test
  @DisplayName("what is tracked for one counts for all, and what all have counts once")
  void weights() {
    Hosted hosted = Hosted.master(both(100));
    Adjustment uplink = new Adjustment(-20, "", List.of("script uplink failed: -20"));
    Adjustment disk = new Adjustment(-5, "", List.of("file disk is 5: -5"));

    hosted.instances.adjust(Map.of("photos", uplink), later(100));
    assertEquals(80, hosted.status("inside", later(100)).priority());

    hosted.instances.adjust(Map.of("photos", uplink, "inside", uplink), later(200));
    assertEquals(80, hosted.status("photos", later(200)).priority());

    hosted.instances.adjust(Map.of("photos", uplink, "inside", disk), later(300));
    assertEquals(75, hosted.status("photos", later(300)).priority());
    assertEquals(75, hosted.status("inside", later(300)).priority());
  }

  @Test
  @DisplayName("where one hears a second master the others announce themselves again as well")
  void announcesTogether() {
    Hosted hosted = Hosted.master(both(100));

    hosted.hear("inside", 50, later(100));

    assertEquals(List.of("announce [203.0.113.10/24] x5"), hosted.segment("photos").done());
    assertEquals(
        List.of("advertise 100 from 192.0.2.5", "announce [198.51.100.10/24] x5"),
        hosted.segment("inside").done());
    assertEquals(List.of(INSIDE), hosted.segment("inside").present());
  }

  @Test
  @DisplayName("a member that waits stands alone when the group is dissolved, and takes over")
  void dissolved() {
    Hosted hosted = started(both(100));
    hosted.hear("inside", 150, Rig.afterMillis(3000));
    hosted.runTo(Rig.afterMillis(4000));
    assertEquals(List.of(BACKUP, BACKUP), hosted.states());

    hosted.order(Orders.of(List.of(Hosted.photos(100), Hosted.inside(100))), Rig.afterMillis(4100));

    assertEquals(List.of(MASTER, BACKUP), hosted.states());
    assertEquals(
        "no master spoke within 3.609 s", hosted.status("photos", Rig.afterMillis(4100)).reason());
  }

  @Test
  @DisplayName("members of different priorities are warned of: two directors would never agree")
  void differentPriorities() {
    Hosted hosted =
        started(
            new Orders(
                Duration.ZERO,
                List.of(Hosted.photos(100), Hosted.inside(120)),
                List.of(new SyncGroup("both", List.of("photos", "inside"))),
                List.of(),
                List.of(),
                List.of()));

    assertEquals(
        List.of(
            "the members of sync group both have different priorities [100, 120]: directors that"
                + " rank differently for each never agree; give all the same"),
        hosted.status("photos", Rig.START).warnings());
    assertEquals(List.of(), Hosted.master(both(100)).status("photos", STARTED).warnings());
  }
}
