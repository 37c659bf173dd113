// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.orders.OrderFile;
import director.daemon.orders.state.StandingOrders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders on their way to the disk, which may take its time: what is ordered meanwhile goes with the
 * next writing, however much it is. For any thread.
 */
final class KeptOrders {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final OrderFile file;
  private final Executor disk;
  private @Nullable StandingOrders waiting;
  private List<CompletableFuture<Optional<String>>> asking = new ArrayList<>();
  private volatile Optional<String> problem = Optional.empty();

  /**
   * @param disk may block, and does one thing after the other
   */
  KeptOrders(OrderFile file, Executor disk) {
    this.file = file;
    this.disk = disk;
  }

  /** A thread of its own. */
  static Executor disk() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "orders");
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Keeps these and no others.
   *
   * @return done when the disk has them; why it has not, otherwise
   */
  CompletableFuture<Optional<String>> keep(StandingOrders orders) {
    CompletableFuture<Optional<String>> kept = new CompletableFuture<>();
    synchronized (this) {
      waiting = orders;
      asking.add(kept);
    }
    disk.execute(this::write);
    return kept;
  }

  private void write() {
    StandingOrders newest;
    List<CompletableFuture<Optional<String>>> served;
    synchronized (this) {
      newest = waiting;
      served = asking;
      waiting = null;
      asking = new ArrayList<>();
    }
    if (newest != null) {
      problem = tryTo(newest);
      served.forEach(kept -> kept.complete(problem));
    }
  }

  private Optional<String> tryTo(StandingOrders orders) {
    try {
      file.keep(orders);
      return Optional.empty();
    } catch (IOException e) {
      Optional<String> why = Optional.of("the disk does not take it: " + e.getMessage());
      // Tried again and again.
      if (!why.equals(problem)) {
        LOG.error("cannot keep orders for a restart: {}", e.toString());
      }
      return why;
    }
  }

  /** Why the disk has not what it was last given; empty when it has. */
  Optional<String> problem() {
    return problem;
  }
}
