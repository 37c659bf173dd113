// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.DOWN;
import static director.vrrp.state.Given.SECOND;
import static director.vrrp.state.Given.SKEW;
import static director.vrrp.state.Given.backup;
import static director.vrrp.state.Given.following;
import static director.vrrp.state.Given.heard;
import static director.vrrp.state.Given.higher;
import static director.vrrp.state.Given.newMaster;
import static director.vrrp.state.VirtualRouterState.Preemption.DELAYED;
import static director.vrrp.state.VirtualRouterState.Preemption.DUE;
import static director.vrrp.state.VrrpTimer.MASTER_DOWN;
import static director.vrrp.state.VrrpTimer.PREEMPT_DELAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopTimer;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PreemptDelayTest {
  private static final Duration DELAY = Duration.ofSeconds(300);

  private final VrrpStateMachine machine =
      new VrrpStateMachine(new VirtualRouter(3, 100, SECOND, true, DELAY));

  @Test
  @DisplayName("the first advertisement of a lower master is followed, and the delay begins")
  void begins() {
    Transition transition = machine.on(backup(), heard(50));

    assertEquals(
        new Transition(
            following(higher(50)).with(DELAYED),
            List.of(new StartTimer(MASTER_DOWN, DOWN), new StartTimer(PREEMPT_DELAY, DELAY)),
            ""),
        transition);
  }

  @Test
  @DisplayName("further ones are followed, and do not begin the delay anew")
  void goesOn() {
    var delayed = following(higher(50)).with(DELAYED);

    Transition transition = machine.on(delayed, heard(50));

    assertEquals(
        new Transition(delayed, List.of(new StartTimer(MASTER_DOWN, DOWN)), ""), transition);
  }

  @Test
  @DisplayName("a master of our priority or more ends the delay")
  void betterMaster() {
    Transition transition = machine.on(following(higher(50)).with(DELAYED), heard(100));

    assertEquals(
        new Transition(
            following(higher(100)),
            List.of(new StartTimer(MASTER_DOWN, DOWN), new StopTimer(PREEMPT_DELAY)),
            ""),
        transition);
  }

  @Test
  @DisplayName("when the delay is over nothing happens yet: the down timer runs")
  void ends() {
    var delayed = following(higher(50)).with(DELAYED);

    Transition transition = machine.on(delayed, new TimerFired(PREEMPT_DELAY));

    assertEquals(new Transition(following(higher(50)).with(DUE), List.of(), ""), transition);
  }

  @Test
  @DisplayName("from then on the lower master is discarded, so that the down timer ends")
  void discards() {
    var due = following(higher(50)).with(DUE);

    assertEquals(new Transition(due, List.of(), ""), machine.on(due, heard(50)));

    Transition transition = machine.on(due, new TimerFired(MASTER_DOWN));
    assertEquals(newMaster(), transition.next());
    assertEquals("preempts 192.0.2.200 (priority 50): our priority is 100", transition.reason());
  }

  @Test
  @DisplayName("a better master after the delay asks for a new delay the next time")
  void dueNoMore() {
    var due = following(higher(50)).with(DUE);

    Transition transition = machine.on(due, heard(100));

    assertEquals(following(higher(100)), transition.next());
  }

  @Test
  @DisplayName("does not hold back from a lower master that resigns or falls silent")
  void lowerMasterLeaves() {
    var delayed = following(higher(50)).with(DELAYED);

    Transition resigned = machine.on(delayed, heard(0));
    Transition silent = machine.on(delayed, new TimerFired(MASTER_DOWN));

    assertEquals(List.of(new StartTimer(MASTER_DOWN, SKEW)), resigned.actions());
    assertEquals(newMaster(), silent.next());
    assertEquals("192.0.2.200 (priority 50) was silent for 3.609 s", silent.reason());
  }

  @Test
  @DisplayName("without preemption there is no delay to begin")
  void nopreempt() {
    var patient = new VrrpStateMachine(new VirtualRouter(3, 100, SECOND, false, DELAY));

    Transition transition = patient.on(backup(), heard(50));

    assertEquals(
        new Transition(following(higher(50)), List.of(new StartTimer(MASTER_DOWN, DOWN)), ""),
        transition);
  }
}
