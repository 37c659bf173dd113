// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What must hold at every instant, whatever happens. Which fault in the production code breaks
 * which of them was tried out: see {@link ElectionSimulationTest}.
 */
final class Invariants {
  private record Pair(SimulatedDirector winner, SimulatedDirector loser) {}

  /** What one director did within its last interval. */
  private static final class Recent {
    private final Deque<Long> advertisements = new ArrayDeque<>();
    private final Deque<Long> announcements = new ArrayDeque<>();
    private final Deque<Long> changes = new ArrayDeque<>();
    private VrrpState state = VrrpState.INIT;
    private final Deque<Long> leavings = new ArrayDeque<>();
    private long listeningSince = Deadlines.NEVER;
    private long yieldedAt = Deadlines.NEVER;
  }

  private final Simulation simulation;
  private final Map<Pair, Long> contradicting = new LinkedHashMap<>();
  private final Map<SimulatedDirector, Recent> recent = new LinkedHashMap<>();
  private int changes;
  private int contradictions;
  private int listeners;
  private int yields;
  private int resignations;

  Invariants(Simulation simulation) {
    this.simulation = simulation;
  }

  int changes() {
    return changes;
  }

  /** How often two masters heard each other, or one of them the other. */
  int contradictions() {
    return contradictions;
  }

  /** How often somebody listened with the addresses before it spoke. */
  int listeners() {
    return listeners;
  }

  /** How often somebody heard one that it has to yield to. */
  int yields() {
    return yields;
  }

  /** How often a BACKUP heard a priority of 0. */
  int resignations() {
    return resignations;
  }

  /** Its rank may change. */
  void forget(SimulatedDirector director) {
    contradicting.keySet().removeIf(pair -> pair.winner() == director || pair.loser() == director);
    forgetWhoYielded();
  }

  /** Who leaves for a restart asks again and again for its time. */
  void speaksMore(SimulatedDirector director) {
    recent(director).leavings.add(simulation.now());
  }

  void check() {
    int masters = 0;
    for (SimulatedDirector director : simulation.directors()) {
      notice(director);
      if (director.awake()) {
        addresses(director);
        timers(director);
      }
      listening(director);
      masters += director.state() == VrrpState.MASTER ? 1 : 0;
    }
    neighbours(masters);
    if (masters < 2) {
      contradicting.clear();
      return;
    }
    for (SimulatedDirector winner : simulation.directors()) {
      for (SimulatedDirector loser : simulation.directors()) {
        if (winner != loser && outranks(winner.router().priority(), winner.address(), loser)) {
          twoMasters(new Pair(winner, loser));
        }
      }
    }
  }

  private void forgetWhoYielded() {
    recent.values().forEach(past -> past.yieldedAt = Deadlines.NEVER);
  }

  private Recent recent(SimulatedDirector director) {
    return recent.computeIfAbsent(director, any -> new Recent());
  }

  private void notice(SimulatedDirector director) {
    Recent past = recent(director);
    VrrpState state = director.state();
    if (state != past.state && (state == VrrpState.MASTER || past.state == VrrpState.MASTER)) {
      past.changes.add(simulation.now());
      changes++;
    }
    if (state != past.state) {
      boolean yields = past.state == VrrpState.MASTER && state == VrrpState.BACKUP;
      past.yieldedAt = yields && !director.holdsAddresses() ? simulation.now() : Deadlines.NEVER;
    }
    past.state = state;
  }

  /**
   * Who yields may have been the last to announce itself. Its last word takes the longest delay to
   * the MASTER that stays, which answers within an interval, unless they do not hear each other.
   * There is no such word to one of lower rank, as of nopreempt: it would have to yield to it.
   */
  private void neighbours(int masters) {
    SimulatedDirector master = masters == 1 ? simulation.masters().get(0) : null;
    if (master == null || !master.awake()) {
      forgetWhoYielded();
      return;
    }
    for (SimulatedDirector loser : simulation.directors()) {
      Recent past = recent(loser);
      if (past.yieldedAt == Deadlines.NEVER) {
        continue;
      }
      boolean told =
          loser.awake()
              && simulation.hears(loser, master)
              && outranks(master.router().priority(), master.address(), loser);
      if (!told) {
        past.yieldedAt = Deadlines.NEVER;
        continue;
      }
      Duration since = Duration.ofNanos(simulation.now() - past.yieldedAt);
      Duration bound = onAnyClock(master.pace()).plus(simulation.longestDelay());
      require(
          since.compareTo(bound) <= 0 || !loser.name().equals(simulation.learned()),
          () -> loser + " yielded " + since + " ago, and neighbours do not know " + master);
    }
  }

  /** A BACKUP that has addresses listens; nobody else but the MASTER and who resigned has any. */
  private void addresses(SimulatedDirector director) {
    boolean present = !director.present().isEmpty();
    require(
        present == director.holdsAddresses() || present && director.router().isOwner(),
        () -> director + " does not know what is on its interface");
    require(
        director.state() != VrrpState.MASTER || present,
        () -> director + " is MASTER of no address");
  }

