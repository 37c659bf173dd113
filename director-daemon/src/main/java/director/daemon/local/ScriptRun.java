// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import director.daemon.local.state.Patience;
import director.daemon.local.state.Patience.Ruling;
import director.daemon.local.state.RunEnd;
import director.netlink.linux.ProcessGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a script that is under way: a process, and whatever is in its process group. */
final class ScriptRun {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** So often we look at the time, at the output, and at how late we are ourselves. */
  private static final Duration GLANCE = Duration.ofMillis(50);

  private static final Duration GLANCE_AT_TALKER = Duration.ofMillis(1);

  /** T-03 of the keepalived inventory: so long from SIGTERM to SIGKILL. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** One that hangs in the kernel takes no signal before it comes back from there. */
  private static final Duration KILL_AGAIN_EVERY = Duration.ofSeconds(10);

  private final String title;
  private final Process process;
  private final OutputTail output;
  private Patience patience;

  /**
   * @param title "script check_nginx"
   * @param process that has just been started, as the leader of its group
   */
  ScriptRun(String title, Process process, Duration timeout) {
    this.title = title;
    this.process = process;
    this.output = new OutputTail(process.getInputStream());
    this.patience = Patience.from(now(), timeout);
  }

  /**
   * Waits until the process is gone.
   *
   * @param listener told of the end once, and before that on a timeout
   * @throws InterruptedException when it is not wanted any more; then the group was killed
   */
  void await(ScriptRunner.Listener listener) throws InterruptedException {
    try {
      if (watch(listener)) {
        listener.ended(new RunEnd.Exited(process.exitValue(), patience, output.tail()));
      } else {
        listener.ended(new RunEnd.Overdue(patience.at(now()), patience, output.tail()));
        end();
      }
    } catch (InterruptedException e) {
      kill();
      throw e;
    } finally {
      close();
    }
  }

  /** False if patience is over. */
  private boolean watch(ScriptRunner.Listener listener) throws InterruptedException {
    boolean ended = false;
    boolean talks = false;
    while (!ended && patience.at(now()) == Ruling.WAIT) {
      Duration left = patience.left(now());
      Duration glance = talks ? GLANCE_AT_TALKER : GLANCE;
      ended = ended(left.compareTo(glance) < 0 ? left : glance);
      talks = drain();
      if (talks) {
        listener.says(output.tail());
      }
    }
    return ended;
  }

  private boolean ended(Duration within) throws InterruptedException {
    Duration expected = now().plus(within);
    boolean ended = process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS);
    patience = patience.woke(expected, now());
    return ended;
  }

  private boolean drain() {
    try {
      return output.drain();
    } catch (IOException e) {
      LOG.warn("{}: cannot read its output: {}", title, e.getMessage());
      return false;
    }
  }

  /** Returns when the leader is gone, however long that takes. */
  private void end() throws InterruptedException {
    signal(false);
    boolean gone = process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS);
    // Those who did not listen to SIGTERM may have lost a leader who did.
    kill();
    while (!gone) {
      gone = process.waitFor(KILL_AGAIN_EVERY.toNanos(), TimeUnit.NANOSECONDS);
      if (!gone) {
        LOG.warn("{}: pid {} survives SIGKILL; it hangs in the kernel", title, process.pid());
        kill();
      }
    }
  }

  private void kill() {
    signal(true);
  }

  private void signal(boolean kill) {
    try {
      boolean grouped =
          kill ? ProcessGroup.kill(process.pid()) : ProcessGroup.terminate(process.pid());
      if (!grouped) {
        // Gone, or so young that setsid(2) has not been called.
        process.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.warn("{}: cannot end its processes: {}", title, e.getMessage());
    }
  }

  /** A child that the script left behind may hold the other end. */
  private void close() {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      LOG.warn("{}: cannot close its output: {}", title, e.getMessage());
    }
  }

  private static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }
}
