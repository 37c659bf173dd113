// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftingClockTest {

  @ParameterizedTest(name = "{0} ppm: {1} ns after 10 s")
  @CsvSource({"0, 10000000007", "200, 10002000007", "-200, 9998000007"})
  @DisplayName("gains and loses as it is told")
  void drifts(int partsPerMillion, long expected) {
    VirtualLoop loop = new VirtualLoop();
    DriftingClock clock = new DriftingClock(loop, partsPerMillion, 7);

    loop.advance(Duration.ofSeconds(10));

    assertEquals(expected, clock.nanoTime());
  }

  @ParameterizedTest(name = "{0} ppm")
  @CsvSource({"200", "-200"})
  @DisplayName("never goes back")
  void monotonic(int partsPerMillion) {
    VirtualLoop loop = new VirtualLoop();
    DriftingClock clock = new DriftingClock(loop, partsPerMillion, 0);
    long before = clock.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      loop.advance(Duration.ofNanos(777));
      long now = clock.nanoTime();
      assertTrue(now > before, before + " and then " + now);
      before = now;
    }
  }

  @Test
  @DisplayName("may begin before zero, as the JDK's clock does")
  void negative() {
    assertEquals(-5, new DriftingClock(new VirtualLoop(), 200, -5).nanoTime());
  }

  @ParameterizedTest(name = "{0} ppm")
  @CsvSource({"0", "200", "-200"})
  @DisplayName("who waits for an instant is never early, and three nanoseconds late at most")
  void waits(int partsPerMillion) {
    VirtualLoop loop = new VirtualLoop();
    DriftingClock clock = new DriftingClock(loop, partsPerMillion, -1_234_567_891);
    for (long span = 1; span < 1_000_000_000_000L; span = span * 3 + 1) {
      long instant = clock.nanoTime() + span;

      loop.advance(clock.until(instant));

      long late = clock.nanoTime() - instant;
      assertTrue(late >= 0 && late <= 3, span + " ns: " + late + " late");
    }
  }

  @Test
  @DisplayName("for what is over there is next to nothing to wait")
  void over() {
    DriftingClock clock = new DriftingClock(new VirtualLoop(), 200, 0);

    assertEquals(Duration.ofNanos(2), clock.until(-1));
  }
}
