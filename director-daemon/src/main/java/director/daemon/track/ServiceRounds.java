// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.ServiceHealth;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Compares all tracked services whenever there is news, and as time passes. */
final class ServiceRounds {

  /** Without news, the passing of time alone makes a hold run out, or a peer's word too old. */
  private static final Duration COMPARE_EVERY = Duration.ofMillis(500);

  private final Scene scene;
  private final ServiceViews views = new ServiceViews();
  private final SortedMap<String, TrackedService> services = new TreeMap<>();
  private @Nullable Future<?> next;

  ServiceRounds(Scene scene) {
    this.scene = scene;
  }

  TrackedService add(TrackService service) {
    TrackedService tracked =
        new TrackedService(scene, service, () -> services.remove(service.name()));
    services.put(service.name(), tracked);
    return tracked;
  }

  void own(SortedMap<String, ServiceHealth> seen) {
    views.own(seen);
    compare();
  }

  void peer(String name, SortedMap<String, ServiceHealth> seen, boolean mutual) {
    views.peer(name, seen, mutual, now());
    compare();
  }

  void compare() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
    Duration now = now();
    views.expire(now);
    services.values().forEach(service -> service.compare(views, now));
    if (!services.isEmpty()) {
      next =
          scene
              .threads()
              .loop()
              .schedule(this::compare, COMPARE_EVERY.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private Duration now() {
    return Duration.ofNanos(scene.threads().nanoTime().getAsLong());
  }
}
