// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The lines that a process has said, each with the time at which it was heard. */
final class Said {
  /**
   * One of them.
   *
   * @param at as of {@link System#nanoTime}
   */
  record Line(long at, String text) {}

  private static final long GOES_WITHIN_SECONDS = 10;

  private final List<Line> lines = new ArrayList<>();
  private final Process process;
  private boolean ended;

  /** Listens until the process ends, and writes everything into {@code log} as well. */
  Said(Process process, Path log) {
    this.process = process;
    Thread listener = new Thread(() -> listen(log), "listens");
    listener.setDaemon(true);
    listener.start();
  }

  private void listen(Path log) {
    try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer copy = Files.newBufferedWriter(log)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        add(new Line(System.nanoTime(), text));
        copy.write(text + "\n");
      }
    } catch (IOException e) {
      // Process.destroy() closes the stream at once, while the process is on its way out.
      Process gone =
          process.onExit().completeOnTimeout(process, GOES_WITHIN_SECONDS, TimeUnit.SECONDS).join();
      if (gone.isAlive()) {
        throw new UncheckedIOException("cannot hear what a process says", e);
      }
    }
    end();
  }

  private synchronized void add(Line line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized List<Line> all() {
    return List.copyOf(lines);
  }

  synchronized int count() {
    return lines.size();
  }

  /** The first such line of those after the first {@code skip}. */
  synchronized Line await(int skip, Predicate<String> which, Duration patience)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    int seen = skip;
    while (true) {
      for (; seen < lines.size(); seen++) {
        if (which.test(lines.get(seen).text())) {
          return lines.get(seen);
        }
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 || ended) {
        throw new IOException("a process did not say what was expected, but at last " + tail());
      }
      wait(left);
    }
  }

  private String tail() {
    return lines.subList(Math.max(0, lines.size() - 20), lines.size()).stream()
        .map(Line::text)
        .reduce("", (all, one) -> all + "\n" + one);
  }
}
