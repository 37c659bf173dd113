// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.Adjustment;
import director.daemon.track.state.Contribution;
import director.daemon.track.state.ServiceHealth;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks what it is told to and tells what that does to each instance. Everything is decided on the
 * loop of whoever made it, and every method is to be called there; what blocks has threads of its
 * own, one for each thing that is being looked at in that moment.
 */
public final class Tracking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** Between the first runs of two scripts: hundreds of processes at once help nobody. */
  private static final Duration STAGGER = Duration.ofMillis(5);

  /** How often services are compared again without news, because time alone changes something. */
  private static final Duration COMPARE_EVERY = Duration.ofMillis(500);

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

  /** Told on the loop. */
  public interface Listener {
    /**
     * What {@code instance} tracks has this effect now; told once, and then whenever it changes.
     */
    void adjusted(String instance, Adjustment adjustment);
  }

  private final Scene scene;
  private final Listener listener;
  private final ProcessRounds processes;
  private final ServiceViews views = new ServiceViews();
  private final SortedMap<String, Tracked> tracked = new TreeMap<>();
  private final SortedMap<String, Adjustment> told = new TreeMap<>();
  private TrackPlan plan = TrackPlan.EMPTY;
  private @Nullable Future<?> comparing;

  /**
   * Tracks nothing yet.
   *
   * @param loop one thread, which also calls every method of this
   */
  public Tracking(ScheduledExecutorService loop, Listener listener) {
    this(
        new Rounds.Threads(loop, blockingThreads(), System::nanoTime),
        new LinuxSurroundings(),
        InstantSource.system(),
        listener);
  }

  Tracking(
      Rounds.Threads threads, Surroundings surroundings, InstantSource time, Listener listener) {
    this.scene = new Scene(threads, surroundings, time, this::changed);
    this.listener = listener;
    this.processes = new ProcessRounds(scene);
  }

  /** Each dies with its work; there are never more than things that are tracked. */
  private static ExecutorService blockingThreads() {
    AtomicInteger number = new AtomicInteger();
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "track-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Tracks what is in {@code next}, as far as any instance asks for it. What asks the same question
   * as before keeps its state, and a look under way goes on; the rest begins anew or ends.
   */
  public void follow(TrackPlan next) {
    plan = next;
    SortedSet<String> used = next.used();
    List.copyOf(tracked.keySet()).stream().filter(name -> !used.contains(name)).forEach(this::end);
    int started = 0;
    for (String name : used) {
      Track track = Objects.requireNonNull(next.tracks().get(name));
      Tracked before = tracked.get(name);
      if (before == null || !before.continueAs(track)) {
        end(name);
        tracked.put(name, begin(track, STAGGER.multipliedBy(started)));
        started++;
      }
    }
    compareServices();
    tell();
  }

  /**
   * How this director sees its services.
   *
   * @param services by name
   */
  public void servicesSeen(SortedMap<String, ServiceHealth> services) {
    views.own(services);
    compareServices();
  }

  /**
   * How a peer sees them. To be told at least every second, or the peer counts as lost after 5 s.
   *
   * @param mutual whether the peer has our view, too: what is known to one side only must not be
   *     used by it
   */
  public void peerSaw(String peer, SortedMap<String, ServiceHealth> services, boolean mutual) {
    views.peer(peer, services, mutual, now());
    compareServices();
  }

  /** Everything that is tracked, by name. */
  public List<TrackStatus> snapshot() {
    return tracked.values().stream().map(this::status).toList();
  }

  /** What an instance tracks does to it now. */
  public Adjustment adjustment(String instance) {
    TrackedBy asks = plan.trackedBy().get(instance);
    return asks == null
        ? Adjustment.NONE
        : Adjustment.sum(asks.things().stream().map(this::contribution).toList());
  }

  /** Ends every look, and the processes of every script; nothing is told any more. */
  @Override
  public void close() {
    List.copyOf(tracked.keySet()).forEach(this::end);
    plan = TrackPlan.EMPTY;
    told.clear();
    if (comparing != null) {
      comparing.cancel(false);
    }
    scene.surroundings().close();
    scene.threads().blocking().shutdown();
  }

  /**
   * Waits until the processes of all scripts are gone, for 2 s at most. For another thread than the
   * loop, after {@link #close}.
   */
  public boolean awaitEnd() throws InterruptedException {
    return scene.threads().blocking().awaitTermination(ENDS_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
  }

  private Tracked begin(Track track, Duration first) {
    if (track instanceof TrackScript script) {
      return new TrackedScript(scene, script, first);
    }
    if (track instanceof TrackFile file) {
      return new TrackedFile(scene, file);
    }
    if (track instanceof TrackProcess process) {
      return processes.add(process);
    }
    if (track instanceof TrackService service) {
      return new TrackedService(scene, service);
    }
    throw new IllegalStateException("nobody tracks a " + track.kind());
  }

  private void end(String name) {
    Tracked ends = tracked.remove(name);
    if (ends != null) {
      ends.close();
    }
  }

  private Contribution contribution(Weighted weighted) {
    return Objects.requireNonNull(tracked.get(weighted.trackName())).contribution(weighted);
  }

  private void compareServices() {
    if (comparing != null) {
      comparing.cancel(false);
      comparing = null;
    }
    Duration now = now();
    views.expire(now);
    List<TrackedService> services = new ArrayList<>();
    tracked.values().stream()
        .filter(TrackedService.class::isInstance)
        .map(TrackedService.class::cast)
        .forEach(services::add);
    services.forEach(service -> service.compare(views, now));
    if (!services.isEmpty()) {
      comparing =
          scene
              .threads()
              .loop()
              .schedule(this::compareServices, COMPARE_EVERY.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private Duration now() {
    return Duration.ofNanos(scene.threads().nanoTime().getAsLong());
  }

  private void changed(Tracked changed, TrackedState before) {
    LOG.info("{} -> {}: {}", before, changed.state(), changed.reason());
    tell();
  }

  private void tell() {
    SortedSet<String> instances = new TreeSet<>(told.keySet());
    instances.addAll(plan.trackedBy().keySet());
    for (String instance : instances) {
      Adjustment now = adjustment(instance);
      if (!now.equals(told.put(instance, now))) {
        listener.adjusted(instance, now);
      }
    }
    told.keySet().retainAll(plan.trackedBy().keySet());
  }

  private TrackStatus status(Tracked it) {
    String name = it.track().name();
    List<String> instances =
        plan.trackedBy().values().stream()
            .filter(
                instance ->
                    instance.things().stream().anyMatch(thing -> thing.trackName().equals(name)))
            .map(TrackedBy::instanceName)
            .toList();
    return new TrackStatus(
        name, it.track().kind(), it.state(), it.since(), it.reason(), it.last(), instances);
  }
}
