// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a thousand records of some hundred bytes each: several pieces. */
class LogReaderTest {
  private static final int RECORDS = 1000;

  @TempDir Path directory;
  private final LogReader reader = new LogReader(LogReaderTest::number);
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("log");
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= RECORDS; i++) {
      text.append(line(i, random.nextInt(400)));
    }
    Files.writeString(file, text);
  }

  @Test
  @DisplayName("all records are handed over, however the pieces divide them")
  void all() throws IOException {
    List<Long> seen = new ArrayList<>();

    assertTrue(reader.read(segment(), 0, record -> seen.add(number(record))));

    assertEquals(numbers(1, RECORDS), seen);
  }

  @Test
  @DisplayName("from any number on none is missing, and the second time little is read before it")
  void from() throws IOException {
    reader.read(segment(), 0, record -> true);

    for (long from = 1; from <= RECORDS; from++) {
      List<Long> seen = new ArrayList<>();
      boolean isWhole = reader.read(segment(), from, record -> seen.add(number(record)));

      long first = seen.get(0);
      assertTrue(first <= from && from - first < 200, "from " + from + " it read " + first);
      assertEquals(numbers(first, RECORDS), seen);
      assertEquals(first == 1, isWhole);
    }
  }

  @Test
  @DisplayName("whoever has enough is not given more, and has not seen all")
  void enough() throws IOException {
    List<Long> seen = new ArrayList<>();

    assertFalse(
        reader.read(
            segment(),
            0,
            record -> {
              seen.add(number(record));
              return seen.size() < 5;
            }));

    assertEquals(numbers(1, 5), seen);
  }

  @Test
  @DisplayName("a file that grows is read on from where it was")
  void grows() throws IOException {
    Segment before = segment();
    reader.read(before, 0, record -> true);
    Files.writeString(file, line(1001, 10), java.nio.file.StandardOpenOption.APPEND);
    List<Long> seen = new ArrayList<>();

    reader.read(before.grownTo((int) Files.size(file)), 1001, record -> seen.add(number(record)));

    assertEquals(1001, seen.get(seen.size() - 1));
    assertTrue(seen.size() < 200);
  }

  @Test
  @DisplayName("a record larger than a piece is read; megabytes of rubbish are passed over")
  void large() throws IOException {
    byte[] rubbish = new byte[3 << 20];
    Arrays.fill(rubbish, (byte) 'x');
    Files.write(file, rubbish);
    Files.writeString(
        file, "\n" + line(7, 300_000) + line(8, 1), java.nio.file.StandardOpenOption.APPEND);
    List<Long> seen = new ArrayList<>();

    reader.read(segment(), 0, record -> seen.add(number(record)));

    assertEquals(List.of(7L, 8L), seen);
  }

  @Test
  @DisplayName("a file that is gone has no records")
  void gone() throws IOException {
    Segment segment = segment();
    Files.delete(file);

    assertFalse(reader.read(segment, 0, record -> true));
  }

  private Segment segment() throws IOException {
    return new Segment(1, file, (int) Files.size(file));
  }

  private static String line(int number, int more) {
    String record = "%010d%s".formatted(number, "y".repeat(more));
    return java.nio.charset.StandardCharsets.UTF_8.decode(Frames.line(record)).toString();
  }

  private static long number(String record) {
    return Long.parseLong(record.substring(0, 10));
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
