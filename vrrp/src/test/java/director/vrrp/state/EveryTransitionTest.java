// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static director.vrrp.state.Given.HIGHER;
import static director.vrrp.state.Given.LOWER;
import static director.vrrp.state.Given.OURS;
import static director.vrrp.state.Given.SECOND;
import static director.vrrp.state.VrrpTimer.ADVERTISEMENT;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_REFRESH;
import static director.vrrp.state.VrrpTimer.ASSERTED;
import static director.vrrp.state.VrrpTimer.MASTER_DOWN;
import static director.vrrp.state.VrrpTimer.PREEMPT_DELAY;
import static director.vrrp.state.VrrpTimer.RELEASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.state.VirtualRouterState.Preemption;
import director.vrrp.state.VrrpAction.AddAddresses;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.SendFarewell;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpEvent.AddressLost;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.AnnouncementDue;
import director.vrrp.state.VrrpEvent.Denied;
import director.vrrp.state.VrrpEvent.Elected;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Handover;
import director.vrrp.state.VrrpEvent.Leaving;
import director.vrrp.state.VrrpEvent.Postponed;
import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;
import director.vrrp.state.VrrpEvent.Returned;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks from the initial state through all events to every state that can be reached, with the
 * timers that run there and the addresses that are on the interface, and looks at each transition.
 */
class EveryTransitionTest {

  /**
   * The state, and what its actions have done to the world so far.
   *
   * @param leftOver the addresses are there, and nobody has looked yet: an earlier life ended badly
   */
  private record World(
      VirtualRouterState state, Set<VrrpTimer> running, boolean present, boolean leftOver) {}

  private static final class Effects implements VrrpEffects {
    private final EnumSet<VrrpTimer> running = EnumSet.noneOf(VrrpTimer.class);
    private final List<Duration> delays = new ArrayList<>();
    private boolean present;

    Effects(World before) {
      running.addAll(before.running());
      present = before.present();
    }

    @Override
    public void sendAdvertisement(int priority) {}

    @Override
    public void sendFarewell(int priority, Duration interval) {
      assertTrue(interval.compareTo(SECOND) >= 0, "is shorter than ever: " + interval);
    }

    @Override
    public void addAddresses() {
      present = true;
    }

    @Override
    public void removeAddresses() {
      present = false;
    }

    @Override
    public void announce(int times) {
      assertTrue(times > 0);
    }

    @Override
    public void startTimer(VrrpTimer timer, Duration delay) {
      running.add(timer);
      delays.add(delay);
    }

    @Override
    public void stopTimer(VrrpTimer timer) {
      running.remove(timer);
    }

    @Override
    public void stopAllTimers() {
      running.clear();
    }
  }

  /** A virtual router alone or in a sync group, that announces often or once. */
  record Case(VirtualRouter router, boolean grouped, Announcements announcements) {}

  static Stream<Case> cases() {
    Announcements once = new Announcements(1, Duration.ZERO, Duration.ZERO);
    return routers()
        .flatMap(
            router ->
                Stream.of(
                    new Case(router, false, Announcements.DEFAULT),
                    new Case(router, true, Announcements.DEFAULT),
                    new Case(router, false, once),
                    new Case(router, true, once)));
  }

