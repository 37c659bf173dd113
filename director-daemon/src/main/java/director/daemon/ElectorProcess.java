// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.elector.ElectorLink;
import director.daemon.supervision.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts the elector as a process of its own, which lives on when this one dies: in a session of
 * its own, so that a signal from the terminal reaches only the director.
 */
final class ElectorProcess implements ElectorLink.Starter {
  private final List<String> command;
  private @Nullable Process process;

  /**
   * For {@code options}, to be started when there is need.
   *
   * @param launcher the program bin/directord
   */
  ElectorProcess(Path launcher, Options options) {
    command =
        List.of(
            "setsid",
            launcher.toString(),
            "vrrp",
            "--await-orders",
            "--socket",
            options.electorSocket().toString(),
            "--state-dir",
            options.stateDirectory().toString());
  }

  @Override
  public synchronized boolean start() throws IOException {
    if (process != null && process.isAlive()) {
      return false;
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    // Whoever watches us knows nothing of it.
    builder.environment().keySet().removeAll(Supervisor.VARIABLES);
    process = builder.start();
    return true;
  }

  /** Waits until that process, started by whomever, has ended; false when it takes too long. */
  static boolean awaitEnd(long pid, Duration atMost) throws InterruptedException {
    ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
    if (handle == null) {
      return true;
    }
    try {
      handle.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for pid " + pid, e.getCause());
    }
  }
}
