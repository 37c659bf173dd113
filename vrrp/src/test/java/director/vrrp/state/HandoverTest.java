// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.DOWN;
import static director.vrrp.state.Given.SKEW;
import static director.vrrp.state.Given.backup;
import static director.vrrp.state.Given.following;
import static director.vrrp.state.Given.heard;
import static director.vrrp.state.Given.higher;
import static director.vrrp.state.Given.machine;
import static director.vrrp.state.Given.master;
import static director.vrrp.state.Given.newMaster;
import static director.vrrp.state.Given.releasing;
import static director.vrrp.state.Given.stopped;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_AGAIN;
import static director.vrrp.state.VrrpTimer.MASTER_DOWN;
import static director.vrrp.state.VrrpTimer.RELEASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpEvent.AddressLost;
import director.vrrp.state.VrrpEvent.AnnouncementDue;
import director.vrrp.state.VrrpEvent.Handover;
import director.vrrp.state.VrrpEvent.Postponed;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The role is given away, or taken: what follows, and what is said of it. */
class HandoverTest {
  private static VirtualRouterState handedOver() {
    return backup().holding(true).watching(Watch.SUCCESSOR);
  }

  @Test
  @DisplayName("who hands over resigns, and answers for the addresses while it waits")
  void handsOver() {
    Transition transition = machine().on(master(), new Handover("maintenance"));

    assertEquals(
        new Transition(
            handedOver(),
            List.of(
                new SendAdvertisement(0),
                new StopAllTimers(),
                new StartTimer(MASTER_DOWN, Duration.ofMillis(1050))),
            "maintenance: answers for the addresses until the successor is heard"),
        transition);
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {1, 99, 100, 101, 255})
  @DisplayName("any successor is followed, one of lower priority too, and gets the addresses")
  void successorSpeaks(int priority) {
    Transition transition = machine().on(handedOver(), heard(priority));

    assertEquals(following(higher(priority)), transition.next());
    assertEquals(
        List.of(new RemoveAddresses(), new StartTimer(MASTER_DOWN, DOWN)),
        transition.actions().subList(0, 2));
    assertEquals(
        "gives the addresses up: 192.0.2.200 (priority " + priority + ") is MASTER",
        transition.reason());
  }

  @Test
  @DisplayName("who finds no successor keeps the role, and says so")
  void noSuccessor() {
    Transition transition = machine().on(handedOver(), new TimerFired(MASTER_DOWN));

    assertEquals(newMaster(), transition.next());
    assertEquals("no successor spoke within 1.050 s: keeps the role", transition.reason());
  }

  @Test
  @DisplayName("only a MASTER has something to hand over")
  void nothingToHandOver() {
    for (VirtualRouterState state :
        List.of(stopped(), releasing(), backup(), handedOver(), Given.faulty())) {
      assertEquals(
          new Transition(state, List.of(), ""), machine().on(state, new Handover("maintenance")));
    }
  }

  @Test
  @DisplayName("who takes a lost address for a wish resigns, and waits only the skew")
  void addressLost() {
    Transition transition = machine().on(master(), new AddressLost("somebody removed it"));

    assertEquals(
        new Transition(
            backup().watching(Watch.RESIGNED),
            List.of(
                new SendAdvertisement(0),
                new RemoveAddresses(),
                new StopAllTimers(),
                new StartTimer(MASTER_DOWN, SKEW)),
            "somebody removed it"),
        transition);
    assertEquals(
        "we resigned (priority 0) and nobody else spoke within 609 ms",
        machine().on(transition.next(), new TimerFired(MASTER_DOWN)).reason());
  }

  @Test
  @DisplayName("where the neighbours may be wrong a MASTER tells them twice, and nobody else")
  void announcesAgain() {
    Transition transition = machine().on(master(), new AnnouncementDue("another interface"));

    assertEquals(
        new Transition(
            master(),
            List.of(new Announce(5), new StartTimer(ANNOUNCE_AGAIN, Duration.ofSeconds(5))),
            "another interface"),
        transition);
    assertEquals(
        new Transition(backup(), List.of(), ""),
        machine().on(backup(), new AnnouncementDue("another interface")));
  }

  @Test
  @DisplayName("a BACKUP that was away says how long it listened, not how long it should have")
  void awayAndThenSilent() {
    var stalled = machine().on(following(higher(150)), new Stalled(Duration.ofSeconds(600))).next();

    Transition transition = machine().on(stalled, new TimerFired(MASTER_DOWN));

    assertEquals("no master spoke within 1.609 s", transition.reason());
  }

  @Test
  @DisplayName("a stop with patience keeps the addresses for that long")
  void patience() {
    Transition transition = machine().on(master(), new Shutdown("moves", Duration.ofMillis(4609)));

    assertEquals(new StartTimer(RELEASE, Duration.ofMillis(4609)), transition.actions().get(2));
  }

  @Test
  @DisplayName("before its time it keeps the addresses that it found, until a master is heard")
  void postponed() {
    var waiting = machine().on(stopped(), new Postponed(true)).next();
    assertEquals(stopped().holding(true), waiting);

    assertEquals(stopped(), machine().on(waiting, heard(50)).next());
    assertEquals(waiting, machine().on(waiting, heard(0)).next());
    assertEquals(Given.listening(), machine().on(waiting, new Startup(Given.OURS, true)).next());
  }

  @Test
  @DisplayName("announces as often as it is told to, and never again where that is nothing")
  void announcements() {
    var once =
        new VrrpStateMachine(
            Given.v3(100), new Announcements(1, Duration.ZERO, Duration.ZERO), false);

    List<VrrpAction> actions = once.on(backup(), new TimerFired(MASTER_DOWN)).actions();

    assertEquals(new Announce(1), actions.get(3));
    assertEquals(6, actions.size());
  }
}
