// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.journal.segment.SegmentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionLogTest {
  private static final Instant START = Instant.parse("2026-11-22T05:00:00Z");

  @TempDir Path directory;

  @Test
  @DisplayName("conditions of a time are those of memory and, before them, of the disk")
  void reads() throws IOException {
    ConditionLog log = new ConditionLog(directory);
    for (int i = 0; i < 5000; i++) {
      log.add(at(i));
    }

    assertEquals(between(4990, 5000), log.read(second(4990), second(9000)));
    assertEquals(between(1000, 2000), log.read(second(1000), second(2000)));
    assertEquals(between(1300, 1500), log.read(second(1300), second(1500)));
    assertEquals(List.of(), log.read(second(7000), second(9000)));
    log.close();
  }

  @Test
  @DisplayName("after a restart they are there, but for a last one that was torn")
  void reopens() throws IOException {
    ConditionLog before = new ConditionLog(directory);
    before.add(at(1));
    before.add(at(2));
    before.close();
    Path file = directory.resolve("conditions-%018d.log".formatted(second(1).getEpochSecond()));
    Files.writeString(file, "1234abcd 17953", StandardOpenOption.APPEND);

    ConditionLog log = new ConditionLog(directory);
    log.add(at(3));

    assertEquals(between(1, 4), log.read(second(0), second(10)));
    log.close();
  }

  @Test
  @DisplayName("a log of the run before is read before the first of this one is added")
  void readsFirst() throws IOException {
    ConditionLog before = new ConditionLog(directory);
    before.add(at(1));
    before.close();

    assertEquals(between(1, 2), new ConditionLog(directory).read(second(0), second(10)));
  }

  @Test
  @DisplayName("a clock that is set back hides nothing")
  void clockSetBack() throws IOException {
    ConditionLog log = new ConditionLog(directory);
    log.add(at(100));
    log.add(at(50));
    log.close();

    ConditionLog after = new ConditionLog(directory);
    after.add(at(200));

    assertEquals(List.of(at(100), at(50)), after.read(second(0), second(150)));
    after.close();
  }

  @Test
  @DisplayName("a clock that is set back does not set the files back, of which the oldest goes")
  void clockSetBackOverFiles() throws IOException {
    ConditionLog log = new ConditionLog(directory, new SegmentLog.Bounds(3, 200));
    for (int second : new int[] {100, 101, 50, 51, 52, 53}) {
      log.add(at(second));
    }
    log.close();

    ConditionLog after = new ConditionLog(directory);
    assertEquals(
        List.of(at(100), at(101), at(50), at(51), at(52), at(53)),
        after.read(second(0), second(1000)));
    assertEquals(List.of(at(52), at(53)), after.read(second(52), second(60)));
    after.close();
  }

  @Test
  @DisplayName("a day is 8 MB, three days fit with room to spare; more than a day needs two asks")
  void size() throws IOException {
    ConditionLog before = new ConditionLog(directory);
    for (int i = 0; i < 90_000; i++) {
      before.add(at(i));
    }
    before.close();
    ConditionLog log = new ConditionLog(directory);
    log.add(at(90_000));

    List<Condition> day = log.read(second(0), second(100_000));

    assertEquals(86_400, day.size());
    assertEquals(at(0), day.get(0));
    assertEquals(
        between(86_400, 90_001),
        log.read(day.get(day.size() - 1).time().plusMillis(1), second(100_000)));
    log.close();
  }

  @Test
  @DisplayName("what cannot be written is told, and kept in memory")
  void noDirectory() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve("file"), "");
    ConditionLog log = new ConditionLog(inTheWay);
    log.add(at(1));

    assertEquals(
        Optional.of(
            "the director's condition cannot be recorded:"
                + " java.nio.file.FileAlreadyExistsException: "
                + inTheWay),
        log.problem());
    assertEquals(between(1, 2), log.read(second(0), second(10)));
    Files.delete(inTheWay);
    log.add(at(2));
    assertEquals(Optional.empty(), log.problem());
    log.close();
  }

  private static Instant second(int second) {
    return START.plusSeconds(second);
  }

  private static Condition at(int second) {
    return new Condition(
        second(second),
        12.5,
        0.1,
        8.33,
        0.5,
        0.12,
        8_123_456_789L,
        123_456_789L,
        0.4,
        310,
        7,
        100_000L,
        200_000L);
  }

  private static List<Condition> between(int from, int to) {
    List<Condition> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(at(i));
    }
    return all;
  }
}
