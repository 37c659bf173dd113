// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One network segment in virtual time. It carries values of any kind between named stations, later,
 * never or twice, as one Random decides: the same seed and the same sends give the same arrivals.
 *
 * <p>Whether a value is lost is decided when it is sent; who gets it, when it arrives. So what is
 * on its way survives a cut, but not the departure of its receiver.
 *
 * @param <T> what is carried, best an immutable value
 */
public final class FaultyLan<T> {
  private record Direction(String from, String to) {}

  private final VirtualLoop loop;
  private final Random random;
  private final Map<String, BiConsumer<String, T>> receivers = new LinkedHashMap<>();
  private final Set<Direction> cuts = new LinkedHashSet<>();
  private Faults faults = Faults.NONE;

  public FaultyLan(VirtualLoop loop, Random random) {
    this.loop = loop;
    this.random = random;
  }

  /**
   * Lets a station hear; a second time it replaces the receiver.
   *
   * @param receiver gets the name of the sender and the value, as a task of the loop
   */
  public void attach(String station, BiConsumer<String, T> receiver) {
    receivers.put(station, receiver);
  }

  /** The station hears no more; what it sent is still on its way. */
  public void detach(String station) {
    receivers.remove(station);
  }

  /** To all other stations, as a multicast: each gets it, or not, on its own. */
  public void send(String from, T value) {
    for (String to : List.copyOf(receivers.keySet())) {
      if (!to.equals(from)) {
        send(from, to, value);
      }
    }
  }

  /** To one station; that there is none of that name is only seen when it does not arrive. */
  public void send(String from, String to, T value) {
    if (cuts.contains(new Direction(from, to)) || random.nextDouble() < faults.loss()) {
      return;
    }
    deliverLater(from, to, value);
    if (random.nextDouble() < faults.duplication()) {
      deliverLater(from, to, value);
    }
  }

  private void deliverLater(String from, String to, T value) {
    long span = faults.longest().minus(faults.shortest()).toNanos();
    Duration delay = faults.shortest().plusNanos((long) (random.nextDouble() * span));
    loop.after(delay, () -> deliver(from, to, value));
  }

  private void deliver(String from, String to, T value) {
    BiConsumer<String, T> receiver = receivers.get(to);
    if (receiver != null) {
      receiver.accept(from, value);
    }
  }

  /** For what is sent from now on. */
  public void behave(Faults from) {
    faults = from;
  }

  /** One way only: {@code to} no longer hears {@code from}. */
  public void cut(String from, String to) {
    cuts.add(new Direction(from, to));
  }

  public void heal(String from, String to) {
    cuts.remove(new Direction(from, to));
  }

  public void healAll() {
    cuts.clear();
  }
}
