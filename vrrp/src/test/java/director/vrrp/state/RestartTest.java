// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.HIGHER;
import static director.vrrp.state.Given.OURS;
import static director.vrrp.state.Given.SECOND;
import static director.vrrp.state.Given.backup;
import static director.vrrp.state.Given.heard;
import static director.vrrp.state.Given.machine;
import static director.vrrp.state.Given.master;
import static director.vrrp.state.Given.newMaster;
import static director.vrrp.state.Given.releasing;
import static director.vrrp.state.VrrpTimer.ADVERTISEMENT;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_AGAIN;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_REFRESH;
import static director.vrrp.state.VrrpTimer.ASSERTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.state.VrrpAction.AddAddresses;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.SendFarewell;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpEvent.Elected;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Leaving;
import director.vrrp.state.VrrpEvent.Returned;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A MASTER whose process is started anew asks the others to wait, and is MASTER still. */
class RestartTest {
  private static final Leaving LEAVING = new Leaving(Duration.ofSeconds(10));
  private static final Duration FAREWELL = Duration.ofMillis(2500);
  private static final Duration AGAIN = Duration.ofMillis(50);

  private static VirtualRouterState leaving() {
    return master().every(FAREWELL).watching(Watch.RESTART);
  }

  @Test
  @DisplayName("asks by a longer interval, keeps all it holds, and stops everything else")
  void asks() {
    Transition transition = machine().on(newMaster(), LEAVING);

    assertEquals(
        new Transition(
            leaving(),
            List.of(
                new SendFarewell(100, FAREWELL),
                new StopAllTimers(),
                new StartTimer(ADVERTISEMENT, AGAIN),
                new Announce(5)),
            "leaves for a restart: keeps the role, no backup takes over within 7.500 s"),
        transition);
  }

  @Test
  @DisplayName("asks again and again until its process ends, and is not asked twice")
  void repeats() {
    assertEquals(
        new Transition(
            leaving(),
            List.of(new SendFarewell(100, FAREWELL), new StartTimer(ADVERTISEMENT, AGAIN)),
            ""),
        machine().on(leaving(), new TimerFired(ADVERTISEMENT)));
    assertEquals(new Transition(leaving(), List.of(), ""), machine().on(leaving(), LEAVING));
  }

  static Stream<List<Object>> farewells() {
    return Stream.of(
        // version, interval, promise, what is advertised
        List.of(3, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMillis(2500)),
        List.of(3, Duration.ofMillis(10), Duration.ofSeconds(10), Duration.ofMillis(2500)),
        List.of(3, Duration.ofSeconds(1), Duration.ofMillis(9_999), Duration.ofMillis(2490)),
        List.of(3, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(5)),
        List.of(3, Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1)),
        List.of(3, Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofMillis(40_950)),
        List.of(2, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(1)),
        List.of(2, Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(60)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("farewells")
  @DisplayName("advertises a quarter of the promise in centiseconds, and never less than its own")
  void farewell(List<Object> row) {
    var router = new VirtualRouter((int) row.get(0), 100, (Duration) row.get(1), true, SECOND);

    Duration farewell = router.farewellInterval((Duration) row.get(2));

    assertEquals(row.get(3), farewell);
  }

  @ParameterizedTest(name = "a backup of priority {0}")
  @ValueSource(ints = {1, 100, 254})
  @DisplayName("no backup takes over in what is covered, every one within the promise")
  void backupsWait(int priority) {
    VrrpStateMachine backup = new VrrpStateMachine(Given.v3(priority));
    var before = backup().every(SECOND);

    Transition transition = backup.on(before, heard(HIGHER, 255, FAREWELL));

    var timer = (StartTimer) transition.actions().get(0);
    assertTrue(timer.delay().compareTo(Duration.ofMillis(7500)) > 0, timer.toString());
    assertTrue(timer.delay().compareTo(Duration.ofSeconds(10)) <= 0, timer.toString());
  }

  @Test
  @DisplayName("a restart fits into three intervals of version 2, and no time is no promise")
  void outlasts() {
    Duration promise = Duration.ofSeconds(10);

    assertTrue(Given.v2(100, SECOND).outlastsRestart(promise));
    assertTrue(Given.v3(100).outlastsRestart(promise));
    assertTrue(Given.v3(100).outlastsRestart(Duration.ofMillis(3340)));
    var fast = new VirtualRouter(3, 100, Duration.ofMillis(10), true, Duration.ZERO);
    assertFalse(fast.outlastsRestart(Duration.ofMillis(3300)));
    assertFalse(Given.v3(100).outlastsRestart(Duration.ZERO));
  }

  @Test
  @DisplayName("answers a second master of lower rank without taking its farewell back")
  void asserts() {
    Transition transition = machine().on(leaving(), heard(50));

    assertEquals(leaving().asserting(true), transition.next());
    assertEquals(new SendFarewell(100, FAREWELL), transition.actions().get(0));
  }

  @Test
  @DisplayName("yields to a better one, and believes that one's interval")
  void yields() {
    Transition transition = machine().on(leaving(), heard(200));

    assertEquals(Given.following(Given.higher(200)), transition.next());
  }

  @Test
  @DisplayName("who is stopped after all resigns, who fails gives up, as at its usual pace")
  void endsOtherwise() {
    assertEquals(releasing(), machine().on(leaving(), new Shutdown("stopped")).next());
    assertEquals(Given.faulty(), machine().on(leaving(), new Fault("no carrier")).next());
    assertEquals(
        Given.listening(), machine().on(leaving(), new Stalled(Duration.ofSeconds(5))).next());
  }

  @Test
  @DisplayName("nobody but a MASTER does anything when its process is about to be started anew")
  void othersDoNothing() {
    for (VirtualRouterState state :
        List.of(
            backup(),
            Given.listening(),
            Given.following(Given.higher(200)),
            Given.stopped(),
            releasing(),
            Given.faulty())) {
      assertEquals(new Transition(state, List.of(), ""), machine().on(state, LEAVING));
    }
  }

  @Test
  @DisplayName("is MASTER at once when it is back, at its usual pace, and announces itself")
  void returns() {
    VrrpStateMachine machine = machine();

    Transition transition =
        machine.on(VirtualRouterState.initial(machine.router()), new Returned(OURS));

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
            "is back from a restart, sooner than anybody else would have taken over"),
        transition);
  }

  @Test
  @DisplayName("a member of a sync group waits for the others, with the addresses, and no longer")
  void returnsWithItsGroup() {
    VrrpStateMachine grouped = new VrrpStateMachine(Given.v3(100), Announcements.DEFAULT, true);

    Transition back = grouped.on(Given.stopped(), new Returned(OURS));
    Transition elected = grouped.on(back.next(), new Elected("both"));
    Transition denied = grouped.on(back.next(), new VrrpEvent.Denied("the other is in FAULT"));

    assertEquals(
        new Transition(
            releasing().in(VrrpState.BACKUP).watching(Watch.RESTART).readily(),
            List.of(new StopAllTimers()),
            "is back from a restart, sooner than anybody else would have taken over, if its sync"
                + " group is"),
        back);
    assertEquals(newMaster(), elected.next());
    assertEquals(List.of(new RemoveAddresses()), denied.actions());
  }
}
