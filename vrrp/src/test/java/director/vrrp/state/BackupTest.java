// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.DOWN;
import static director.vrrp.state.Given.HIGHER;
import static director.vrrp.state.Given.LOWER;
import static director.vrrp.state.Given.SECOND;
import static director.vrrp.state.Given.SKEW;
import static director.vrrp.state.Given.afterResignation;
import static director.vrrp.state.Given.backup;
import static director.vrrp.state.Given.faulty;
import static director.vrrp.state.Given.following;
import static director.vrrp.state.Given.heard;
import static director.vrrp.state.Given.higher;
import static director.vrrp.state.Given.lower;
import static director.vrrp.state.Given.machine;
import static director.vrrp.state.Given.newMaster;
import static director.vrrp.state.Given.stopped;
import static director.vrrp.state.VrrpTimer.ADVERTISEMENT;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_AGAIN;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_REFRESH;
import static director.vrrp.state.VrrpTimer.ASSERTED;
import static director.vrrp.state.VrrpTimer.MASTER_DOWN;
import static director.vrrp.state.VrrpTimer.PREEMPT_DELAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.state.VrrpAction.AddAddresses;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpAction.StopTimer;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {100, 101, 254, 255})
  @DisplayName("follows a master of its own priority or more, and restarts the down timer")
  void follows(int priority) {
    Transition transition = machine().on(backup(), heard(priority));

    assertEquals(
        new Transition(
            following(higher(priority)),
            List.of(new StartTimer(MASTER_DOWN, DOWN), new StopTimer(PREEMPT_DELAY)),
            ""),
        transition);
  }

  @Test
  @DisplayName("follows its equal whatever the address: only a MASTER compares addresses")
  void followsItsEqual() {
    Transition transition = machine().on(backup(), heard(LOWER, 100));

    assertEquals(following(lower(100)), transition.next());
    assertEquals(new StartTimer(MASTER_DOWN, DOWN), transition.actions().get(0));
  }

  @Test
  @DisplayName("version 3 follows the interval that the master advertises, skewed by priority")
  void followsTheAdvertisedInterval() {
    Transition transition = machine().on(backup(), heard(HIGHER, 150, Duration.ofSeconds(2)));

    assertEquals(
        new Transition(
            following(higher(150)).every(Duration.ofSeconds(2)),
            List.of(
                // 6 s and 156/256 of 2 s
                new StartTimer(MASTER_DOWN, Duration.ofNanos(7_218_750_000L)),
                new StopTimer(PREEMPT_DELAY)),
            ""),
        transition);
  }

  @Test
  @DisplayName("version 2 keeps to its own interval")
  void keepsToItsOwnInterval() {
    var version2 = new VrrpStateMachine(Given.v2(100, SECOND));

    Transition transition = version2.on(backup(), heard(HIGHER, 150, Duration.ofSeconds(2)));

    assertEquals(
        new Transition(
            following(higher(150)),
            List.of(new StartTimer(MASTER_DOWN, DOWN), new StopTimer(PREEMPT_DELAY)),
            ""),
        transition);
  }

  @Test
  @DisplayName("waits only the skew when the master resigns")
  void masterResigns() {
    Transition transition = machine().on(following(higher(150)), heard(0));

    assertEquals(
        new Transition(afterResignation(), List.of(new StartTimer(MASTER_DOWN, SKEW)), ""),
        transition);
  }

  @Test
  @DisplayName("the skew after a resignation is a part of the interval of who resigned")
  void slowMasterResigns() {
    var master = following(higher(150)).every(Duration.ofSeconds(2));

    Transition transition = machine().on(master, heard(HIGHER, 0, Duration.ofSeconds(2)));

    assertEquals(
        List.of(new StartTimer(MASTER_DOWN, Duration.ofNanos(1_218_750_000L))),
        transition.actions());
  }

  @Test
  @DisplayName("version 2 waits a part of a second when the master resigns, whatever the interval")
  void masterResignsInVersion2() {
    var version2 = new VrrpStateMachine(Given.v2(100, Duration.ofSeconds(30)));
    var master = backup().every(Duration.ofSeconds(30));

    Transition transition = version2.on(master, heard(0));

    assertEquals(List.of(new StartTimer(MASTER_DOWN, SKEW)), transition.actions());
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {1, 50, 99})
  @DisplayName("discards a master of lower priority: the down timer runs on")
  void preempts(int priority) {
    Transition transition = machine().on(backup(), heard(priority));

    assertEquals(new Transition(backup().heard(higher(priority)), List.of(), ""), transition);
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {1, 99, 100, 101})
  @DisplayName("without preemption follows any master, and its interval")
  void nopreempt(int priority) {
    var patient = new VrrpStateMachine(Given.nopreempt(100));

    Transition transition = patient.on(backup(), heard(HIGHER, priority, Duration.ofSeconds(2)));

    assertEquals(following(higher(priority)).every(Duration.ofSeconds(2)), transition.next());
    assertEquals(
        new StartTimer(MASTER_DOWN, Duration.ofNanos(7_218_750_000L)), transition.actions().get(0));
  }

  @Test
  @DisplayName("the owner preempts a lower master even where preemption is off")
  void ownerAlwaysPreempts() {
    var owner = new VrrpStateMachine(Given.nopreempt(255));

    Transition transition = owner.on(backup(), heard(254));

    assertEquals(new Transition(backup().heard(higher(254)), List.of(), ""), transition);
  }

  @Test
  @DisplayName("takes over when the master is silent: advertises first, then adds and announces")
  void masterIsSilent() {
    Transition transition = machine().on(following(higher(150)), new TimerFired(MASTER_DOWN));

    assertEquals(
        new Transition(
            newMaster(),
            List.of(
                new SendAdvertisement(100),
                new StopAllTimers(),
                new AddAddresses(),
                new Announce(5),
                new StartTimer(ADVERTISEMENT, SECOND),
                new StartTimer(ASSERTED, SECOND),
                new StartTimer(ANNOUNCE_AGAIN, Duration.ofSeconds(5)),
                new StartTimer(ANNOUNCE_REFRESH, Duration.ofSeconds(65))),
            "192.0.2.200 (priority 150) was silent for 3.609 s"),
        transition);
  }

  @Test
  @DisplayName("as MASTER it speaks at its own interval, not at that of the master before it")
  void returnsToItsOwnInterval() {
    var master = following(higher(150)).every(Duration.ofSeconds(2));

    Transition transition = machine().on(master, new TimerFired(MASTER_DOWN));

    assertEquals(newMaster(), transition.next());
    assertEquals(new StartTimer(ADVERTISEMENT, SECOND), transition.actions().get(4));
    assertEquals("192.0.2.200 (priority 150) was silent for 7.218 s", transition.reason());
  }

  @Test
  @DisplayName("says why it takes over")
  void reasons() {
    TimerFired down = new TimerFired(MASTER_DOWN);

    assertEquals("no master spoke within 3.609 s", machine().on(backup(), down).reason());
    assertEquals(
        "192.0.2.200 resigned (priority 0) and nobody else spoke within 609 ms",
        machine().on(afterResignation(), down).reason());
    assertEquals(
        "preempts 192.0.2.200 (priority 50): our priority is 100",
        machine().on(backup().heard(higher(50)), down).reason());
    assertEquals(
        "192.0.2.200 (priority 50) was silent for 3.609 s",
        new VrrpStateMachine(Given.nopreempt(100)).on(following(higher(50)), down).reason());
  }

  @Test
  @DisplayName("stops without a word: it has nothing to resign from")
  void stops() {
    Transition transition =
        machine().on(following(higher(150)), new Shutdown("stopped by the operator"));

    assertEquals(
        new Transition(stopped(), List.of(new StopAllTimers()), "stopped by the operator"),
        transition);
  }

  @Test
  @DisplayName("falls silent when the interface cannot be used, and forgets the master")
  void faults() {
    Transition transition =
        machine().on(following(higher(150)), new Fault("interface eth0 has no carrier"));

    assertEquals(
        new Transition(faulty(), List.of(new StopAllTimers()), "interface eth0 has no carrier"),
        transition);
  }
}
