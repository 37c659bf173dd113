// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.NotifyConfig.Fifo;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.notify.state.Backlog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines into one named pipe, on a thread of its own. What nobody reads stays in the pipe (64
 * KiB), and then waits here.
 */
final class PipeWriter {
  /** Some 3 MiB. */
  static final int MOST_WAITING = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger("director");
  private static final int GLANCE_MILLIS = 100;
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Path path;
  private final EventSink events;
  private final Thread thread;
  private final Backlog backlog = new Backlog(MOST_WAITING);

  // Guarded by this.
  private Fifo fifo;
  private boolean given;
  private boolean dropping;
  private boolean full;
  private String trouble = "";
  private @Nullable Long endsAt;

  /** Of the thread alone. */
  private @Nullable PipeFile file;

  /**
   * Begins at once.
   *
   * @param events told when lines are lost
   */
  PipeWriter(Fifo fifo, EventSink events) {
    this.path = fifo.path();
    this.fifo = fifo;
    this.events = events;
    this.thread = new Thread(this::work, "notify-fifo");
    thread.setDaemon(true);
    thread.start();
  }

  /** The same path, perhaps with another owner or other permissions. */
  synchronized void follow(Fifo next) {
    given &= next.equals(fifo);
    fifo = next;
    notifyAll();
  }

  /** Has {@code line} written when its turn comes. Never waits. */
  void add(String line) {
    boolean first;
    synchronized (this) {
      boolean kept = backlog.add(line);
      first = !kept && !dropping;
      dropping |= !kept;
      notifyAll();
    }
    if (first) {
      tell(MOST_WAITING + " lines wait for a reader, and from now on the oldest are dropped");
    }
  }

  /** Takes no more lines, and gives readers so long to read those it has. */
  synchronized void end(Duration atMost) {
    endsAt = System.nanoTime() + atMost.toNanos();
    notifyAll();
  }

  /** Waits for its end. */
  void join() throws InterruptedException {
    thread.join();
  }

  private void work() {
    try {
      while (awaitWork()) {
        step();
      }
      awaitReaders();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** False when there is no more to do, ever. */
  private synchronized boolean awaitWork() throws InterruptedException {
    while (endsAt == null && given && backlog.waiting() == 0) {
      wait();
    }
    return endsAt == null || (backlog.waiting() > 0 && left() > 0);
  }

  /** Nanoseconds until the end, once there is one. */
  private synchronized long left() {
    return endsAt == null ? Long.MAX_VALUE : endsAt - System.nanoTime();
  }

  private void step() throws InterruptedException {
    try {
      PipeFile open = opened();
      if (!write(open)) {
        open.awaitRoom(GLANCE_MILLIS);
      }
    } catch (IOException e) {
      trouble(String.valueOf(e.getMessage()));
      close();
      pause(AGAIN);
    }
  }

  private PipeFile opened() throws IOException {
    Fifo wanted;
    boolean asWanted;
    synchronized (this) {
      wanted = fifo;
      asWanted = given;
      given = true;
    }
    PipeFile open = file;
    if (open != null && open.isReplaced()) {
      lost(open, "somebody put another file in its place");
      open.close();
      open = null;
    }
    if (open == null) {
      open = PipeFile.open(wanted);
      file = open;
      trouble("");
    } else if (!asWanted) {
      open.give(wanted);
    }
    return open;
  }

  /** False if there is no room for the next line. */
  private boolean write(PipeFile open) throws IOException {
    long dropped = 0;
    synchronized (this) {
      while (backlog.next().isPresent()) {
        full = !open.write(backlog.next().get());
        if (full) {
          return false;
        }
        backlog.written();
      }
      if (dropping) {
        dropping = false;
        dropped = backlog.settle();
      }
    }
    if (dropped > 0) {
      tell("is read again, and complete from now on; " + dropped + " lines were dropped before");
    }
    return true;
  }

  /** Closing it would throw away what nobody has read. */
  private void awaitReaders() throws InterruptedException {
    PipeFile open = file;
    try {
      while (open != null && open.unread() > 0 && left() > 0) {
        pause(Duration.ofMillis(GLANCE_MILLIS));
      }
      if (open != null) {
        lost(open, "directord ends");
      }
    } catch (IOException e) {
      trouble(String.valueOf(e.getMessage()));
    }
  }

  private void lost(PipeFile open, String why) throws IOException {
    int unread = open.unread();
    int waiting;
    synchronized (this) {
      waiting = backlog.waiting();
    }
    if (unread > 0 || waiting > 0) {
      tell(
          "%s: %d bytes in it were not read, and %d lines not written"
              .formatted(why, unread, waiting));
    }
  }

  private synchronized void pause(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    long rest = Math.min(atMost.toNanos(), left());
    while (rest > 0) {
      wait(1 + rest / 1_000_000);
      rest = Math.min(until - System.nanoTime(), left());
    }
  }

  private void close() {
    PipeFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  private void trouble(String what) {
    boolean other;
    synchronized (this) {
      other = !what.equals(trouble);
      trouble = what;
    }
    if (other) {
      tell(what.isEmpty() ? "is written to now" : "cannot be written to: " + what);
    }
  }

  /** Of an event that is about no part of the director, it is a matter of the director. */
  private void tell(String what) {
    String sentence = "FIFO " + path + ": " + what;
    LOG.warn("{}", sentence);
    events.tell(Event.of(Event.Kind.NOTIFY, Target.NODE, sentence));
  }

  /** What is wrong, a sentence each. */
  synchronized List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!trouble.isEmpty()) {
      problems.add("FIFO " + path + " cannot be written to: " + trouble);
    }
    if (full) {
      String dropped = dropping ? ", and " + backlog.dropped() + " were dropped" : "";
      problems.add(
          "FIFO "
              + path
              + " is full, for nobody reads it: "
              + backlog.waiting()
              + " lines wait"
              + dropped);
    }
    return problems;
  }
}
