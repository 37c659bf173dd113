// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.journal.machine.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionRecorderTest {

  @Test
  @DisplayName("each second but the first is noted, with this machine's memory and our lateness")
  void records(@TempDir Path directory) throws IOException {
    ConditionLog log = new ConditionLog(directory);
    Iterator<Duration> loopLate =
        List.of(Duration.ofSeconds(9), Duration.ofMillis(12), Duration.ofMillis(3)).iterator();
    Iterator<Duration> checkerLate =
        List.of(Duration.ofSeconds(1), Duration.ofMillis(1310), Duration.ofMillis(1310)).iterator();
    ConditionRecorder recorder =
        new ConditionRecorder(
            Machine.ofKernel(), loopLate::next, checkerLate::next, log, () -> Entries.START);

    recorder.everySecond();
    recorder.everySecond();
    recorder.everySecond();

    List<Condition> seen = log.read(Instant.EPOCH, Instant.MAX);
    assertEquals(2, seen.size());
    assertEquals(12, seen.get(0).loopLateMillis());
    assertEquals(310, seen.get(0).checkerLateMillis());
    assertEquals(3, seen.get(1).loopLateMillis());
    assertEquals(0, seen.get(1).checkerLateMillis());
    assertTrue(seen.get(0).memoryAvailableBytes() > 1 << 20);
    assertTrue(seen.get(0).residentBytes() > 1 << 20);
    log.close();
  }
}
