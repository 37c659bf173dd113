// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Hosted.PHOTOS;
import static director.vrrp.Hosted.STARTED;
import static director.vrrp.Hosted.both;
import static director.vrrp.Hosted.photos;
import static director.vrrp.state.VrrpState.BACKUP;
import static director.vrrp.state.VrrpState.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.HandoverOutcome.Result;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Orders;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The operator gives the role away. */
class HandingOverTest {
  private static final String WITHHELD = "handed over by operator: maintenance";

  private static Hosted alone(int priority) {
    return Hosted.master(Orders.of(List.of(photos(priority))));
  }

  private static long later(long millis) {
    return STARTED + Duration.ofMillis(millis).toNanos();
  }

  @Test
  @DisplayName("the address answers until the successor is heard, and is then gone")
  void handsOver() {
    Hosted hosted = alone(150);

    CompletableFuture<HandoverOutcome> outcome = hosted.handOver("photos", STARTED);
    assertEquals(List.of("advertise 0 from 192.0.2.5"), hosted.segment("photos").done());
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());
    assertEquals(false, outcome.isDone());

    hosted.hear("photos", 100, later(611));
    hosted.runTo(later(710));
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());
    hosted.runTo(later(711));
    assertEquals(List.of("remove 203.0.113.10/24"), hosted.segment("photos").done());
    assertEquals(
        new HandoverOutcome(Result.DONE, "handed over to 192.0.2.200 (priority 100)"),
        outcome.getNow(null));
    assertEquals(WITHHELD, hosted.status("photos", later(800)).withheld());
  }

  @Test
  @DisplayName("afterwards a lower successor is not preempted, as long as it speaks")
  void doesNotComeBack() {
    Hosted hosted = alone(150);
    hosted.handOver("photos", STARTED);

    for (int second = 1; second <= 60; second++) {
      hosted.runTo(later(1000L * second - 400));
      hosted.hear("photos", 100, later(1000L * second - 400));
    }

    assertEquals(List.of(BACKUP), hosted.states());
  }

  @Test
  @DisplayName("when the successor dies it takes over, and takes part as before from then on")
  void successorDies() {
    Hosted hosted = alone(150);
    hosted.handOver("photos", STARTED);
    hosted.hear("photos", 100, later(600));

    hosted.runTo(later(20_000));

    assertEquals(List.of(MASTER), hosted.states());
    assertEquals("", hosted.status("photos", later(20_000)).withheld());
    hosted.hear("photos", 100, later(20_100));
    assertEquals(List.of(MASTER), hosted.states());
  }

  @Test
  @DisplayName("where no successor speaks it keeps the role, and says so for a minute")
  void noSuccessor() {
    Hosted hosted = alone(150);

    CompletableFuture<HandoverOutcome> outcome = hosted.handOver("photos", STARTED);
    hosted.runTo(later(2000));

    assertEquals(
        new HandoverOutcome(Result.KEPT, "no successor spoke within 1.050 s: keeps the role"),
        outcome.getNow(null));
    assertEquals(List.of(MASTER), hosted.states());
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());
    assertEquals(
        List.of(WITHHELD + ": nobody else took the role over, so it is MASTER still"),
        hosted.status("photos", later(2000)).warnings());
    assertEquals(List.of(), hosted.status("photos", later(62_000)).warnings());
  }

  @Test
  @DisplayName("how long a successor is waited for does not depend on the priority")
  void priorityChangesMeanwhile() {
    Hosted hosted = alone(150);
    hosted.handOver("photos", STARTED);

    hosted.instances.adjust(
        Map.of("photos", new Adjustment(-140, "", List.of("uplink: -140"))), later(100));

    assertEquals(later(1050), hosted.instances.nextDeadline());
  }

  @Test
  @DisplayName("resuming lets it preempt again")
  void resumes() {
    Hosted hosted = alone(150);
    hosted.handOver("photos", STARTED);
    hosted.hear("photos", 100, later(600));

    hosted.instances.standby(false, "all is well", later(700));
    for (int second = 1; second <= 4; second++) {
      hosted.hear("photos", 100, later(600 + 1000L * second));
      hosted.runTo(later(600 + 1000L * second));
    }

    assertEquals(List.of(MASTER), hosted.states());
  }

  @Test
  @DisplayName("what was handed over in a former life stays there, until nobody speaks")
  void formerLife() {
    Hosted hosted = new Hosted();
    hosted.instances.withhold("photos", "maintenance", Rig.START);
    hosted.order(Orders.of(List.of(photos(150))), Rig.START);
    hosted.look(Rig.START);

    for (int second = 1; second <= 60; second++) {
      hosted.runTo(later(1000L * second - 10_400));
      hosted.hear("photos", 100, later(1000L * second - 10_400));
    }
    List<VrrpState> meanwhile = hosted.states();
    String withheld = hosted.status("photos", later(60_000)).withheld();
    hosted.runTo(later(80_000));
    List<VrrpState> alone = hosted.states();
    hosted.order(Orders.of(List.of()), later(81_000));
    hosted.order(Orders.of(List.of(photos(150))), later(81_100));

    assertEquals(List.of(BACKUP), meanwhile);
    assertEquals(WITHHELD, withheld);
    assertEquals(List.of(MASTER), alone);
    assertEquals("", hosted.status("photos", later(82_000)).withheld());
  }

  @Test
  @DisplayName("one that begins anew after a reload is handed over still")
  void begunAnew() {
    Hosted hosted = alone(150);
    hosted.handOver("photos", STARTED);
    hosted.hear("photos", 100, later(600));

    hosted.order(Orders.of(List.of()), later(1000));
    hosted.order(Orders.of(List.of(photos(150))), later(1100));
    hosted.look(later(1100));

    assertEquals(WITHHELD, hosted.status("photos", later(1200)).withheld());
  }

  @Test
  @DisplayName("the end of standby alone leaves what was handed over where it is")
  void endOfStandby() {
    Hosted hosted = alone(150);
    hosted.handOver("photos", STARTED);
    hosted.hear("photos", 100, later(600));
    hosted.instances.standby(true, "new kernel", later(700));
    int meanwhile = hosted.status("photos", later(800)).priority();

    hosted.instances.endStandby("its time is over", later(900));

    assertEquals(1, meanwhile);
    assertEquals(150, hosted.status("photos", later(1000)).priority());
    assertEquals(WITHHELD, hosted.status("photos", later(1000)).withheld());
  }

  @Test
  @DisplayName("only a MASTER can hand over, and only one that there is")
  void refused() {
    Hosted hosted = new Hosted();
    hosted.order(Orders.of(List.of(photos(100))), Rig.START);
    hosted.look(Rig.START);

    assertEquals(
        new HandoverOutcome(
            Result.REFUSED,
            "photos cannot be handed over: it is BACKUP, only a MASTER can hand over"),
        hosted.handOver("photos", STARTED).getNow(null));
    assertEquals(
        new HandoverOutcome(
            Result.REFUSED, "videos cannot be handed over: there is no such virtual router"),
        hosted.handOver("videos", STARTED).getNow(null));
  }

  @Test
  @DisplayName("who waits for the outcome is told when the virtual router is removed meanwhile")
  void removedMeanwhile() {
    Hosted hosted = alone(150);
    CompletableFuture<HandoverOutcome> outcome = hosted.handOver("photos", STARTED);

    hosted.instances.resign("stopped", later(100));

    assertEquals(
        new HandoverOutcome(Result.REFUSED, "photos runs no longer"), outcome.getNow(null));
  }

  @Test
  @DisplayName("on standby all hand over and stay behind, but abandon nothing")
  void standby() {
    Hosted hosted = alone(150);

    hosted.instances.standby(true, "new kernel", STARTED);
    hosted.hear("photos", 100, later(500));
    assertEquals(List.of(BACKUP), hosted.states());
    assertEquals(1, hosted.status("photos", later(500)).priority());
    assertEquals("standby: new kernel", hosted.status("photos", later(500)).withheld());

    hosted.runTo(later(10_000));
    assertEquals(List.of(MASTER), hosted.states());
    assertEquals("standby: new kernel", hosted.status("photos", later(10_000)).withheld());

    hosted.hear("photos", 2, later(10_100));
    assertEquals(List.of(BACKUP), hosted.states());
  }

  @Test
  @DisplayName("standby survives a reload, and what is ordered meanwhile begins so")
  void standbyAndReload() {
    Hosted hosted = alone(150);
    hosted.instances.standby(true, "new kernel", STARTED);
    hosted.hear("photos", 100, later(500));

    hosted.order(Orders.of(List.of(photos(160), Hosted.inside(160))), later(600));
    hosted.look(later(600));
    assertEquals(1, hosted.status("photos", later(700)).priority());
    assertEquals(1, hosted.status("inside", later(700)).priority());

    hosted.instances.standby(false, "done", later(800));
    assertEquals(160, hosted.status("photos", later(900)).priority());
    assertEquals(160, hosted.status("inside", later(900)).priority());
  }

  @Test
  @DisplayName("all members of a sync group hand over with one of them")
  void wholeGroup() {
    Hosted hosted = Hosted.master(both(150));

    CompletableFuture<HandoverOutcome> outcome = hosted.handOver("photos", STARTED);

    assertEquals(List.of("advertise 0 from 192.0.2.5"), hosted.segment("photos").done());
    assertEquals(List.of("advertise 0 from 192.0.2.5"), hosted.segment("inside").done());
    hosted.hear("photos", 100, later(600));
    hosted.hear("inside", 100, later(600));
    hosted.runTo(later(700));
    assertEquals(Result.DONE, outcome.getNow(null).result());
    assertEquals(WITHHELD, hosted.status("inside", later(700)).withheld());
    assertEquals(List.of(BACKUP, BACKUP), hosted.states());
  }
}
