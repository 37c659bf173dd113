// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.Hosted.INSIDE;
import static director.vrrp.Hosted.PHOTOS;
import static director.vrrp.Hosted.STARTED;
import static director.vrrp.Hosted.both;
import static director.vrrp.Hosted.photos;
import static director.vrrp.state.VrrpState.BACKUP;
import static director.vrrp.state.VrrpState.FAULT;
import static director.vrrp.state.VrrpState.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.HandoverOutcome.Result;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The process is about to be started anew, and is started anew. */
class LeavingForRestartTest {
  private static final Duration PROMISE = Duration.ofSeconds(10);
  private static final String FAREWELL = "advertise 150 from 192.0.2.5";

  private static Hosted alone() {
    return Hosted.master(Orders.of(List.of(photos(150))));
  }

  private static long later(long millis) {
    return STARTED + Duration.ofMillis(millis).toNanos();
  }

  private static Farewell farewell(String name, String device, int id, Object address, long rest) {
    return new Farewell(
        name, device, device, id, 3, List.of(address.toString()), Duration.ofMillis(rest));
  }

  /** Another life on the same segments, with what the first one left in the kernel. */
  private static Hosted heir(Hosted before, Orders orders, List<Farewell> farewells, long now) {
    Hosted heir = new Hosted(now);
    heir.segments.putAll(before.segments);
    heir.instances.expect(farewells, now);
    heir.order(orders, now);
    heir.look(now);
    return heir;
  }

