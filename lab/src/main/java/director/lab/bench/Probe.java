// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.wire.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The client and observer: {@code lab/bench/probe.c}, and what it has seen. */
final class Probe implements AutoCloseable {
  private static final int END_SECONDS = 5;
  private static final int BROKEN = 70;

  private final Process process;
  private final Thread reader;
  private final List<Seen> seen = new ArrayList<>();

  private Probe(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "probe");
    reader.setDaemon(true);
    reader.setUncaughtExceptionHandler(Probe::dieOf);
    reader.start();
  }

  /**
   * Starts it.
   *
   * @param interval between two probes, in microseconds; 0 only observes
   */
  static Probe start(Host client, Path program, String vip, int interval)
      throws IOException, InterruptedException {
    List<String> command = List.of(program.toString(), "eth0", vip, Integer.toString(interval));
    return new Probe(
        client.inside(
            () ->
                new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()));
  }

  /** Whatever else would be measured without it is wrong. */
  private static void dieOf(Thread thread, Throwable problem) {
    problem.printStackTrace();
    Runtime.getRuntime().halt(BROKEN);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(Seen.parse(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the probe's words", e);
    }
  }

  private synchronized void add(Seen what) {
    seen.add(what);
    notifyAll();
  }

  /** Forgets all. */
  synchronized void forget() {
    seen.clear();
  }

  /** All of one kind since then, in the order in which they were told. */
  synchronized <T extends Seen> List<T> all(Class<T> kind, long since) {
    return seen.stream()
        .filter(s -> kind.isInstance(s) && s.at() >= since)
        .map(kind::cast)
        .toList();
  }

  /**
   * The first of that kind since then that is {@code wanted}, if it comes within {@code patience}.
   */
  synchronized <T extends Seen> Optional<T> await(
      Class<T> kind, long since, Predicate<T> wanted, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    int looked = 0;
    while (true) {
      for (; looked < seen.size(); looked++) {
        Seen one = seen.get(looked);
        if (kind.isInstance(one) && one.at() >= since && wanted.test(kind.cast(one))) {
          return Optional.of(kind.cast(one));
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
  }

  /** For how long a processor was withheld at the worst between the two, in milliseconds. */
  double starved(long from, long until) {
    return all(Seen.Starvation.class, 0).stream()
        .filter(s -> s.at() < until && s.until() > from)
        .mapToDouble(s -> (s.until() - s.at()) / 1e6)
        .max()
        .orElse(0);
  }

  /** All but the counts between the two, in order of time, in milliseconds: to judge a loss by. */
  synchronized String story(long since, long until) {
    return seen.stream()
        .filter(s -> s.at() >= since && s.at() < until && !(s instanceof Seen.Count))
        .sorted(Comparator.comparingLong(Seen::at))
        .map(
            s ->
                Figures.text((s.at() - since) / 1e6)
                    + " "
                    + s.toString().replace("at=" + s.at() + ", ", ""))
        .collect(Collectors.joining("\n"));
  }

  /** Stops it, and waits for its last words. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
