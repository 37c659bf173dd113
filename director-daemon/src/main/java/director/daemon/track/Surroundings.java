// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.local.state.NumberReading;
import director.daemon.track.state.Finding;
import director.daemon.track.state.ProcessPattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Consumer;

/** The world as tracking looks at it. Each call may block, and comes from a thread that may. */
interface Surroundings extends AutoCloseable {

  /**
   * Runs {@code script} once and returns when its processes are gone.
   *
   * @param verdict told once, which may be before
   * @throws InterruptedException when the run is not wanted any more, and was ended
   */
  void run(TrackScript script, Consumer<Finding> verdict) throws InterruptedException;

  /** The number in {@code file}. */
  NumberReading read(Path file);

  /** Tells {@code changed} when {@code file} has changed; to be repeated now and then. */
  void watch(String name, Path file, Runnable changed);

  void forget(String name);

  /** How many processes there are for each pattern. */
  SortedMap<String, Integer> count(SortedMap<String, ProcessPattern> patterns) throws IOException;

  @Override
  void close();
}
