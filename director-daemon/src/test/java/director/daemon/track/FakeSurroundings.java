// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.local.state.NumberReading;
import director.daemon.track.state.Finding;
import director.daemon.track.state.ProcessPattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A world that is as the test says, and answers at once. */
final class FakeSurroundings implements Surroundings {
  final List<String> runs = new ArrayList<>();
  final Map<String, Finding> answers = new HashMap<>();
  final Map<Path, NumberReading> files = new HashMap<>();
  final Map<String, Runnable> watched = new TreeMap<>();
  final Map<String, Integer> processes = new HashMap<>();
  @Nullable IOException noProcesses;
  int scans;
  boolean closed;

  @Override
  public void run(TrackScript script, Consumer<Finding> verdict) {
    runs.add(script.name());
    verdict.accept(answers.getOrDefault(script.name(), Finding.passed("exits 0")));
  }

  @Override
  public NumberReading read(Path file) {
    return files.getOrDefault(file, new NumberReading.Missing());
  }

  @Override
  public void watch(String name, Path file, Runnable changed) {
    watched.put(name, changed);
  }

  @Override
  public void forget(String name) {
    watched.remove(name);
  }

  @Override
  public SortedMap<String, Integer> count(SortedMap<String, ProcessPattern> patterns)
      throws IOException {
    scans++;
    if (noProcesses != null) {
      throw noProcesses;
    }
    SortedMap<String, Integer> counts = new TreeMap<>();
    patterns.forEach(
        (name, pattern) -> counts.put(name, processes.getOrDefault(pattern.describe(), 0)));
    return counts;
  }

  @Override
  public void close() {
    closed = true;
  }
}
