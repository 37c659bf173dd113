// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.event.Event;
import director.daemon.event.Target;
import director.vrrp.ElectionListener.Change;
import director.vrrp.InstanceStatus;
import director.vrrp.orders.Adjustment;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ElectionEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Map<String, String> FACTS =
      Map.of("priority", "150", "interface", "eth0", "addresses", "203.0.113.10/24");

  private final List<Event> told = new ArrayList<>();
  private final ElectionEvents events = new ElectionEvents(told::add);

  @Test
  @DisplayName("a change is told once, however often the standing repeats it")
  void once() {
    events.standing(List.of(at("photos", VrrpState.BACKUP, "192.0.2.2 advertises", null)));
    told.clear();

    events.changed(
        change("photos", VrrpState.BACKUP, VrrpState.MASTER, "no advertisement within 3609 ms"),
        List.of(at("photos", VrrpState.BACKUP, "192.0.2.2 advertises", null)));
    events.standing(List.of(at("photos", VrrpState.MASTER, "no advertisement", null)));
    events.standing(List.of(at("photos", VrrpState.MASTER, "no advertisement", null)));

    assertEquals(
        List.of(
            Event.state(Target.vip("photos"), "BACKUP", "MASTER", "no advertisement within 3609 ms")
                .with(FACTS)),
        told);
  }

  @Test
  @DisplayName("a change that nobody told, as no director was there, is told by the standing")
  void missed() {
    events.standing(List.of(at("photos", VrrpState.BACKUP, "192.0.2.2 advertises", null)));
    events.standing(List.of(at("photos", VrrpState.MASTER, "192.0.2.2 resigned", null)));

    assertEquals(
        List.of(
            Event.state(Target.vip("photos"), "", "BACKUP", "192.0.2.2 advertises").with(FACTS),
            Event.state(Target.vip("photos"), "BACKUP", "MASTER", "192.0.2.2 resigned")
                .with(FACTS)),
        told);
  }

  @Test
  @DisplayName("a sync group is in a state when all of its members are, and only then")
  void group() {
    Target group = new Target(Target.Kind.GROUP, "front");

    events.standing(
        List.of(
            at("a", VrrpState.BACKUP, "heard", "front"),
            at("b", VrrpState.MASTER, "unheard", "front")));
    events.standing(
        List.of(
            at("a", VrrpState.MASTER, "follows", "front"),
            at("b", VrrpState.MASTER, "unheard", "front")));

    assertEquals(
        List.of(Event.state(group, "", "MASTER", "all of its virtual routers are")),
        told.stream().filter(event -> event.target().equals(group)).toList());
  }

  @Test
  @DisplayName("what is configured no more is DELETED, and what a stop ends is STOP and no more")
  void leave() {
    events.standing(
        List.of(
            at("photos", VrrpState.MASTER, "unheard", null),
            at("videos", VrrpState.BACKUP, "heard", null)));
    events.standing(List.of(at("photos", VrrpState.MASTER, "unheard", null)));
    told.clear();

    events.stopped("the director was stopped");
    events.standing(List.of(at("photos", VrrpState.INIT, "stopped", null)));
    events.standing(List.of());

    assertEquals(
        List.of(Event.state(Target.vip("photos"), "MASTER", "STOP", "the director was stopped")),
        told);
  }

  @Test
  @DisplayName("that it is configured no more is told once")
  void deleted() {
    events.standing(List.of(at("photos", VrrpState.MASTER, "unheard", null)));
    told.clear();

    events.standing(List.of());
    events.standing(List.of());

    assertEquals(
        List.of(Event.state(Target.vip("photos"), "MASTER", "DELETED", "it is configured no more")),
        told);
  }

  @Test
  @DisplayName("another priority is a decision that has the number beside its words")
  void priority() {
    String sentence = "priority 130, was 150: -20, script nginx exits 1";

    events.changed(change("photos", VrrpState.MASTER, VrrpState.MASTER, sentence), List.of());

    assertEquals(
        List.of(
            Event.of(Event.Kind.DECISION, Target.vip("photos"), sentence)
                .with(Map.of("priority", "130"))),
        told);
  }

  @Test
  @DisplayName("an elector that comes and goes is told, and one that stays away is told once")
  void elector() {
    events.connected(812, "0.1.0");
    events.lost("the elector (pid 812) is gone");
    events.lost("it does not start");

    assertEquals(
        List.of(
            Event.state(Target.ELECTOR, "", "CONNECTED", "elector 0.1.0 of pid 812"),
            Event.state(Target.ELECTOR, "CONNECTED", "LOST", "the elector (pid 812) is gone")),
        told);
  }

  private static Change change(String instance, VrrpState from, VrrpState to, String reason) {
    return new Change(NOON, instance, from, to, reason);
  }

  private static InstanceStatus at(
      String name, VrrpState state, String reason, @Nullable String group) {
    return new InstanceStatus(
        name,
        "eth0",
        51,
        3,
        state,
        150,
        150,
        null,
        null,
        List.of(new InstanceStatus.Address("203.0.113.10/24", true)),
        NOON,
        reason,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        "multicast 224.0.0.18",
        "none",
        group,
        Adjustment.NONE,
        "",
        false,
        List.of(),
        InstanceStatus.Convergence.OFF,
        null,
        InstanceStatus.Statistics.NONE,
        "");
  }
}
