// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.DirectorConfig;
import director.daemon.config.NotifyScripts.Occasion;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.local.ScriptProblems;
import director.daemon.notify.state.ElectionNotice;
import director.daemon.notify.state.ElectionNotice.Word;
import director.daemon.notify.state.Notice;
import director.daemon.notify.state.Telling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the notify scripts of virtual routers and sync groups, and writes into named pipes what
 * happens to them, to services and to servers, as keepalived does.
 *
 * <p>Scripts of one target are run one after the other, in the order of its events; a line is
 * written in the order of all events, and waits for no script.
 */
public final class Notify implements Outlet {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** Readers that are there need milliseconds, and for others no time is enough. */
  private static final Duration READERS_WITHIN = Duration.ofSeconds(1);

  private final ExecutorService threads;
  private final ScriptRuns scripts;

  // Guarded by this, that events keep their order.
  private final Telling telling = new Telling();
  private final Pipes pipes;
  private @Nullable DirectorConfig config;
  private boolean ended;

  /** As it was when the configuration was read. */
  private volatile List<String> doubts = List.of();

  /**
   * Nothing is told before {@link #follow}.
   *
   * @param events told what came of it
   */
  public Notify(EventSink events) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "notify-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.scripts = new ScriptRuns(threads, events);
    this.pipes = new Pipes(events);
  }

  @Override
  public synchronized void tell(Event event) {
    DirectorConfig now = config;
    if (now != null && !ended && isConfigured(event.target(), now)) {
      telling.of(Facts.added(event, now)).forEach(notice -> tell(notice, now));
    }
  }

  private void tell(Notice notice, DirectorConfig by) {
    if (notice instanceof ElectionNotice election) {
      Run.of(election, by).forEach(scripts::add);
    }
    pipes.add(notice);
  }

  /** What was told late about something that a reload has removed is nobody's any more. */
  private static boolean isConfigured(Target target, DirectorConfig config) {
    return switch (target.kind()) {
      case VIP -> config.instances().containsKey(target.name());
      case GROUP -> config.vrrp().groups().containsKey(target.name());
      case SERVICE -> config.services().containsKey(target.name());
      case SERVER -> config.services().containsKey(target.name().split("/", 2)[0]);
      case ELECTOR -> true;
      case NODE, CONFIG, IPVS, TRACK, PEER -> false;
    };
  }

  @Override
  public synchronized void follow(DirectorConfig next) {
    if (ended) {
      return;
    }
    DirectorConfig before = config;
    if (before != null) {
      telling
          .keep(target -> isConfigured(target, next), target -> last(target, before))
          .forEach(notice -> tell(notice, before));
    }
    config = next;
    pipes.follow(next.notifying());
    List<Configured> all = Configured.in(next);
    Set<String> names = all.stream().map(Configured::script).collect(Collectors.toSet());
    scripts.keep(names::contains);
    doubts = List.of();
    if (!all.isEmpty()) {
      threads.execute(() -> doubt(all));
    }
  }

  /** With keepalived, too, it is FAULT unless something is configured for the end. */
  private static Word last(Target target, DirectorConfig before) {
    return Run.scripts(target, before)
        .filter(scripts -> scripts.on().containsKey(Occasion.DELETED))
        .map(scripts -> Word.DELETED)
        .orElse(Word.FAULT);
  }

  private void doubt(List<Configured> all) {
    List<String> found = new ArrayList<>();
    try {
      for (Configured one : all) {
        ScriptProblems.of(one.program(), Optional.of(one.user()))
            .forEach(why -> found.add(one.script() + " would not be run now: " + why));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    found.forEach(LOG::warn);
    doubts = found;
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>(doubts);
    problems.addAll(scripts.problems());
    synchronized (this) {
      problems.addAll(pipes.problems());
    }
    return problems;
  }

  @Override
  public void stop(boolean resigned, Duration atMost) {
    synchronized (this) {
      DirectorConfig now = config;
      if (now != null && !ended && resigned) {
        telling.stop().forEach(notice -> tell(notice, now));
      }
      ended = true;
    }
    try {
      // Readers may be what a script waits for.
      scripts.end(atMost);
      pipes.end(READERS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    synchronized (this) {
      ended = true;
    }
    scripts.close();
    threads.shutdownNow();
  }
}
