// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checker at work. */
interface Checking extends AutoCloseable {

  /**
   * A server that it took down.
   *
   * @param server {@code ADDRESS:PORT}
   * @param at as of {@link System#nanoTime}
   */
  record Removal(String server, long at) {}

  /** Those that do the work. */
  List<ProcessHandle> processes();

  /** Since it started. */
  List<Removal> removals();

  /** Checks that it took for failed since it started. */
  long failures() throws IOException, InterruptedException;

  /** What it tells of itself since the last such question; null where it tells nothing. */
  @Nullable JsonNode told() throws IOException, InterruptedException;

  /** Ends it at once. */
  @Override
  void close();
}
