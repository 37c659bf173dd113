// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.DOWN;
import static director.vrrp.state.Given.OURS;
import static director.vrrp.state.Given.SECOND;
import static director.vrrp.state.Given.SKEW;
import static director.vrrp.state.Given.backup;
import static director.vrrp.state.Given.faulty;
import static director.vrrp.state.Given.higher;
import static director.vrrp.state.Given.listening;
import static director.vrrp.state.Given.machine;
import static director.vrrp.state.Given.master;
import static director.vrrp.state.Given.newMaster;
import static director.vrrp.state.Given.releasing;
import static director.vrrp.state.Given.stopped;
import static director.vrrp.state.VrrpTimer.ADVERTISEMENT;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_AGAIN;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_REFRESH;
import static director.vrrp.state.VrrpTimer.ASSERTED;
import static director.vrrp.state.VrrpTimer.MASTER_DOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.packet.Wire;
import director.vrrp.state.VrrpAction.AddAddresses;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Startup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {
  private static final String STARTS =
      "starts; becomes MASTER if no master of priority 100 or more speaks within 3.609 s";

  @Test
  @DisplayName("waits as BACKUP for the full master-down interval, however urgent it feels")
  void startsAsBackup() {
    var initial = VirtualRouterState.initial(Given.v3(100));

    Transition transition = machine().on(initial, new Startup(OURS, false));

    assertEquals(
        new Transition(
            backup(), List.of(new StopAllTimers(), new StartTimer(MASTER_DOWN, DOWN)), STARTS),
        transition);
  }

  @Test
  @DisplayName("version 2 waits three of its own intervals and a part of a second")
  void startsAsBackupInVersion2() {
    var router = Given.v2(100, Duration.ofSeconds(3));
    var initial = VirtualRouterState.initial(router);

    Transition transition = new VrrpStateMachine(router).on(initial, new Startup(OURS, false));

    assertEquals(
        List.of(new StopAllTimers(), new StartTimer(MASTER_DOWN, Duration.ofNanos(9_609_375_000L))),
        transition.actions());
  }

  @ParameterizedTest(name = "addresses found: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("the owner of the addresses is MASTER at once")
  void ownerStarts(boolean addressesFound) {
    var owner = new VrrpStateMachine(Given.v3(255));

    Transition transition =
        owner.on(VirtualRouterState.initial(Given.v3(255)), new Startup(OURS, addressesFound));

    assertEquals(
        new Transition(
            newMaster(),
            List.of(
                new SendAdvertisement(255),
                new StopAllTimers(),
                new AddAddresses(),
                new Announce(5),
                new StartTimer(ADVERTISEMENT, SECOND),
                new StartTimer(ASSERTED, SECOND),
                new StartTimer(ANNOUNCE_AGAIN, Duration.ofSeconds(5)),
                new StartTimer(ANNOUNCE_REFRESH, Duration.ofSeconds(65))),
            "owner of the addresses (priority 255) starts"),
        transition);
  }

  @Test
  @DisplayName("listens for an interval and the skew when it finds the addresses in place")
  void addressesFound() {
    var initial = VirtualRouterState.initial(Given.v3(100));

    Transition transition = machine().on(initial, new Startup(OURS, true));

    assertEquals(
        new Transition(
            listening(),
            List.of(new StopAllTimers(), new StartTimer(MASTER_DOWN, SECOND.plus(SKEW))),
            "the addresses are on the interface already: keeps them and listens for 1.609 s"
                + " before it speaks"),
        transition);
  }

  @Test
  @DisplayName("listens when it is started again while it waits for its successor")
  void startsWhileReleasing() {
    Transition transition = machine().on(releasing(), new Startup(OURS, false));

    assertEquals(listening(), transition.next());
    assertEquals(
        List.of(new StopAllTimers(), new StartTimer(MASTER_DOWN, SECOND.plus(SKEW))),
        transition.actions());
  }

  @Test
  @DisplayName("after a fault it is as at a start: full interval, and its own one")
  void leavesFault() {
    var fault = faulty().every(Duration.ofSeconds(9)).heard(higher(200));

    Transition transition = machine().on(fault, new Startup(OURS, false));

    assertEquals(
        new Transition(
            backup(), List.of(new StopAllTimers(), new StartTimer(MASTER_DOWN, DOWN)), STARTS),
        transition);
  }

  @Test
  @DisplayName("cannot start with a fault, and says which")
  void faultBeforeTheStart() {
    Transition transition = machine().on(stopped(), new Fault("interface eth0 is down"));

    assertEquals(
        new Transition(faulty(), List.of(new StopAllTimers()), "interface eth0 is down"),
        transition);
  }

  @Test
  @DisplayName("is stopped while it has a fault")
  void stopsInFault() {
    Transition transition = machine().on(faulty(), new Shutdown("stopped by the operator"));

    assertEquals(
        new Transition(stopped(), List.of(new StopAllTimers()), "stopped by the operator"),
        transition);
  }

  @Test
  @DisplayName("hears nothing before the start and in a fault")
  void deafWhenNotRunning() {
    for (VirtualRouterState state : List.of(stopped(), faulty())) {
      for (int priority : List.of(0, 50, 100, 255)) {
        assertEquals(
            new Transition(state, List.of(), ""), machine().on(state, Given.heard(priority)));
      }
    }
  }

  @Test
  @DisplayName("a start while it runs changes nothing")
  void startsTwice() {
    for (VirtualRouterState state : List.of(backup(), listening(), master())) {
      assertEquals(
          new Transition(state, List.of(), ""), machine().on(state, new Startup(OURS, true)));
    }
  }

  @Test
  @DisplayName("speaks from another primary address when the interface has one, and stays")
  void primaryAddressChanges() {
    var other = Wire.ipv4("192.0.2.77");
    for (VirtualRouterState state :
        List.of(stopped(), releasing(), backup(), listening(), master(), faulty())) {
      assertEquals(
          new Transition(state.from(other), List.of(), ""),
          machine().on(state, new PrimaryAddressChanged(other)));
    }
  }
}
