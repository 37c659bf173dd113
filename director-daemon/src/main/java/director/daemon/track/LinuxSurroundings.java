// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.local.NumberFile;
import director.daemon.local.ScriptRunner;
import director.daemon.local.state.NumberReading;
import director.daemon.track.state.Finding;
import director.daemon.track.state.ProcessPattern;
import director.daemon.track.state.RunVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine that we run on. */
final class LinuxSurroundings implements Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final ScriptRunner scripts = new ScriptRunner();
  private final ProcessScan processes = new ProcessScan(Path.of("/proc"));
  private final Set<String> unwatchable = new HashSet<>();
  private @Nullable FileWatch files;
  private boolean closed;

  @Override
  public void run(TrackScript script, Consumer<Finding> verdict) throws InterruptedException {
    scripts.run(script.program(), end -> verdict.accept(RunVerdict.of(end)));
  }

  @Override
  public NumberReading read(Path file) {
    return NumberFile.read(file);
  }

  /** Without inotify a change is found when the file is read the next time. */
  @Override
  public synchronized void watch(String name, Path file, Runnable changed) {
    if (closed) {
      return;
    }
    try {
      if (files == null) {
        files = new FileWatch();
      }
      files.watch(name, file, changed);
    } catch (IOException e) {
      if (unwatchable.add(name)) {
        LOG.warn("{} is read periodically only, it cannot be watched: {}", file, e.getMessage());
      }
    }
  }

  @Override
  public synchronized void forget(String name) {
    unwatchable.remove(name);
    if (files != null) {
      files.forget(name);
    }
  }

  @Override
  public SortedMap<String, Integer> count(SortedMap<String, ProcessPattern> patterns)
      throws IOException {
    return processes.count(patterns);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (files != null) {
      try {
        files.close();
      } catch (IOException e) {
        LOG.warn("cannot end watching files: {}", e.getMessage());
      }
    }
  }
}
