// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.ProcessPattern;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One scan a second for all processes that are tracked, and none if none is. */
final class ProcessRounds {
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final Scene scene;
  private final SortedMap<String, TrackedProcess> processes = new TreeMap<>();
  private volatile SortedMap<String, ProcessPattern> patterns = Collections.emptySortedMap();
  private @Nullable Rounds rounds;

  ProcessRounds(Scene scene) {
    this.scene = scene;
  }

  TrackedProcess add(TrackProcess process) {
    TrackedProcess tracked = new TrackedProcess(scene, process, () -> remove(process.name()));
    processes.put(process.name(), tracked);
    update();
    if (rounds == null) {
      rounds = new Rounds(scene.threads(), Duration.ZERO, INTERVAL, this::scan, () -> {});
    } else {
      rounds.soon();
    }
    return tracked;
  }

  private void remove(String name) {
    processes.remove(name);
    update();
    if (processes.isEmpty() && rounds != null) {
      rounds.close();
      rounds = null;
    }
  }

  private void update() {
    SortedMap<String, ProcessPattern> next = new TreeMap<>();
    processes.forEach((name, tracked) -> next.put(name, tracked.track().pattern()));
    patterns = Collections.unmodifiableSortedMap(next);
  }

  /** On a thread that may block. */
  private void scan() {
    long start = scene.threads().nanoTime().getAsLong();
    SortedMap<String, ProcessPattern> asked = patterns;
    try {
      SortedMap<String, Integer> counts = scene.surroundings().count(asked);
      Duration took = Duration.ofNanos(scene.threads().nanoTime().getAsLong() - start);
      scene.threads().loop().execute(() -> found(asked, counts, took));
    } catch (IOException e) {
      // Nothing is known, and so nothing changes.
      LOG.warn("cannot count processes: {}", e.getMessage());
    }
  }

  /** What was asked before a reload may be another question now. */
  private void found(
      SortedMap<String, ProcessPattern> asked, SortedMap<String, Integer> counts, Duration took) {
    counts.forEach(
        (name, count) -> {
          TrackedProcess tracked = processes.get(name);
          if (tracked != null && tracked.track().pattern().equals(asked.get(name))) {
            tracked.counted(count, took);
          }
        });
  }
}
