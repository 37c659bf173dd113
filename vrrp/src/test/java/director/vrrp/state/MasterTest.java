// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.DOWN;
import static director.vrrp.state.Given.HIGHER;
import static director.vrrp.state.Given.LOWER;
import static director.vrrp.state.Given.OURS;
import static director.vrrp.state.Given.SECOND;
import static director.vrrp.state.Given.following;
import static director.vrrp.state.Given.heard;
import static director.vrrp.state.Given.higher;
import static director.vrrp.state.Given.lower;
import static director.vrrp.state.Given.machine;
import static director.vrrp.state.Given.master;
import static director.vrrp.state.Given.newMaster;
import static director.vrrp.state.VrrpTimer.ADVERTISEMENT;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_AGAIN;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_REFRESH;
import static director.vrrp.state.VrrpTimer.ASSERTED;
import static director.vrrp.state.VrrpTimer.MASTER_DOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.packet.Wire;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterTest {
  private static final String SECOND_MASTER =
      "heard a second master, 192.0.2.200 (priority 50), of lower rank: announces itself again";

  @Test
  @DisplayName("advertises once an interval")
  void advertises() {
    Transition transition = machine().on(master(), new TimerFired(ADVERTISEMENT));

    assertEquals(
        new Transition(
            master(),
            List.of(new SendAdvertisement(100), new StartTimer(ADVERTISEMENT, SECOND)),
            ""),
        transition);
  }

  @Test
  @DisplayName("announces its addresses a second time, and then once a minute")
  void announces() {
    assertEquals(
        new Transition(master(), List.of(new Announce(5)), ""),
        machine().on(master(), new TimerFired(ANNOUNCE_AGAIN)));
    assertEquals(
        new Transition(
            master(),
            List.of(new Announce(1), new StartTimer(ANNOUNCE_REFRESH, Duration.ofSeconds(60))),
            ""),
        machine().on(master(), new TimerFired(ANNOUNCE_REFRESH)));
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {101, 255})
  @DisplayName("yields to a higher priority: one last advertisement, no resignation")
  void yieldsToAHigherPriority(int priority) {
    Transition transition = machine().on(master(), heard(LOWER, priority));

    assertEquals(
        new Transition(
            following(lower(priority)),
            List.of(
                new SendAdvertisement(100),
                new RemoveAddresses(),
                new StopAllTimers(),
                new StartTimer(MASTER_DOWN, DOWN)),
            "yields to 192.0.2.4 (priority " + priority + "): our priority is 100"),
        transition);
  }

  @Test
  @DisplayName("yields to the same priority from a higher address, compared without sign")
  void yieldsToAHigherAddress() {
    Transition transition = machine().on(master(), heard(HIGHER, 100));

    assertEquals(following(higher(100)), transition.next());
    assertEquals(
        "yields to 192.0.2.200 (priority 100): same priority, higher address", transition.reason());
  }

  @Test
  @DisplayName("the first byte that differs decides between addresses")
  void comparesInNetworkOrder() {
    var low = Wire.ipv4("10.255.255.255");
    var high = Wire.ipv4("192.0.3.1");

    assertEquals(VrrpState.MASTER, machine().on(master(), heard(low, 100)).next().state());
    assertEquals(VrrpState.BACKUP, machine().on(master(), heard(high, 100)).next().state());
  }

  @Test
  @DisplayName("two owners: the one with the higher address stays")
  void twoOwners() {
    var owner = new VrrpStateMachine(Given.v3(255));

    assertEquals(VrrpState.BACKUP, owner.on(master(), heard(HIGHER, 255)).next().state());
    assertEquals(VrrpState.MASTER, owner.on(master(), heard(LOWER, 255)).next().state());
  }

  @Test
  @DisplayName("yielding, it learns the interval of the master it yields to")
  void learnsTheInterval() {
    Transition transition = machine().on(master(), heard(HIGHER, 150, Duration.ofSeconds(2)));

    assertEquals(following(higher(150)).every(Duration.ofSeconds(2)), transition.next());
    assertEquals(
        new StartTimer(MASTER_DOWN, Duration.ofNanos(7_218_750_000L)), transition.actions().get(3));
  }

  @Test
  @DisplayName("version 2 keeps to its own interval when it yields")
  void learnsNothingInVersion2() {
    var version2 = new VrrpStateMachine(Given.v2(100, SECOND));

    Transition transition = version2.on(master(), heard(HIGHER, 150, Duration.ofSeconds(2)));

    assertEquals(following(higher(150)), transition.next());
    assertEquals(new StartTimer(MASTER_DOWN, DOWN), transition.actions().get(3));
  }

  @Test
  @DisplayName("yields in the same way where preemption is off: only a BACKUP asks for that")
  void yieldsWithoutPreemption() {
    var patient = new VrrpStateMachine(Given.nopreempt(100));

    assertEquals(VrrpState.BACKUP, patient.on(master(), heard(101)).next().state());
    assertEquals(VrrpState.MASTER, patient.on(master(), heard(99)).next().state());
  }

  @Test
  @DisplayName("answers a master of lower rank at once, and announces itself again")
  void asserts() {
    Transition transition = machine().on(master(), heard(50));

    assertEquals(
        new Transition(
            master().asserting(true),
            List.of(
                new SendAdvertisement(100),
                new Announce(5),
                new StartTimer(ANNOUNCE_AGAIN, Duration.ofSeconds(5)),
                new StartTimer(ASSERTED, SECOND)),
            SECOND_MASTER),
        transition);
  }

  @Test
  @DisplayName("the same priority from a lower address is of lower rank")
  void assertsAgainstALowerAddress() {
    Transition transition = machine().on(master(), heard(LOWER, 100));

    assertEquals(master().asserting(true), transition.next());
    assertEquals(new SendAdvertisement(100), transition.actions().get(0));
  }

  @Test
  @DisplayName("the same priority from our own address is no reason to yield")
  void ownAddress() {
    Transition transition = machine().on(master(), heard(OURS, 100));

    assertEquals(VrrpState.MASTER, transition.next().state());
  }

  @Test
  @DisplayName("answers a resignation at once, without announcing itself")
  void answersAResignation() {
    Transition transition = machine().on(master(), heard(0));

    assertEquals(
        new Transition(
            master().asserting(true),
            List.of(new SendAdvertisement(100), new StartTimer(ASSERTED, SECOND)),
            ""),
        transition);
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {0, 50, 99})
  @DisplayName("answers once an interval, not once a packet: nobody can make it storm")
  void assertsOnceAnInterval(int priority) {
    var asserted = master().asserting(true);

    assertEquals(new Transition(asserted, List.of(), ""), machine().on(asserted, heard(priority)));
    assertEquals(
        new Transition(master(), List.of(), ""), machine().on(asserted, new TimerFired(ASSERTED)));
  }

  @Test
  @DisplayName("yields to its better also within the interval after an answer")
  void yieldsAfterAnAnswer() {
    Transition transition = machine().on(master().asserting(true), heard(150));

    assertEquals(following(higher(150)), transition.next());
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {0, 1, 99, 100})
  @DisplayName("no advertisement of lower rank touches its own rhythm")
  void keepsItsRhythm(int priority) {
    Transition transition = machine().on(master(), heard(LOWER, priority));

    assertEquals(
        List.of(),
        transition.actions().stream()
            .filter(action -> action instanceof StartTimer start && start.timer() == ADVERTISEMENT)
            .toList());
  }

  @Test
  @DisplayName("the last word of the master that it has just taken over from needs no answer")
  void lastWordOfTheLoser() {
    assertEquals(new Transition(newMaster(), List.of(), ""), machine().on(newMaster(), heard(50)));
    assertEquals(
        new Transition(master(), List.of(), ""),
        machine().on(newMaster(), new TimerFired(ASSERTED)));
  }
}
