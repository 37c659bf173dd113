// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TallyTest {
  private long now;
  private final Tally tally = new Tally(() -> now);

  @Test
  @DisplayName("each sort is told once a minute, and counted always")
  void onceAMinute() {
    List<Boolean> told = new ArrayList<>();
    told.add(tally.count("one", "a"));
    told.add(tally.count("one", "b"));
    told.add(tally.count("two", "a"));
    now += Duration.ofSeconds(60).toNanos();
    told.add(tally.count("one", "c"));

    assertEquals(List.of(true, false, true, true), told);
    assertEquals(3, tally.counted("one"));
  }
}
