// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer;

import director.daemon.config.PeerConfig;
import director.daemon.control.PeerReport;
import director.daemon.event.EventSink;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares this director with others, on a thread of its own. Whoever asks gets what was found
 * last, and waits for nothing.
 */
public final class PeerView implements AutoCloseable {
  private final EventSink events;
  private final InstantSource clock;
  private volatile @Nullable Conversation conversation;

  /**
   * Speaks with nobody yet.
   *
   * @param events told who is heard, who is not, and what differs, by the conversation's thread
   */
  public PeerView(EventSink events) {
    this(events, InstantSource.system());
  }

  /** With another wall clock. */
  PeerView(EventSink events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * On other terms from now on; who is spoken with stays known. By one thread at a time.
   *
   * @param config empty to speak with nobody
   * @param virtual addresses that come and go, and so are none to speak from
   */
  public void follow(Optional<PeerConfig> config, Set<InetAddress> virtual) {
    Conversation running = conversation;
    if (running != null && config.isPresent()) {
      running.follow(config.get(), virtual);
    } else if (running != null) {
      conversation = null;
      running.close();
    } else if (config.isPresent()) {
      Conversation begun =
          new Conversation(config.get(), virtual, new SecureRandom().nextLong(), events, clock);
      conversation = begun;
      begun.start();
    }
  }

  /** How this director stands now. Nothing is told to anybody before the first time. */
  public void tell(Snapshot snapshot) {
    Conversation running = conversation;
    if (running != null) {
      running.tell(snapshot);
    }
  }

  /** Whether it speaks with anybody, so that it is worth telling it anything. */
  public boolean isOn() {
    return conversation != null;
  }

  /**
   * The servers that are not well elsewhere, {@code service/server}: of interest if we have them.
   */
  public Set<String> interests() {
    Conversation running = conversation;
    return running == null ? Set.of() : running.found().interests();
  }

  /** What others tell beside what we know; null if it is off, or nothing was told yet. */
  public @Nullable PeerReport report() {
    Conversation running = conversation;
    return running == null ? null : running.found().report();
  }

  /** Sentences: what is wrong between us and them. */
  public List<String> problems() {
    Conversation running = conversation;
    return running == null ? List.of() : running.found().problems();
  }

  @Override
  public void close() {
    follow(Optional.empty(), Set.of());
  }
}
