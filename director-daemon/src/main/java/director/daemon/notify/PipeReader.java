// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.NotifyConfig.Fifo;
import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.local.Script;
import director.daemon.local.ScriptRunner;
import director.daemon.local.state.RunAccount;
import director.daemon.local.state.RunEnd;
import director.netlink.linux.ProcessGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a program running that reads a named pipe; its path is the last of its arguments. */
final class PipeReader {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** As good as for ever. */
  private static final Duration NO_LIMIT = Duration.ofDays(36_500);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** As of all scripts: so long from SIGTERM to SIGKILL. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Which program, and who it is. */
  record Program(List<String> command, String user) {
    Program {
      command = List.copyOf(command);
    }

    static Optional<Program> of(Fifo fifo, String user) {
      if (fifo.reader().isEmpty()) {
        return Optional.empty();
      }
      List<String> command = new ArrayList<>(fifo.reader());
      command.add(fifo.path().toString());
      return Optional.of(new Program(command, fifo.readerUser().orElse(user)));
    }
  }

  private final Program program;
  private final EventSink events;
  private final ScriptRunner runner = new ScriptRunner();
  private final Thread thread;

  // Guarded by this.
  private boolean ending;
  private long pid;
  private String problem = "";

  /** Begins at once. */
  PipeReader(Program program, EventSink events) {
    this.program = program;
    this.events = events;
    this.thread = new Thread(this::work, "notify-reader");
    thread.setDaemon(true);
    thread.start();
  }

  Program program() {
    return program;
  }

  private void work() {
    Duration pause = SHORTEST_PAUSE;
    try {
      while (!isEnding()) {
        long begun = System.nanoTime();
        run();
        boolean lasted = System.nanoTime() - begun > LONGEST_PAUSE.toNanos();
        pause = lasted ? SHORTEST_PAUSE : pause;
        pause(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() throws InterruptedException {
    AtomicReference<RunEnd> end = new AtomicReference<>();
    Script script =
        new Script(
            title(),
            program.command(),
            Optional.of(program.user()),
            Collections.emptySortedMap(),
            NO_LIMIT);
    LOG.info("{}: begins", title());
    runner.run(
        script,
        new ScriptRunner.Listener() {
          @Override
          public void started(long leader) {
            begun(leader);
          }

          @Override
          public void ended(RunEnd how) {
            end.set(how);
          }
        });
    over(RunAccount.of(Objects.requireNonNull(end.get(), "a run without an end"), NO_LIMIT));
  }

  private synchronized void begun(long leader) {
    pid = leader;
    if (ending) {
      terminate();
    }
  }

  private void over(RunAccount account) {
    synchronized (this) {
      pid = 0;
      if (ending) {
        return;
      }
      problem = title() + " " + account.how() + ", and is started again";
    }
    LOG.warn("{}: {}", title(), account.how());
    events.tell(
        Event.of(Event.Kind.NOTIFY, Target.NODE, title() + ": " + account.how())
            .with(account.output()));
  }

  private String title() {
    return "reader " + String.join(" ", program.command());
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  private synchronized void pause(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    long rest = atMost.toNanos();
    while (!ending && rest > 0) {
      wait(1 + rest / 1_000_000);
      rest = until - System.nanoTime();
    }
  }

  /** Asks it to end, and ends it when it does not. Does not wait. */
  synchronized void end() {
    ending = true;
    terminate();
    notifyAll();
    Thread ender = new Thread(this::insist, "notify-reader-end");
    ender.setDaemon(true);
    ender.start();
  }

  private void insist() {
    try {
      thread.join(GRACE.toMillis());
      // Then it is killed.
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void terminate() {
    if (pid == 0) {
      return;
    }
    try {
      boolean unused = ProcessGroup.terminate(pid);
    } catch (IOException e) {
      LOG.warn("{}: cannot be asked to end: {}", title(), e.getMessage());
    }
  }

  /** Waits until it is gone. */
  void join() throws InterruptedException {
    thread.join();
  }

  /** What is wrong with it; empty while it runs. */
  synchronized Optional<String> problem() {
    return pid != 0 || problem.isEmpty() ? Optional.empty() : Optional.of(problem);
  }
}
