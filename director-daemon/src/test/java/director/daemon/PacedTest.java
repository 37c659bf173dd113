// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.testkit.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PacedTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final long start = loop.nanoTime();
  private final List<Long> done = new ArrayList<>();
  private final Paced paced =
      new Paced(loop, Duration.ofSeconds(1), () -> done.add((loop.nanoTime() - start) / 1_000_000));

  @Test
  @DisplayName("is done at once after a rest, and once in a period however often it is asked for")
  void paced() {
    for (int i = 0; i < 35; i++) {
      paced.ask();
      loop.advance(Duration.ofMillis(100));
    }
    loop.advance(Duration.ofSeconds(10));
    paced.ask();

    assertEquals(List.of(0L, 1000L, 2000L, 3000L, 4000L, 13_500L), done);
  }

  @Test
  @DisplayName("a single wish is fulfilled once")
  void once() {
    paced.ask();

    loop.advance(Duration.ofSeconds(10));

    assertEquals(List.of(0L), done);
    assertEquals(0, loop.waiting());
  }
}
