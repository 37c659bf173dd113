// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that comes before all others of this kernel, and notes when it was kept from running
 * nevertheless: then the machine was, by whatever shares the processor with it, or the kernel
 * itself was busy.
 */
final class Witness implements AutoCloseable {
  private final Process process;
  private final List<Withheld> seen = new ArrayList<>();

  /** A time in which nobody could run. */
  record Withheld(Instant from, Instant to) {
    boolean overlaps(Instant begin, Instant end) {
      return from.isBefore(end) && begin.isBefore(to);
    }
  }

  private Witness(Process process) {
    this.process = process;
  }

  static Witness start(Path program) throws IOException {
    Process process =
        new ProcessBuilder(program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Witness witness = new Witness(process);
    Thread thread = new Thread(witness::listen, "witness");
    thread.setDaemon(true);
    thread.start();
    return witness;
  }

  private void listen() {
    try (BufferedReader said = process.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        String[] nanos = line.split(" ", 2);
        synchronized (seen) {
          seen.add(new Withheld(instant(nanos[0]), instant(nanos[1])));
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("the witness is not understood", e);
      }
    }
  }

  private static Instant instant(String nanos) {
    return Instant.EPOCH.plusNanos(Long.parseLong(nanos));
  }

  List<Withheld> since(Instant begin) {
    synchronized (seen) {
      return seen.stream().filter(each -> each.to().isAfter(begin)).toList();
    }
  }

  /** The longest of them, in milliseconds. */
  static double worst(List<Withheld> withheld) {
    return withheld.stream()
            .mapToLong(each -> Duration.between(each.from(), each.to()).toNanos())
            .max()
            .orElse(0)
        / 1e6;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