  private static Stream<VirtualRouter> routers() {
    List<VirtualRouter> routers = new ArrayList<>();
    for (int version : List.of(2, 3)) {
      for (int priority : List.of(1, 100, 254, 255)) {
        for (boolean preempt : List.of(true, false)) {
          for (Duration delay : List.of(Duration.ZERO, Duration.ofSeconds(300))) {
            routers.add(new VirtualRouter(version, priority, SECOND, preempt, delay));
          }
        }
      }
    }
    return routers.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("every transition from every state that can be reached keeps all promises")
  void walk(Case given) {
    VirtualRouter router = given.router();
    VrrpStateMachine machine = new VrrpStateMachine(router, given.announcements(), given.grouped());
    Set<World> known = new LinkedHashSet<>();
    Deque<World> open = new ArrayDeque<>();
    for (boolean leftOver : List.of(false, true)) {
      open.add(new World(VirtualRouterState.initial(router), Set.of(), leftOver, leftOver));
    }
    Set<VrrpState> states = EnumSet.noneOf(VrrpState.class);
    while (!open.isEmpty()) {
      World world = open.remove();
      if (known.add(world)) {
        states.add(world.state().state());
        events(router, world).forEach(event -> open.add(step(machine, given, world, event)));
      }
    }

    assertEquals(EnumSet.allOf(VrrpState.class), states);
    assertTrue(known.size() > 20, known.size() + " worlds");
  }

  private static List<VrrpEvent> events(VirtualRouter router, World world) {
    List<VrrpEvent> events = new ArrayList<>();
    events.add(new Startup(OURS, world.present()));
    events.add(new Postponed(world.present()));
    events.add(new Leaving(Duration.ofSeconds(10)));
    if (world.present()
        && !List.of(VrrpState.BACKUP, VrrpState.MASTER).contains(world.state().state())) {
      events.add(new Returned(OURS));
    }
    events.add(new Shutdown("stopped"));
    events.add(new Shutdown("stopped", Duration.ofSeconds(5)));
    events.add(new Handover("handed over"));
    events.add(new Elected("both"));
    events.add(new Denied("another follows"));
    events.add(new AddressLost("removed"));
    events.add(new AnnouncementDue("another interface"));
    events.add(new Fault("no carrier"));
    events.add(new PrimaryAddressChanged(OURS));
    world.running().forEach(timer -> events.add(new TimerFired(timer)));
    if (world.running().contains(ADVERTISEMENT) || world.running().contains(MASTER_DOWN)) {
      events.add(new Stalled(Duration.ofMillis(600)));
      events.add(new Stalled(Duration.ofHours(1)));
    }
    if (world.state().primaryAddress() != null) {
      for (int priority : List.of(0, 1, router.priority() - 1, router.priority(), 254, 255)) {
        for (Inet4Address sender : List.of(LOWER, HIGHER)) {
          events.add(Given.heard(sender, priority));
          events.add(Given.heard(sender, priority, Duration.ofMillis(10)));
        }
      }
    }
    return events;
  }

  private static World step(VrrpStateMachine machine, Case given, World before, VrrpEvent event) {
    Transition transition = machine.on(before.state(), event);
    Effects effects = new Effects(before);
    if (event instanceof TimerFired fired) {
      effects.stopTimer(fired.timer());
    } else if (event instanceof Stalled) {
      effects.stopTimer(before.state().state() == VrrpState.MASTER ? ADVERTISEMENT : MASTER_DOWN);
    }
    transition.actions().forEach(action -> action.perform(effects));
    boolean begins = event instanceof Startup || event instanceof Returned;
    boolean looked = begins || event instanceof Postponed;
    boolean starts = begins && before.state().state() != transition.next().state();
    boolean leftOver =
        before.leftOver() && !starts && !(looked && transition.next().holdsAddresses());
    World after =
        new World(transition.next(), Set.copyOf(effects.running), effects.present, leftOver);

    String where = before + " on " + event + " becomes " + transition;
    assertEquals(transition, machine.on(before.state(), event), "is a function: " + where);
    timersFit(after, given, where);
    effects.delays.forEach(
        delay -> assertTrue(!delay.isNegative() && !delay.isZero(), "a delay: " + where));
    addressesFit(before, after, event, transition, where);
    onlyTheMasterSpeaks(before, after, transition, where);
    changesHaveReasons(before, after, transition, where);
    groupsMove(given, before, after, event, where);
    if (event instanceof AdvertisementReceived heard) {
      rankDecides(machine.router(), before, after, heard, where);
    }
    return after;
  }

  private static void timersFit(World world, Case given, String where) {
    VirtualRouterState state = world.state();
    Set<VrrpTimer> running = world.running();
    switch (state.state()) {
      // Who found the addresses and may not start yet waits for that, and for no timer.
      case INIT ->
          assertTrue(
              running.isEmpty() || (state.holdsAddresses() && running.equals(Set.of(RELEASE))),
              where);
      case FAULT -> assertEquals(Set.of(), running, where);
      case BACKUP -> {
        Set<VrrpTimer> expected = EnumSet.noneOf(VrrpTimer.class);
        if (!state.ready()) {
          expected.add(MASTER_DOWN);
        }
        if (state.preemption() == Preemption.DELAYED) {
          expected.add(PREEMPT_DELAY);
        }
        if (state.watch() == Watch.SETTLING && state.holdsAddresses()) {
          expected.add(RELEASE);
        }
        assertEquals(expected, running, where);
      }
      case MASTER -> {
        assertTrue(running.contains(ADVERTISEMENT), where);
        assertEquals(
            !given.announcements().refresh().isZero() && !state.leaves(),
            running.contains(ANNOUNCE_REFRESH),
            where);
        assertEquals(state.asserted(), running.contains(ASSERTED), where);
        for (VrrpTimer other : List.of(MASTER_DOWN, PREEMPT_DELAY, RELEASE)) {
          assertTrue(!running.contains(other), where);
        }
      }
    }
  }

  private static void addressesFit(
      World before, World after, VrrpEvent event, Transition transition, String where) {
    boolean wasMaster = before.state().state() == VrrpState.MASTER;
    boolean isMaster = after.state().state() == VrrpState.MASTER;
    assertEquals(after.state().holdsAddresses(), after.present() && !after.leftOver(), where);
    assertTrue(!isMaster || after.present(), where);
    assertTrue(isMaster || !transition.actions().contains(new AddAddresses()), where);
    if (wasMaster && !isMaster) {
      boolean keeps =
          event instanceof Shutdown || event instanceof Stalled || event instanceof Handover;
      assertEquals(
          !keeps, transition.actions().contains(new RemoveAddresses()), "leaves: " + where);
    }
    if (after.state().state() == VrrpState.FAULT && before.state().holdsAddresses()) {
      assertTrue(!after.present(), where);
    }
  }

  private static void onlyTheMasterSpeaks(
      World before, World after, Transition transition, String where) {
    boolean wasMaster = before.state().state() == VrrpState.MASTER;
    boolean isMaster = after.state().state() == VrrpState.MASTER;
    for (VrrpAction action : transition.actions()) {
      if (action instanceof SendFarewell) {
        assertTrue(wasMaster && after.state().leaves(), "a farewell of one that stays: " + where);
      }
      if (action instanceof SendAdvertisement advertisement) {
        assertTrue(!after.state().leaves(), "takes its farewell back: " + where);
        boolean givesUp = before.state().holdsAddresses() && !after.state().holdsAddresses();
        assertTrue(wasMaster || isMaster || givesUp, where);
        assertTrue(advertisement.priority() > 0 || !isMaster, "resigns and stays: " + where);
      }
      if (action instanceof Announce) {
        assertTrue(isMaster, where);
      }
      if (action instanceof StartTimer start && start.timer() == ADVERTISEMENT) {
        assertTrue(
            transition.actions().stream()
                .anyMatch(
                    other -> other instanceof SendAdvertisement || other instanceof SendFarewell),
            "lets an advertisement fall out: " + where);
      }
    }
    if (isMaster && !wasMaster) {
      assertTrue(
          transition.actions().get(0) instanceof SendAdvertisement, "speaks first: " + where);
    }
  }

  private static void changesHaveReasons(
      World before, World after, Transition transition, String where) {
    boolean changed =
        before.state().state() != after.state().state() || before.present() != after.present();
    assertTrue(!changed || !transition.reason().isBlank(), "has no reason: " + where);
  }

  /** A member of a sync group becomes MASTER when all are ready, and never by itself. */
  private static void groupsMove(
      Case given, World before, World after, VrrpEvent event, String where) {
    boolean becameMaster =
        before.state().state() != VrrpState.MASTER && after.state().state() == VrrpState.MASTER;
    assertTrue(!after.state().ready() || given.grouped(), where);
    assertTrue(
        !given.grouped() || becameMaster == (event instanceof Elected && before.state().ready()),
        where);
  }

  private static void rankDecides(
      VirtualRouter router, World before, World after, AdvertisementReceived heard, String where) {
    int theirs = heard.advertisement().priority();
    boolean outranks =
        theirs > router.priority() || theirs == router.priority() && heard.sender() == HIGHER;
    switch (before.state().state()) {
      case MASTER ->
          assertEquals(
              outranks ? VrrpState.BACKUP : VrrpState.MASTER, after.state().state(), where);
      case BACKUP -> {
        assertEquals(VrrpState.BACKUP, after.state().state(), where);
        boolean settling = after.state().watch() == Watch.SETTLING;
        assertTrue(
            theirs < router.priority() || theirs == 0 || settling || !after.present(),
            "yields: " + where);
      }
      case INIT, FAULT -> assertEquals(before.state().state(), after.state().state(), where);
    }
  }
}
