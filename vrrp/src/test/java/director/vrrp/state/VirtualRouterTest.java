// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times in nanoseconds, each worked out by hand from the RFC's formula. */
class VirtualRouterTest {
  private static final Duration ELSEWHERE = Duration.ofSeconds(7);

  @ParameterizedTest(name = "priority {0}, master''s interval {1} ms: skew {2} ns")
  @CsvSource({
    "  1,  1000,   996093750, 3996093750,   1996093750",
    "100,  1000,   609375000, 3609375000,   1609375000",
    "150,  1000,   414062500, 3414062500,   1414062500",
    "254,  1000,     7812500, 3007812500,   1007812500",
    "255,  1000,     3906250, 3003906250,   1003906250",
    "200,  2000,   437500000, 6437500000,   2437500000",
    "100,    10,     6093750,   36093750,     16093750",
    "101,    10,     6054687,   36054687,     16054687",
    "100, 40950, 24953906250, 147803906250, 65903906250"
  })
  @DisplayName("version 3: the skew is a part of the master's interval, not of ours")
  void version3(int priority, long intervalMillis, long skew, long down, long listen) {
    var router = new VirtualRouter(3, priority, ELSEWHERE, true, Duration.ZERO);
    Duration interval = Duration.ofMillis(intervalMillis);

    assertEquals(Duration.ofNanos(skew), router.skewTime(interval));
    assertEquals(Duration.ofNanos(down), router.masterDownInterval(interval));
    assertEquals(Duration.ofNanos(listen), router.listenInterval(interval));
  }

  @ParameterizedTest(name = "priority {0}, interval {1} s: skew {2} ns")
  @CsvSource({
    "  1,   1, 996093750,   3996093750,   1996093750",
    "100,   1, 609375000,   3609375000,   1609375000",
    "100,   3, 609375000,   9609375000,   3609375000",
    "255,   1,   3906250,   3003906250,   1003906250",
    "254, 255,   7812500, 765007812500, 255007812500"
  })
  @DisplayName("version 2: the skew is a part of a second, whatever the interval")
  void version2(int priority, long intervalSeconds, long skew, long down, long listen) {
    Duration interval = Duration.ofSeconds(intervalSeconds);
    var router = new VirtualRouter(2, priority, interval, true, Duration.ZERO);

    assertEquals(Duration.ofNanos(skew), router.skewTime(interval));
    assertEquals(Duration.ofNanos(down), router.masterDownInterval(interval));
    assertEquals(Duration.ofNanos(listen), router.listenInterval(interval));
  }

  @Test
  @DisplayName("neighbouring priorities never tie, even at the shortest interval")
  void neverTie() {
    Duration shortest = Duration.ofMillis(10);
    for (int priority = 1; priority < 255; priority++) {
      Duration lower = Given.v3(priority).skewTime(shortest);
      Duration higher = Given.v3(priority + 1).skewTime(shortest);

      assertTrue(higher.compareTo(lower) < 0, "priority " + priority);
      assertTrue(higher.compareTo(Duration.ZERO) > 0, "priority " + priority);
    }
  }

  @Test
  @DisplayName("who resigns answers for the longest skew there is, and 50 ms")
  void releaseBound() {
    var fast = new VirtualRouter(3, 100, Duration.ofMillis(100), true, Duration.ZERO);

    assertEquals(Duration.ofMillis(1050), Given.v3(254).releaseBound());
    assertEquals(Duration.ofMillis(150), fast.releaseBound());
    assertEquals(Duration.ofMillis(1050), Given.v2(100, Duration.ofSeconds(30)).releaseBound());
  }

  @Test
  @DisplayName("a pause that leaves the peers one interval of their three is harmless")
  void harmlessStall() {
    assertEquals(Duration.ofSeconds(2), Given.v3(100).harmlessStall());
    assertEquals(Duration.ofSeconds(60), Given.v2(100, Duration.ofSeconds(30)).harmlessStall());
  }

  @Test
  @DisplayName("priority 255, and only that, is the owner of the addresses")
  void owner() {
    assertTrue(Given.v3(255).isOwner());
    assertFalse(Given.v3(254).isOwner());
  }
}
