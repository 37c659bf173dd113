// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.DOWN;
import static director.vrrp.state.Given.SECOND;
import static director.vrrp.state.Given.SKEW;
import static director.vrrp.state.Given.following;
import static director.vrrp.state.Given.heard;
import static director.vrrp.state.Given.higher;
import static director.vrrp.state.Given.listening;
import static director.vrrp.state.Given.machine;
import static director.vrrp.state.Given.master;
import static director.vrrp.state.Given.newMaster;
import static director.vrrp.state.VrrpTimer.ADVERTISEMENT;
import static director.vrrp.state.VrrpTimer.MASTER_DOWN;
import static director.vrrp.state.VrrpTimer.PREEMPT_DELAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpAction.StopTimer;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who was away while it held the addresses listens before it speaks. */
class ListeningTest {

  @Test
  @DisplayName("a MASTER that was away too long keeps the addresses and falls silent")
  void masterWasAway() {
    Transition transition =
        machine().on(master().asserting(true), new Stalled(Duration.ofMillis(2001)));

    assertEquals(
        new Transition(
            listening(),
            List.of(new StopAllTimers(), new StartTimer(MASTER_DOWN, SECOND.plus(SKEW))),
            "did not run for 2.001 s while it held the addresses: keeps them and listens for"
                + " 1.609 s before it speaks"),
        transition);
  }

  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {501, 1999, 2000})
  @DisplayName("a MASTER that was away for two intervals at most speaks at once: nobody took over")
  void masterWasBrieflyAway(long late) {
    Transition transition = machine().on(master(), new Stalled(Duration.ofMillis(late)));

    assertEquals(
        new Transition(
            master(),
            List.of(new SendAdvertisement(100), new StartTimer(ADVERTISEMENT, SECOND)),
            ""),
        transition);
  }

  @Test
  @DisplayName("a BACKUP that was away gives the master an interval to be heard")
  void backupWasAway() {
    var slow = following(higher(150)).every(Duration.ofSeconds(2));

    Transition transition = machine().on(slow, new Stalled(Duration.ofSeconds(600)));

    assertEquals(
        new Transition(
            slow.watching(Watch.LISTEN),
            // 2 s and 156/256 of 2 s
            List.of(new StartTimer(MASTER_DOWN, Duration.ofNanos(3_218_750_000L))),
            ""),
        transition);
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {100, 101, 255})
  @DisplayName("gives the addresses up to a master of its priority or more")
  void yields(int priority) {
    Transition transition = machine().on(listening(), heard(priority));

    assertEquals(
        new Transition(
            following(higher(priority)),
            List.of(
                new RemoveAddresses(),
                new StartTimer(MASTER_DOWN, DOWN),
                new StopTimer(PREEMPT_DELAY)),
            "gives the addresses up: 192.0.2.200 (priority " + priority + ") is MASTER"),
        transition);
  }

  @Test
  @DisplayName("without preemption gives them up to any master")
  void yieldsWithoutPreemption() {
    var patient = new VrrpStateMachine(Given.nopreempt(100));

    Transition transition = patient.on(listening(), heard(50));

    assertEquals(
        new Transition(
            following(higher(50)),
            List.of(new RemoveAddresses(), new StartTimer(MASTER_DOWN, DOWN)),
            "gives the addresses up: 192.0.2.200 (priority 50) is MASTER"),
        transition);
  }

  @ParameterizedTest(name = "preempt-delay {0} s")
  @ValueSource(longs = {0, 300})
  @DisplayName("keeps them when it hears a lower master, and goes on to listen")
  void lowerMaster(long delay) {
    var machine =
        new VrrpStateMachine(new VirtualRouter(3, 100, SECOND, true, Duration.ofSeconds(delay)));

    Transition transition = machine.on(listening(), heard(50));

    assertEquals(new Transition(listening().heard(higher(50)), List.of(), ""), transition);
  }

  @Test
  @DisplayName("takes the role up when nobody was heard")
  void nobodySpoke() {
    Transition transition = machine().on(listening(), new TimerFired(MASTER_DOWN));

    assertEquals(newMaster(), transition.next());
    assertEquals("no master spoke within 1.609 s", transition.reason());
  }

  @Test
  @DisplayName("listens anew when it is stopped while it listens")
  void stalledWhileListening() {
    Transition transition = machine().on(listening(), new Stalled(Duration.ofSeconds(600)));

    assertEquals(
        new Transition(listening(), List.of(new StartTimer(MASTER_DOWN, SECOND.plus(SKEW))), ""),
        transition);
  }
}