  @Test
  @DisplayName("three farewells, and the process may end with everything in place")
  void leaves() {
    Hosted hosted = alone();

    hosted.instances.leave(PROMISE, STARTED);
    hosted.instances.runTimers(STARTED);
    hosted.runTo(later(124));
    boolean early = hosted.instances.hasLeft(later(124));

    assertFalse(early);
    assertTrue(hosted.instances.hasLeft(later(125)));
    assertEquals(
        List.of(FAREWELL, "announce [203.0.113.10/24] x5", FAREWELL, FAREWELL),
        hosted.segment("photos").done());
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());
    assertEquals(
        List.of(farewell("photos", "eth0", 51, PHOTOS, 7375)),
        hosted.instances.farewells(later(125)));
  }

  @Test
  @DisplayName("a BACKUP says nothing, and its end changes nothing")
  void backup() {
    Hosted hosted = alone();
    hosted.hear("photos", 200, STARTED);
    hosted.forget();

    hosted.instances.leave(PROMISE, STARTED);
    hosted.instances.runTimers(STARTED);
    hosted.runTo(later(125));

    assertTrue(hosted.instances.hasLeft(later(125)));
    assertEquals(List.of(), hosted.segment("photos").done());
    assertEquals(List.of(), hosted.instances.farewells(later(125)));
  }

  @Test
  @DisplayName("the next life is MASTER at once, in spite of a start-delay")
  void returns() {
    Hosted hosted = alone();
    Orders delayed =
        new Orders(
            Duration.ofMinutes(1),
            List.of(photos(150)),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    Hosted heir =
        heir(hosted, delayed, List.of(farewell("photos", "eth0", 51, PHOTOS, 5000)), STARTED);

    assertEquals(List.of(MASTER), heir.states());
  }

  @Test
  @DisplayName(
      "but not once the time is over, nor with another virtual router, nor without its address")
  void ordinaryStart() {
    Farewell own = farewell("photos", "eth0", 51, PHOTOS, 5000);
    Orders orders = Orders.of(List.of(photos(150)));
    InstanceOrders other =
        InstanceOrders.of("photos", "eth0", 52, Hosted.router(150), List.of(PHOTOS));
    Hosted without = alone();
    without.segment("photos").vanish();

    Hosted late = heir(alone(), orders, List.of(own.after(Duration.ofSeconds(5))), STARTED);
    Hosted changed = heir(alone(), Orders.of(List.of(other)), List.of(own), STARTED);
    Hosted bare = heir(without, orders, List.of(own), STARTED);

    assertEquals(List.of(BACKUP), late.states());
    assertEquals(List.of(BACKUP), changed.states());
    assertEquals(List.of(BACKUP), bare.states());
  }

  @Test
  @DisplayName("a farewell is for the first start only")
  void once() {
    Farewell own = farewell("photos", "eth0", 51, PHOTOS, 5000);
    Hosted heir = heir(alone(), Orders.of(List.of(photos(150))), List.of(own), STARTED);
    heir.around.put("photos", Hosted.faulty("no carrier"));
    heir.look(later(1));
    heir.around.put("photos", Hosted.well(Set.of()));

    heir.look(later(2));

    assertEquals(List.of(BACKUP), heir.states());
  }

  @Test
  @DisplayName("a sync group comes back together, in the same moment")
  void groupReturns() {
    Hosted hosted = Hosted.master(both(150));
    List<Farewell> all =
        List.of(
            farewell("photos", "eth0", 51, PHOTOS, 5000),
            farewell("inside", "eth1", 52, INSIDE, 5000));

    Hosted heir = heir(hosted, both(150), all, STARTED);

    assertEquals(List.of(MASTER, MASTER), heir.states());
  }

  @Test
  @DisplayName("where one of a sync group cannot come back the other one gives its address up")
  void groupIsBroken() {
    Hosted hosted = Hosted.master(both(150));
    Hosted heir = new Hosted(STARTED);
    heir.segments.putAll(hosted.segments);
    heir.instances.expect(List.of(farewell("photos", "eth0", 51, PHOTOS, 5000)), STARTED);
    heir.order(both(150), STARTED);
    heir.around.put("inside", Hosted.faulty("no carrier"));

    heir.look(STARTED);

    assertEquals(List.of(FAULT, FAULT), heir.states());
    assertEquals(List.of(), heir.segment("photos").present());
  }

  @Test
  @DisplayName("asked for no time it hands over first, and leaves when the successor has settled")
  void handsOverFirst() {
    Hosted hosted = alone();

    hosted.instances.leave(Duration.ZERO, STARTED);
    hosted.instances.runTimers(STARTED);
    assertEquals(List.of("advertise 0 from 192.0.2.5"), hosted.segment("photos").done());
    hosted.hear("photos", 100, later(600));
    hosted.runTo(later(699));
    boolean early = hosted.instances.hasLeft(later(699));
    hosted.runTo(later(900));

    assertFalse(early);
    assertTrue(hosted.instances.hasLeft(later(900)));
    assertEquals(List.of(), hosted.segment("photos").present());
    assertEquals(List.of(), hosted.instances.farewells(later(900)));
  }

  @Test
  @DisplayName("where nobody is there to hand over to it keeps the role, and its addresses")
  void nobodyToHandOverTo() {
    Hosted hosted = alone();

    hosted.instances.leave(Duration.ZERO, STARTED);
    hosted.runTo(later(1300));

    assertTrue(hosted.instances.hasLeft(later(1300)));
    assertEquals(List.of(PHOTOS), hosted.segment("photos").present());
    assertEquals(1, hosted.instances.farewells(later(1300)).size());
  }

  @Test
  @DisplayName("a handover that is under way is brought to its end, and none begins any more")
  void handoverUnderWay() {
    Hosted hosted = alone();
    var first = hosted.handOver("photos", STARTED);

    hosted.instances.leave(PROMISE, later(10));
    var second = hosted.handOver("photos", later(20));
    hosted.hear("photos", 100, later(600));
    hosted.runTo(later(900));

    assertEquals(Result.DONE, first.getNow(null).result());
    assertEquals(
        HandoverOutcome.refused(
            "photos cannot be handed over: the elector is just being started anew, ask again"),
        second.getNow(null));
    assertTrue(hosted.instances.hasLeft(later(900)));
    assertEquals(List.of(), hosted.segment("photos").present());
  }

  @Test
  @DisplayName("a stop that comes meanwhile counts: it resigns")
  void stopped() {
    Hosted hosted = alone();
    hosted.instances.leave(PROMISE, STARTED);
    hosted.forget();
    FakeSegment segment = hosted.segment("photos");

    hosted.instances.resign("stopped", later(10));
    hosted.runTo(later(2000));

    assertFalse(hosted.instances.hasLeft(later(2000)));
    assertEquals("advertise 0 from 192.0.2.5", segment.done().get(0));
    assertEquals(List.of(), segment.present());
  }
}
