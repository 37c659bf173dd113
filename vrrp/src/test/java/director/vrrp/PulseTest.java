// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<Long> beats = new ArrayList<>();
  private long now = 100 * SECOND;
  private final Pulse pulse = Pulse.every(Duration.ofSeconds(5), () -> beats.add(now), now);

  private void turnAt(long instant) {
    now = instant;
    pulse.turned(instant);
  }

  @Test
  @DisplayName("beats with the first turn, and then once in a period however often it turns")
  void rhythm() {
    turnAt(100 * SECOND);
    turnAt(101 * SECOND);
    turnAt(105 * SECOND - 1);
    turnAt(105 * SECOND);
    turnAt(106 * SECOND);

    assertEquals(List.of(100 * SECOND, 105 * SECOND), beats);
    assertEquals(110 * SECOND, pulse.next());
  }

  @Test
  @DisplayName("a loop that does not turn does not beat, and does not make up for it")
  void stuck() {
    turnAt(100 * SECOND);
    turnAt(160 * SECOND);
    turnAt(161 * SECOND);

    assertEquals(List.of(100 * SECOND, 160 * SECOND), beats);
    assertEquals(165 * SECOND, pulse.next());
  }

  @Test
  @DisplayName("where nobody watches it never has to turn for that")
  void none() {
    Pulse.NONE.turned(Long.MAX_VALUE - 1);

    assertEquals(Long.MAX_VALUE, Pulse.NONE.next());
  }
}
