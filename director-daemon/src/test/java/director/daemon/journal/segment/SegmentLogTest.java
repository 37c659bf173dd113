// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.journal.segment.SegmentLog.Bounds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLogTest {

  /** Lines of {@link #line} have 20 bytes. */
  private static final Bounds FIVE_LINES_IN_THREE_FILES = new Bounds(3, 100);

  private static final Bounds WIDE = new Bounds(16, 1 << 20);

  @TempDir Path directory;

  @Test
  @DisplayName("records fill one file after the other, named after their first; the oldest goes")
  void rotates() throws IOException {
    try (SegmentLog log = open(FIVE_LINES_IN_THREE_FILES)) {
      for (int i = 1; i <= 18; i++) {
        log.append(i, lines(i, i));
      }

      assertEquals(
          List.of(
              new Segment(6, directory.resolve("events-000000000000000006.log"), 100),
              new Segment(11, directory.resolve("events-000000000000000011.log"), 100),
              new Segment(16, directory.resolve("events-000000000000000016.log"), 60)),
          log.segments());
      assertEquals(numbers(6, 18), read(log));
    }
    assertEquals(
        List.of(
            "events-000000000000000006.log",
            "events-000000000000000011.log",
            "events-000000000000000016.log"),
        files());
  }

  @Test
  @DisplayName("what is written at once is spread over files as if it came one by one")
  void rotatesWithin() throws IOException {
    try (SegmentLog log = open(FIVE_LINES_IN_THREE_FILES)) {
      log.append(1, lines(1, 18));

      assertEquals(List.of(6L, 11L, 16L), log.segments().stream().map(Segment::first).toList());
      assertEquals(numbers(6, 18), read(log));
      assertEquals(18, log.last());
    }
  }

  @Test
  @DisplayName("a record larger than a file has one of its own")
  void large() throws IOException {
    try (SegmentLog log = open(FIVE_LINES_IN_THREE_FILES)) {
      log.append(1, lines(1, 1));
      log.append(2, List.of(Frames.line("0000000002" + "x".repeat(500))));
      log.append(3, lines(3, 3));

      assertEquals(List.of(1L, 2L, 3L), log.segments().stream().map(Segment::first).toList());
    }
  }

  @Test
  @DisplayName("it goes on where it ended, in the same file")
  void reopens() throws IOException {
    try (SegmentLog log = open(FIVE_LINES_IN_THREE_FILES)) {
      log.append(1, lines(1, 7));
    }
    try (SegmentLog log = open(FIVE_LINES_IN_THREE_FILES)) {
      assertEquals(7, log.last());
      assertEquals(0, log.torn());
      log.append(8, lines(8, 8));

      assertEquals(numbers(1, 8), read(log));
      assertEquals(List.of(1L, 6L), log.segments().stream().map(Segment::first).toList());
    }
  }

  @Test
  @DisplayName("ended anywhere within the last record, it is cut off, and all others are there")
  void truncated() throws IOException {
    for (int cut = 1; cut < 20; cut++) {
      Path own = directory.resolve("cut" + cut);
      try (SegmentLog log = SegmentLog.open(own, "events", WIDE, SegmentLogTest::number)) {
        log.append(1, lines(1, 3));
      }
      Path file = own.resolve("events-000000000000000001.log");
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - cut));

      try (SegmentLog log = SegmentLog.open(own, "events", WIDE, SegmentLogTest::number)) {
        assertEquals(2, log.last());
        assertEquals(20 - cut, log.torn());
        log.append(3, lines(3, 4));

        assertEquals(numbers(1, 4), read(log));
      }
      assertEquals(80, Files.size(file));
    }
  }

  @Test
  @DisplayName("a record that was damaged costs itself; at the end it is cut off")
  void damaged() throws IOException {
    try (SegmentLog log = open(WIDE)) {
      log.append(1, lines(1, 4));
    }
    Path file = directory.resolve("events-000000000000000001.log");
    byte[] bytes = Files.readAllBytes(file);
    bytes[30] ^= 1;
    bytes[75] ^= 1;
    Files.write(file, bytes);

    try (SegmentLog log = open(WIDE)) {
      assertEquals(3, log.last());
      assertEquals(20, log.torn());
      assertEquals(List.of(1L, 3L), read(log));
      log.append(4, lines(4, 4));

      assertEquals(List.of(1L, 3L, 4L), read(log));
    }
  }

  @Test
  @DisplayName("a file that is nothing but rubbish, or empty, still says which numbers were given")
  void rubbish() throws IOException {
    Files.write(directory.resolve("events-000000000000000041.log"), new byte[4096]);
    Files.writeString(directory.resolve("events-1.log"), "not ours");
    Files.writeString(directory.resolve("notes.txt"), "not ours");

    try (SegmentLog log = open(WIDE)) {
      assertEquals(40, log.last());
      assertEquals(4096, log.torn());
      log.append(41, lines(41, 41));

      assertEquals(List.of(41L), read(log));
    }
  }

  @Test
  @DisplayName("a full disk leaves it as it was; the same again goes on where it ended")
  void full() throws IOException {
    SmallDisk disk = new SmallDisk(70);
    try (SegmentLog log = disk.open(directory, WIDE, SegmentLogTest::number)) {
      log.append(1, lines(1, 2));

      for (int i = 0; i < 3; i++) {
        IOException full = assertThrows(IOException.class, () -> log.append(3, lines(3, 5)));
        assertEquals("No space left on device", full.getMessage());
        assertEquals(numbers(1, 2), read(log));
        disk.free(10);
      }
      disk.free(1000);
      log.append(3, lines(3, 5));

      assertEquals(numbers(1, 5), read(log));
      assertEquals(100, Files.size(log.segments().get(0).file()));
    }
  }

  @Test
  @DisplayName(
      "what was written of a record in part is gone, also when a shorter one comes instead")
  void cutsOff() throws IOException {
    SmallDisk disk = new SmallDisk(70);
    try (SegmentLog log = disk.open(directory, WIDE, SegmentLogTest::number)) {
      log.append(1, lines(1, 2));
      assertThrows(IOException.class, () -> log.append(3, lines(3, 5)));
      disk.free(1000);
      log.append(5, lines(5, 5));

      assertEquals(List.of(1L, 2L, 5L), read(log));
      assertEquals(60, Files.size(log.segments().get(0).file()));
    }
  }

  @Test
  @DisplayName("a disk that fills up in the second file keeps the first, and says how far it came")
  void fullWithin() throws IOException {
    SmallDisk disk = new SmallDisk(130);
    try (SegmentLog log = disk.open(directory, FIVE_LINES_IN_THREE_FILES, SegmentLogTest::number)) {
      assertThrows(IOException.class, () -> log.append(1, lines(1, 9)));
      assertEquals(5, log.last());
      assertEquals(numbers(1, 5), read(log));
      disk.free(1000);
      log.append(6, lines(6, 9));

      assertEquals(numbers(1, 9), read(log));
    }
  }

  @Test
  @DisplayName("the disk is waited for when it is asked for, and only for what is new")
  void syncs() throws IOException {
    SmallDisk disk = new SmallDisk(10_000);
    try (SegmentLog log = disk.open(directory, FIVE_LINES_IN_THREE_FILES, SegmentLogTest::number)) {
      log.append(1, lines(1, 9));
      assertEquals(0, disk.syncs());

      log.sync();
      assertEquals(2, disk.syncs());
      log.sync();
      assertEquals(2, disk.syncs());
      log.append(10, lines(10, 10));
      log.sync();
      assertEquals(3, disk.syncs());
    }
  }

  @Test
  @DisplayName("files that somebody removed are told, and then begun anew")
  void vanishes() throws IOException {
    try (SegmentLog log = open(WIDE)) {
      log.append(1, lines(1, 2));
      removeAll();

      assertThrows(IOException.class, log::sync);
      log.append(3, lines(3, 3));
      log.sync();

      assertEquals(List.of(3L), read(log));
    }
    assertEquals(List.of("events-000000000000000003.log"), files());
  }

  @Test
  @DisplayName("whoever reads meanwhile sees whole records, as far as they are written")
  void snapshot() throws IOException {
    try (SegmentLog log = open(FIVE_LINES_IN_THREE_FILES)) {
      log.append(1, lines(1, 3));
      List<Segment> seen = log.segments();
      log.append(4, lines(4, 20));

      assertEquals(1, seen.size());
      assertEquals(0, seen.get(0).bytes().length, "removed meanwhile");
      Segment newest = log.segments().get(2);
      Files.write(newest.file(), new byte[] {'t', 'o'}, java.nio.file.StandardOpenOption.APPEND);
      assertEquals(newest.length(), newest.bytes().length);
    }
  }

  @Test
  @DisplayName("where no directory can be, it says so")
  void noDirectory() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve("file"), "");

    assertThrows(
        IOException.class, () -> SegmentLog.open(inTheWay, "events", WIDE, SegmentLogTest::number));
    assertTrue(Files.isRegularFile(inTheWay));
  }

  private SegmentLog open(Bounds bounds) throws IOException {
    return SegmentLog.open(directory, "events", bounds, SegmentLogTest::number);
  }

  private static List<ByteBuffer> lines(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(i -> Frames.line("%010d".formatted(i)))
        .toList();
  }

  private static long number(String record) {
    return Long.parseLong(record.substring(0, 10));
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static List<Long> read(SegmentLog log) throws IOException {
    List<Long> read = new ArrayList<>();
    for (Segment segment : log.segments()) {
      Frames.read(segment.bytes(), record -> read.add(number(record)));
    }
    return read;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void removeAll() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
