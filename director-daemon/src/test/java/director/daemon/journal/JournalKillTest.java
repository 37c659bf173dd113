// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes as fast as it can is killed with -9, five times, in the same directory. */
class JournalKillTest {
  private static final int ROUNDS = 5;
  private static final long SEED = 20_261_122;

  @TempDir Path state;

  @Test
  @DisplayName("after kill -9 each entry is there that anybody was told of, in order and once")
  void killed() throws Exception {
    Random random = new Random(SEED);
    long told = 0;
    for (int round = 0; round < ROUNDS; round++) {
      told = killAfter(1 + random.nextInt(10_000), state);

      List<Throwable> mistakes = new ArrayList<>();
      DiskJournal journal = DiskJournal.open(state, mistakes::add);
      List<Long> there = sequences(journal);
      journal.close();
      assertEquals(List.of(), mistakes);
      long last = there.get(there.size() - 1);
      long reported = told;
      assertTrue(last >= reported, () -> "told of " + reported + ", there are " + last);
      assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), there, "round " + round);
    }
  }

  /** Returns the last entry that was told of. */
  private static long killAfter(int entries, Path state) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writing.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader told = writer.inputReader()) {
      for (int i = 0; i < entries; i++) {
        last = Long.parseLong(told.readLine());
      }
      // Not Process.destroyForcibly, which closes what is still to be read.
      writer.toHandle().destroyForcibly();
      // What is cut off here was not told to the end.
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        last = line.length() == 12 ? Long.parseLong(line) : last;
      }
    }
    return last;
  }

  private static List<Long> sequences(Journal journal) {
    List<Long> all = new ArrayList<>();
    List<Entry> page = journal.read(Entries.first(1)).toCompletableFuture().join();
    while (!page.isEmpty()) {
      page.forEach(entry -> all.add(entry.sequence()));
      page =
          journal.read(Entries.after(all.get(all.size() - 1), 10_000)).toCompletableFuture().join();
    }
    return all;
  }

  /** Tells events without end, and writes the sequence of each that it is told of. */
  static final class Writing {
    private Writing() {}

    public static void main(String... args) throws InterruptedException {
      DiskJournal journal = DiskJournal.open(Path.of(args[0]), Throwable::printStackTrace);
      StringBuilder line = new StringBuilder();
      journal.follow(
          entry -> {
            line.setLength(0);
            System.out.println(line.append("%012d".formatted(entry.sequence())));
          });
      for (int i = 0; ; i++) {
        journal.tell(Event.of(Event.Kind.PROBLEM, Target.NODE, "x".repeat(i % 300)));
        if (i % 100 == 99) {
          Thread.sleep(1);
        }
      }
    }
  }
}
