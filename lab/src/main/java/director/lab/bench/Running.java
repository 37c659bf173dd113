// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A daemon that was started on a host, with all its processes. */
record Running(Host host, Process process, Path log) {
  /** What all daemons call it. */
  static final String BACKUP = "BACKUP";

  private static final long LOOK_MILLIS = 20;

  /** Asks it to stop in order (SIGTERM); returns at once. */
  void terminate() {
    process.destroy();
  }

  /**
   * Ends all processes of the host at once, as a power cut would, but leaves its kernel as it is.
   * keepalived's children would say goodbye when their parent dies, so all are stopped first.
   */
  void kill() throws IOException, InterruptedException {
    freeze();
    host.killAll();
    process.waitFor();
  }

  /** Lets our elector leave for a restart (SIGUSR1); returns at once. */
  void leave() throws IOException, InterruptedException {
    signal("USR1");
  }

  /** SIGSTOP to all its processes. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT to all its processes. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    host.processes().forEach(one -> command.add(Long.toString(one.pid())));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** Waits until it has said that it is a backup, and {@code lastWord}. */
  void awaitBackup(String lastWord, Duration patience) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!said(BACKUP) || !said(lastWord)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException(
            host.name() + " does not become a backup; it said:\n" + Files.readString(log));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private boolean said(String word) throws IOException {
    return Files.exists(log) && Files.readString(log).contains(word);
  }
}
