// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;
import java.time.Duration;

/** The same daemon on both directors: the first is the master, the second its backup. */
record Pair(BenchLab lab, Probe probe, Running master, Running backup, Role backupRole) {
  private static final Duration START = Duration.ofSeconds(30);

  /** After its last class was loaded and its last method compiled a JVM needs nothing more. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /** Starts both anew, and waits until the client is answered by the first and all is calm. */
  static Pair start(BenchLab lab, Probe probe, Daemon daemon, Duration interval)
      throws IOException, InterruptedException {
    return start(lab, probe, daemon, daemon, interval);
  }

  static Pair start(BenchLab lab, Probe probe, Daemon master, Daemon backup, Duration interval)
      throws IOException, InterruptedException {
    lab.reset();
    probe.forget();
    long begin = System.nanoTime();
    Role backupRole = Role.of(Role.BACKUP, interval);
    Running first = master.start(lab.first(), Role.of(Role.MASTER, interval));
    awaitAnswer(probe, 1, begin, interval);
    // Only now, or it would already have been master for a moment.
    Running second = backup.start(lab.second(), backupRole);
    second.awaitBackup(backup.lastWord(), START);
    Pair pair = new Pair(lab, probe, first, second, backupRole);
    Thread.sleep(SETTLE.toMillis());
    return pair;
  }

  /** Waits until that director advertises and answers the client. */
  void awaitAnswer(int host, long since) throws IOException, InterruptedException {
    awaitAnswer(probe, host, since, backupRole.interval());
  }

  private static void awaitAnswer(Probe probe, int host, long since, Duration interval)
      throws IOException, InterruptedException {
    Duration patience = START.plus(interval.multipliedBy(5));
    if (probe.await(Seen.Advertisement.class, since, a -> a.host() == host, patience).isEmpty()) {
      throw new IOException("director " + host + " does not become master");
    }
    if (probe.await(Seen.Answer.class, since, a -> a.host() == host, patience).isEmpty()) {
      throw new IOException("director " + host + " does not answer the client");
    }
  }

  /** The last that the first director said before {@code now}. */
  Seen.Advertisement lastOfMaster(long until) throws IOException {
    return probe.all(Seen.Advertisement.class, 0).stream()
        .filter(a -> a.host() == 1 && a.priority() != 0 && a.at() < until)
        .reduce((before, after) -> after)
        .orElseThrow(() -> new IOException("the master did not advertise"));
  }

  /** Lets the backup take over once and lose it again: what it does then, it has done before. */
  void rehearse() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    master.freeze();
    awaitAnswer(2, begin);
    long back = System.nanoTime();
    master.thaw();
    awaitAnswer(1, back);
    Thread.sleep(SETTLE.toMillis());
  }
}