  /**
   * A MASTER has something to do each interval; a BACKUP waits for three intervals and a skew at
   * most; who resigned, for a second or an interval. Nobody is late.
   */
  private void timers(SimulatedDirector director) {
    require(
        director.waits() == (director.state() != VrrpState.FAULT),
        () -> director + (director.waits() ? " waits for something" : " waits for nothing"));
    if (!director.waits()) {
      return;
    }
    Duration patience = director.patience();
    Duration bound =
        switch (director.state()) {
          case MASTER -> director.pace();
          case BACKUP -> simulation.slowest().multipliedBy(4);
          case INIT, FAULT -> simulation.slowest().plusMillis(1050);
        };
    require(patience.compareTo(bound) <= 0, () -> director + " does nothing for " + patience);
    require(
        patience.plus(Simulation.LATENESS).compareTo(Duration.ZERO) >= 0,
        () -> director + " is late by " + patience.negated());
  }

  /**
   * It listens for an interval and a skew, both of a master that may have been the slowest; each
   * resignation that it hears meanwhile adds a skew at most, and four can resign. Thawed, it begins
   * anew.
   */
  private void listening(SimulatedDirector director) {
    Recent past = recent(director);
    boolean listens = director.state() == VrrpState.BACKUP && director.holdsAddresses();
    if (!listens || !director.awake()) {
      past.listeningSince = Deadlines.NEVER;
    } else if (past.listeningSince == Deadlines.NEVER) {
      past.listeningSince = simulation.now();
      listeners++;
    } else {
      Duration listened = Duration.ofNanos(simulation.now() - past.listeningSince);
      Duration bound = onAnyClock(simulation.slowest().multipliedBy(2 + 4));
      require(listened.compareTo(bound) <= 0, () -> director + " has listened for " + listened);
    }
  }

  /** What takes this long by somebody's clock, with its timer's lateness. */
  private static Duration onAnyClock(Duration duration) {
    Duration drift = duration.multipliedBy(Simulation.DRIFT + 1).dividedBy(1_000_000);
    return duration.plus(drift).plus(Simulation.LATENESS);
  }

  /**
   * Of two masters the lower one yields to the first advertisement of the other that reaches it.
   * The other one sends one each interval, at most {@link Simulation#LATENESS} late, and it is
   * under way for the longest delay at most: so long can there be two.
   */
  private void twoMasters(Pair pair) {
    boolean two =
        pair.winner().awake()
            && pair.loser().awake()
            && pair.winner().state() == VrrpState.MASTER
            && pair.loser().state() == VrrpState.MASTER
            && simulation.hears(pair.winner(), pair.loser());
    if (!two) {
      contradicting.remove(pair);
      return;
    }
    Long since = contradicting.putIfAbsent(pair, simulation.now());
    if (since == null) {
      contradictions++;
      return;
    }
    Duration lasted = Duration.ofNanos(simulation.now() - since);
    Duration bound = onAnyClock(pair.winner().pace()).plus(simulation.longestDelay());
    require(
        lasted.compareTo(bound) <= 0,
        () -> pair.winner() + " and " + pair.loser() + " are both MASTER since " + lasted);
  }

  private static boolean outranks(int priority, InetAddress address, SimulatedDirector other) {
    int theirs = other.router().priority();
    return priority != theirs
        ? priority > theirs
        : Arrays.compareUnsigned(address.getAddress(), other.address().getAddress()) > 0;
  }

  /**
   * Who heard somebody that ranks higher is not MASTER any more and has no address, unless it has
   * resigned, and lets its successor settle; and a BACKUP that heard a resignation last waits for a
   * skew, not for the silence of a dead master.
   */
  void heard(SimulatedDirector by, List<Frame.Advertisement> frames) {
    for (Frame.Advertisement frame : frames) {
      if (outranks(frame.priority(), frame.packet().source(), by)) {
        yields++;
        require(
            by.state() == VrrpState.INIT || by.state() != VrrpState.MASTER && !by.holdsAddresses(),
            () -> by + " does not yield to " + frame.packet().source());
      }
    }
    boolean resigned = !frames.isEmpty() && frames.get(frames.size() - 1).priority() == 0;
    if (resigned && by.state() == VrrpState.BACKUP) {
      resignations++;
      Duration skew = by.router().version() == 2 ? Duration.ofSeconds(1) : simulation.slowest();
      require(
          by.patience().compareTo(skew) <= 0,
          () -> by + " heard a resignation and waits for " + by.patience());
    }
  }

  /**
   * Within any interval of its own a MASTER sends two regular advertisements at most, as the second
   * begins the next interval, and two answers for the same reason; one more for each time that it
   * becomes MASTER or ceases to be it. Of announcements: two answers, the second burst, the
   * refresh, one for an address put back, and one for each time that it becomes MASTER.
   */
  void sent(SimulatedDirector by, Frame frame) {
    require(
        !by.overslept() || by.state() != VrrpState.MASTER,
        () -> by + " speaks before it has listened");
    Recent past = recent(by);
    long begin = simulation.now() - by.router().interval().toNanos();
    for (Deque<Long> times : List.of(past.advertisements, past.announcements, past.changes)) {
      while (!times.isEmpty() && times.peek() < begin) {
        times.remove();
      }
    }
    boolean advertisement = frame instanceof Frame.Advertisement;
    Deque<Long> same = advertisement ? past.advertisements : past.announcements;
    same.add(simulation.now());
    // The change that this one belongs to is seen only after it.
    Duration leaving = by.router().interval().plusMillis(200);
    past.leavings.removeIf(since -> !by.leaves() && simulation.now() - since > leaving.toNanos());
    int farewells = 4 * past.leavings.size();
    int bound = (advertisement ? 4 : 5) + farewells + past.changes.size() + 1;
    require(
        same.size() <= bound,
        () -> by + " sent " + same.size() + " within an interval, expected " + bound + " at most");
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
