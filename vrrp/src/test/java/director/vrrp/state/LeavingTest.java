// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.faulty;
import static director.vrrp.state.Given.heard;
import static director.vrrp.state.Given.higher;
import static director.vrrp.state.Given.listening;
import static director.vrrp.state.Given.machine;
import static director.vrrp.state.Given.master;
import static director.vrrp.state.Given.releasing;
import static director.vrrp.state.Given.stopped;
import static director.vrrp.state.VrrpTimer.RELEASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who stops as MASTER makes before it breaks: the addresses answer until the successor is there.
 */
class LeavingTest {

  @Test
  @DisplayName("resigns first, and keeps the addresses for the longest skew of a successor")
  void resigns() {
    Transition transition = machine().on(master(), new Shutdown("stopped by the operator"));

    assertEquals(
        new Transition(
            releasing(),
            List.of(
                new SendAdvertisement(0),
                new StopAllTimers(),
                new StartTimer(RELEASE, Duration.ofMillis(1050))),
            "stopped by the operator"),
        transition);
  }

  @Test
  @DisplayName("version 2 keeps them for a second, whatever the interval")
  void resignsInVersion2() {
    var version2 = new VrrpStateMachine(Given.v2(100, Duration.ofSeconds(30)));

    Transition transition = version2.on(master(), new Shutdown("stopped"));

    assertEquals(new StartTimer(RELEASE, Duration.ofMillis(1050)), transition.actions().get(2));
  }

  @ParameterizedTest(name = "priority {0}")
  @ValueSource(ints = {1, 100, 255})
  @DisplayName("gives the addresses up when any successor has spoken, and had time to add them")
  void releasesToTheSuccessor(int priority) {
    VirtualRouterState settling = releasing().heard(higher(priority));

    Transition heard = machine().on(releasing(), heard(priority));
    Transition again = machine().on(settling, heard(priority));
    Transition settled = machine().on(settling, new TimerFired(RELEASE));

    assertEquals(
        new Transition(settling, List.of(new StartTimer(RELEASE, Duration.ofMillis(100))), ""),
        heard);
    assertEquals(new Transition(settling, List.of(), ""), again);
    assertEquals(
        new Transition(
            stopped(),
            List.of(new RemoveAddresses(), new StopAllTimers()),
            "released to 192.0.2.200 (priority " + priority + ")"),
        settled);
  }

  @Test
  @DisplayName("keeps them when another one resigns: that is no successor")
  void anotherResigns() {
    assertEquals(new Transition(releasing(), List.of(), ""), machine().on(releasing(), heard(0)));
  }

  @Test
  @DisplayName("gives them up when nobody comes")
  void nobodyComes() {
    Transition transition = machine().on(releasing(), new TimerFired(RELEASE));

    assertEquals(
        new Transition(
            stopped(),
            List.of(new RemoveAddresses(), new StopAllTimers()),
            "released: no successor spoke within 1.050 s"),
        transition);
  }

  @Test
  @DisplayName("a second stop does not disturb the first")
  void stopsTwice() {
    assertEquals(
        new Transition(releasing(), List.of(), ""),
        machine().on(releasing(), new Shutdown("again")));
    assertEquals(
        new Transition(stopped(), List.of(), ""), machine().on(stopped(), new Shutdown("again")));
  }

  @Test
  @DisplayName("gives them up when the interface fails before the successor came")
  void faultWhileReleasing() {
    Transition transition = machine().on(releasing(), new Fault("interface eth0 is down"));

    assertEquals(
        new Transition(
            faulty(),
            List.of(new RemoveAddresses(), new StopAllTimers()),
            "interface eth0 is down"),
        transition);
  }

  @Test
  @DisplayName("a MASTER with a fault resigns, as far as it can, and gives the addresses up")
  void fault() {
    Transition transition = machine().on(master(), new Fault("interface eth0 has no carrier"));

    assertEquals(
        new Transition(
            faulty(),
            List.of(new SendAdvertisement(0), new RemoveAddresses(), new StopAllTimers()),
            "interface eth0 has no carrier"),
        transition);
  }

  @Test
  @DisplayName("who listens with the addresses gives them up without a word when it stops or fails")
  void listenerLeaves() {
    var listener = listening().heard(higher(50));
    List<VrrpAction> actions = List.of(new RemoveAddresses(), new StopAllTimers());

    assertEquals(
        new Transition(stopped(), actions, "stopped"),
        machine().on(listener, new Shutdown("stopped")));
    assertEquals(
        new Transition(faulty(), actions, "no carrier"),
        machine().on(listener, new Fault("no carrier")));
  }
}
