// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.testkit.DriftingClock;
import director.testkit.Faults;
import director.testkit.FaultyLan;
import director.testkit.VirtualLoop;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two to five directors on one segment, and a neighbour that remembers who announced the addresses
 * last. Everything that happens follows from the seed; what goes wrong is decided by {@link Chaos}.
 */
final class Simulation implements SimulatedDirector.Observer {
  /** No timer is later than this on a host that runs. */
  static final Duration LATENESS = Duration.ofNanos(500_000);

  /** No clock is faster or slower than this, in parts per million. */
  static final int DRIFT = 200;

  private static final int REMEMBERED = 60;

  private final VirtualLoop loop = new VirtualLoop();
  private final Random random;
  private final FaultyLan<Frame> lan;
  private final RandomRouters routers;
  private final List<SimulatedDirector> directors = new ArrayList<>();
  private final Set<String> cuts = new LinkedHashSet<>();
  private final Deque<Supplier<String>> history = new ArrayDeque<>();
  private final Invariants invariants;
  private final double loss;
  private final boolean restarts;
  private @Nullable String learned;

  Simulation(long seed) {
    random = new Random(seed);
    restarts = seed % 3 == 0;
    lan = new FaultyLan<>(loop, random);
    routers = new RandomRouters(random);
    loss = random.nextBoolean() ? 0 : 0.3 * random.nextDouble();
    invariants = new Invariants(this);
    int count = 2 + random.nextInt(4);
    boolean withOwner = random.nextInt(5) == 0;
    for (int i = 1; i <= count; i++) {
      directors.add(director(i, withOwner && i == 1));
    }
    if (withOwner && random.nextBoolean()) {
      directors.get(0).own();
    }
    lan.attach("neighbour", this::hearAnnouncement);
  }

  private SimulatedDirector director(int number, boolean owner) {
    int drift = random.nextInt(2 * DRIFT + 1) - DRIFT;
    return new SimulatedDirector(
        "director-" + number,
        routers.address(50 * number),
        InstanceOrders.of("photos", "eth0", 51, routers.next(owner), routers.virtual()),
        loop,
        new DriftingClock(loop, drift, random.nextLong() / 4),
        lan,
        random,
        this);
  }

  private void hearAnnouncement(String from, Frame frame) {
    if (loss > 0 && frame instanceof Frame.Announcement) {
      learned = from;
    }
  }

  Random random() {
    return random;
  }

  RandomRouters routers() {
    return routers;
  }

  long now() {
    return loop.nanoTime();
  }

  List<SimulatedDirector> directors() {
    return directors;
  }

  Invariants invariants() {
    return invariants;
  }

  /** The neighbour's opinion. */
  @Nullable String learned() {
    return learned;
  }

  List<SimulatedDirector> masters() {
    return directors.stream().filter(director -> director.state() == VrrpState.MASTER).toList();
  }

  /** Whether all that {@code from} sends reaches {@code to} within {@link #longestDelay}. */
  boolean hears(SimulatedDirector from, SimulatedDirector to) {
    return loss == 0 && from.connected() && to.connected() && !cuts.contains(direction(from, to));
  }

  private static String direction(SimulatedDirector from, SimulatedDirector to) {
    return from.name() + ">" + to.name();
  }

  Duration longestDelay() {
    return routers.interval().multipliedBy(2).dividedBy(5);
  }

  /** Whether directors are started anew, and ask the others to wait. */
  boolean restarts() {
    return restarts;
  }

  /** What they ask for: that the others believe in twice the longest interval. */
  Duration promise() {
    return routers.interval().multipliedBy(RandomRouters.SLOWEST * 2 * 4);
  }

  /** The longest of all intervals that are advertised. */
  Duration slowest() {
    return routers.interval().multipliedBy(RandomRouters.SLOWEST * (restarts ? 2 : 1));
  }

  void weather() {
    Duration shortest = longestDelay().multipliedBy(random.nextInt(100)).dividedBy(100);
    lan.behave(new Faults(loss, 0.2 * random.nextDouble(), shortest, longestDelay()));
    note(() -> "loses, doubles, and delays by " + shortest + " and more");
  }

  void cutOrHeal(SimulatedDirector from, SimulatedDirector to) {
    String direction = direction(from, to);
    if (from == to) {
      return;
    }
    if (cuts.remove(direction)) {
      lan.heal(from.name(), to.name());
      note(() -> direction + " is healed");
    } else {
      cuts.add(direction);
      lan.cut(from.name(), to.name());
      note(() -> direction + " is cut");
    }
  }

  void healAll() {
    cuts.clear();
    lan.healAll();
    note(() -> "all is healed");
  }

  void thawAfter(Duration pause, SimulatedDirector frozen) {
    loop.after(
        pause,
        () -> {
          if (frozen.frozen()) {
            frozen.thaw();
          }
        });
  }

  /** Everything works, and everybody runs. */
  void calmDown() {
    healAll();
    lan.behave(Faults.NONE);
    for (SimulatedDirector director : directors) {
      if (director.frozen()) {
        director.thaw();
      }
      if (!director.connected()) {
        director.connect();
      }
    }
    // Who was stopped may still wait for its successor.
    loop.advance(slowest().plusSeconds(1).plusMillis(100));
    directors.stream().filter(SimulatedDirector::dead).forEach(SimulatedDirector::start);
  }

  void advance(Duration by) {
    loop.advance(by);
  }

  /**
   * Long enough for a MASTER to announce its addresses once without any cause; empty where that
   * would be too many advertisements for a test.
   */
  Optional<Duration> refresh() {
    return routers.interval().toMillis() < 100
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(66));
  }

  /** What happened last, for who has to find out why. */
  List<String> history() {
    return history.stream().map(Supplier::get).toList();
  }

  private void note(Supplier<String> what) {
    Duration when = Duration.ofNanos(now()).minusDays(1);
    history.add(() -> when + " " + what.get());
    if (history.size() > REMEMBERED) {
      history.remove();
    }
  }

  @Override
  public void happened(SimulatedDirector where, String what) {
    note(() -> where.name() + " " + what);
  }

  @Override
  public void sent(SimulatedDirector by, Frame frame) {
    if (loss == 0 && frame instanceof Frame.Announcement) {
      // No later than any answer to what is sent after it, as from one port of a switch.
      learned = by.name();
    }
    invariants.sent(by, frame);
  }

  @Override
  public void heard(SimulatedDirector by, List<Frame.Advertisement> frames) {
    invariants.heard(by, frames);
  }

  @Override
  public void look() {
    invariants.check();
  }
}
