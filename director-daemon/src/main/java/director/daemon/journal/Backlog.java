// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Events that wait to be written. What is too much is counted, and nobody waits for a place. */
final class Backlog {
  private final int most;
  private final Queue<Told> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();

  /** An event, and when it was told. */
  record Told(Instant time, Event event) {}

  Backlog(int most) {
    this.most = most;
  }

  /** From any thread. */
  void add(Told told) {
    if (size.incrementAndGet() > most) {
      size.decrementAndGet();
      lost.incrementAndGet();
    } else {
      waiting.add(told);
    }
  }

  /** The oldest of them; they wait no more. */
  List<Told> take(int atMost) {
    List<Told> taken = new ArrayList<>();
    while (taken.size() < atMost) {
      Told told = waiting.poll();
      if (told == null) {
        break;
      }
      size.decrementAndGet();
      taken.add(told);
    }
    return taken;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many found no place since this was asked last. */
  long takeLost() {
    return lost.getAndSet(0);
  }
}
