// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VrrpEffects;
import director.vrrp.state.VrrpState;
import director.vrrp.state.VrrpTimer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Performs the actions of one virtual router on its segment. What the kernel refuses is told once,
 * and stays in the status until something about the same is granted.
 */
final class SegmentEffects implements VrrpEffects {
  private final Segment segment;
  private final AdvertisementSender sender;
  private final Holdings holdings;
  private final Deadlines deadlines;
  private final Counters counters;
  private final Consumer<String> tell;
  private final Refusals refusals = new Refusals();

  private InstanceOrders orders;
  private @Nullable InetAddress source;
  private VrrpState state = VrrpState.INIT;
  private long eventAt;
  private Set<Holding> left = Set.of();

  /**
   * For {@code orders}, which {@link #follow} replaces.
   *
   * @param tell takes sentences for people
   */
  SegmentEffects(
      InstanceOrders orders,
      Segment segment,
      AdvertisementSender sender,
      Holdings holdings,
      Deadlines deadlines,
      Counters counters,
      Consumer<String> tell) {
    this.orders = orders;
    this.segment = segment;
    this.sender = sender;
    this.holdings = holdings;
    this.deadlines = deadlines;
    this.counters = counters;
    this.tell = tell;
  }

  void follow(InstanceOrders next) {
    orders = next;
    holdings.follow(next);
  }

  /** The circumstances of the actions that follow; timers count from {@code at}. */
  void at(long at, VrrpState entered, @Nullable InetAddress primaryAddress) {
    eventAt = at;
    state = entered;
    source = primaryAddress;
  }

  /** What the kernel refuses at present; empty when all is well. */
  String refused() {
    return refusals.sentence();
  }

  void forgetRefusals() {
    refusals.clear();
  }

  /** What is somebody else's stays where it is, whatever happens to the role. */
  void leave(Set<Holding> foreign) {
    left = Set.copyOf(foreign);
  }

  @Override
  public void sendAdvertisement(int priority) {
    InetAddress from = source;
    if (from == null) {
      return;
    }
    if (attempt("advertise", () -> sender.send(from, priority))) {
      counters.countSent(priority);
    }
  }

  @Override
  public void sendFarewell(int priority, Duration interval) {
    InetAddress from = source;
    if (from != null && attempt("advertise", () -> sender.send(from, priority, interval))) {
      counters.countSent(priority);
    }
  }

  @Override
  public void addAddresses() {
    orders.holdings().forEach(this::add);
  }

  private boolean add(Holding holding) {
    return attempt(holding.toString(), "add " + holding, () -> holdings.add(holding));
  }

  @Override
  public void removeAddresses() {
    List<Holding> all = new ArrayList<>(orders.holdings());
    Collections.reverse(all);
    segment.forget(orders.allAddresses());
    all.forEach(this::remove);
  }

  void remove(Holding holding) {
    if (left.contains(holding)) {
      return;
    }
    attempt(holding.toString(), "remove " + holding, () -> holdings.remove(holding));
  }

  @Override
  public void announce(int times) {
    announce(orders.allAddresses(), times);
  }

  private void announce(List<VirtualAddress> addresses, int times) {
    if (attempt("announce", () -> segment.announce(addresses, times, orders.announcing().pace()))) {
      counters.countAnnounced(addresses.size() * times);
    }
  }

  /** What should be among {@code present} and is not, though the kernel granted it. */
  Set<Holding> missing(Set<Holding> present) {
    Set<Holding> missing = new LinkedHashSet<>(orders.holdings());
    missing.removeAll(present);
    missing.removeIf(holding -> refusals.contains(holding.toString()));
    return missing;
  }

  /** Adds and announces what is not among {@code present}, though it should be. */
  void restore(Set<Holding> present) {
    for (Holding holding : orders.holdings()) {
      if (!present.contains(holding)) {
        restore(holding);
      }
    }
  }

  private void restore(Holding holding) {
    boolean wasThere = !refusals.contains(holding.toString());
    if (!add(holding)) {
      return;
    }
    if (wasThere) {
      counters.countRestored();
      tell.accept(holding + " was removed by somebody else: put back");
    } else {
      tell.accept(holding + " could be added at last");
    }
    if (holding instanceof VirtualAddress address) {
      announce(List.of(address), 1);
    }
  }

  @Override
  public void startTimer(VrrpTimer timer, Duration delay) {
    deadlines.start(timer, eventAt + delay.toNanos());
  }

  @Override
  public void stopTimer(VrrpTimer timer) {
    deadlines.stop(timer);
  }

  @Override
  public void stopAllTimers() {
    deadlines.stopAll();
  }

  /** What the kernel may refuse. */
  private interface Attempt {
    void run() throws IOException;
  }

  private boolean attempt(String what, Attempt attempt) {
    return attempt(what, what, attempt);
  }

  private boolean attempt(String subject, String what, Attempt attempt) {
    try {
      attempt.run();
      refusals.remove(subject);
      return true;
    } catch (IOException e) {
      String sentence = what + ": " + e.getMessage();
      // That nothing works on an interface that is down is the fault itself, and no news.
      if (state != VrrpState.FAULT && refusals.add(subject, sentence)) {
        tell.accept("cannot " + sentence);
      }
      return false;
    }
  }
}
