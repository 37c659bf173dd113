// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.Adjustment;
import director.daemon.track.state.ServiceHealth;
import director.daemon.track.state.TrackedState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

  /** Told on the loop. */
  public interface Listener {
    /**
     * What {@code instance} tracks has this effect now. Told when everything that it tracks has
     * been looked at once, and then whenever the effect changes. So after a restart of the director
     * an elector that went on keeps what it was told before, and never sees half of a sum. What a
     * reload adds has no effect until it was looked at.
     */
    void adjusted(String instance, Adjustment adjustment);

    /** It is in another state than {@code before}, or has another number. */
    default void changed(TrackStatus now, TrackedState before) {}
  }

  private final Scene scene;
  private final ProcessRounds processes;
  private final ServiceRounds services;
  private final SortedMap<String, Tracked> tracked = new TreeMap<>();
  private final Adjustments adjustments;
  private final Listener listener;
  private boolean closed;

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
    this.processes = new ProcessRounds(scene);
    this.services = new ServiceRounds(scene);
    this.listener = listener;
    this.adjustments = new Adjustments(tracked, listener);
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
   * Tracks what is in {@code plan}, as far as any instance asks for it. What asks the same question
   * as before keeps its state, and a look under way goes on; the rest begins anew or ends.
   */
  public void follow(TrackPlan plan) {
    SortedSet<String> used = plan.used();
    List.copyOf(tracked.keySet()).stream().filter(name -> !used.contains(name)).forEach(this::end);
    int scripts = 0;
    for (String name : used) {
      Track track = Objects.requireNonNull(plan.tracks().get(name));
      Tracked before = tracked.get(name);
      if (before == null || !before.continueAs(track)) {
        end(name);
        tracked.put(name, begin(track, STAGGER.multipliedBy(scripts)));
        scripts += track instanceof TrackScript ? 1 : 0;
      }
    }
    adjustments.follow(plan.trackedBy());
    services.compare();
  }

  /**
   * How this director sees its services.
   *
   * @param seen by the name of the service
   */
  public void servicesSeen(SortedMap<String, ServiceHealth> seen) {
    services.own(seen);
  }

  /**
   * How a peer sees them. To be told at least every second, or the peer counts as lost after 5 s;
   * and at once when {@code mutual} changes, because until then the two reckon differently.
   *
   * @param mutual whether the peer has our view, too: what is known to one side only must not be
   *     used by it
   */
  public void peerSaw(String peer, SortedMap<String, ServiceHealth> seen, boolean mutual) {
    services.peer(peer, seen, mutual);
  }

  /** Everything that is tracked, by name. */
  public List<TrackStatus> snapshot() {
    return tracked.values().stream().map(this::status).toList();
  }

  /**
   * For which first results an election that has not begun should wait (T-04): of those things that
   * can put it into FAULT. Empty if there are none, or all are known.
   */
  public Optional<String> waitsFor(String instance) {
    return adjustments.waitsFor(instance);
  }

  /** What an instance tracks does to it now, as far as it is known. */
  public Adjustment adjustment(String instance) {
    return adjustments.of(instance);
  }

  /** Ends every look, and the processes of every script; nothing is told any more. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(tracked.keySet()).forEach(this::end);
    services.compare();
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
      return services.add(service);
    }
    throw new IllegalStateException("nobody tracks a " + track.kind());
  }

  private void end(String name) {
    Tracked ends = tracked.remove(name);
    if (ends != null) {
      ends.close();
    }
  }

  private void changed(Tracked changed, TrackedState before) {
    if (closed) {
      return;
    }
    if (before == changed.state()) {
      LOG.info("{}", changed.reason());
    } else {
      LOG.info("{} -> {}: {}", before, changed.state(), changed.reason());
    }
    listener.changed(status(changed), before);
    adjustments.tell();
  }

  private TrackStatus status(Tracked it) {
    Track track = it.track();
    return new TrackStatus(
        track.name(),
        track.kind(),
        it.state(),
        it.since(),
        it.reason(),
        it.last(),
        adjustments.askingFor(track));
  }
}
