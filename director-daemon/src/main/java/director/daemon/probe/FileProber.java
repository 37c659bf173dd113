// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.daemon.local.state.NumberReading;
import director.healthcheck.probe.Prober;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.FileCheck;
import director.healthcheck.request.Question;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads numbers in files. A file system may hang for ever, so one reading of a file at a time
 * serves all who ask for it meanwhile: there are never more threads than files.
 */
final class FileProber implements Prober {
  private final Function<Path, NumberReading> files;
  private final Executor blocking;
  private final Executor thread;
  private final Map<Path, List<Probe>> asking = new HashMap<>();

  /**
   * For one thread.
   *
   * @param files reads one
   * @param blocking runs what may block, at once
   */
  FileProber(Function<Path, NumberReading> files, Executor blocking, Executor thread) {
    this.files = files;
    this.blocking = blocking;
    this.thread = thread;
  }

  @Override
  public RunningProbe start(Question question, Consumer<ProbeResult> done) {
    FileCheck check = (FileCheck) question.request();
    Probe probe = new Probe(check, done);
    List<Probe> others = asking.get(check.file());
    if (others == null) {
      asking.put(check.file(), new ArrayList<>(List.of(probe)));
      blocking.execute(() -> read(check.file()));
    } else {
      others.add(probe);
    }
    return probe;
  }

  /** On a thread that may block. */
  private void read(Path file) {
    NumberReading reading = files.apply(file);
    thread.execute(
        () -> {
          List<Probe> asked = asking.remove(file);
          if (asked != null) {
            asked.forEach(probe -> probe.found(reading));
          }
        });
  }

  /** So that nobody piles up before a file system that hangs for days. */
  private void forget(Probe probe) {
    List<Probe> others = asking.get(probe.check.file());
    if (others != null) {
      others.remove(probe);
    }
  }

  /** How many wait for an answer. */
  int waiting() {
    return asking.values().stream().mapToInt(List::size).sum();
  }

  private final class Probe implements RunningProbe {
    private final FileCheck check;
    private final Consumer<ProbeResult> done;
    private final long started = System.nanoTime();
    private boolean over;

    Probe(FileCheck check, Consumer<ProbeResult> done) {
      this.check = check;
      this.done = done;
    }

    void found(NumberReading reading) {
      if (!over) {
        over = true;
        done.accept(FileResult.of(check, reading, took()));
      }
    }

    @Override
    public ProbePhase reached() {
      return ProbePhase.CONNECT;
    }

    @Override
    public long received() {
      return 0;
    }

    @Override
    public ProbeResult giveUp() {
      cancel();
      return FileResult.silent(check, took());
    }

    @Override
    public void cancel() {
      over = true;
      forget(this);
    }

    private Duration took() {
      return Duration.ofNanos(System.nanoTime() - started);
    }
  }
}
