// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchdogTimeTest {
  @Test
  @DisplayName("of 20 seconds, a third passes between two feedings")
  void aThird() {
    Optional<WatchdogTime> time =
        WatchdogTime.of(Map.of("WATCHDOG_USEC", "20000000", "WATCHDOG_PID", "42"), 42);

    assertEquals(Optional.of(new WatchdogTime(Duration.ofSeconds(20))), time);
    assertEquals(Duration.ofNanos(6_666_666_666L), time.orElseThrow().every());
  }

  @Test
  @DisplayName("what is said to nobody in particular is meant for us")
  void withoutPid() {
    assertEquals(
        Optional.of(new WatchdogTime(Duration.ofMillis(30))),
        WatchdogTime.of(Map.of("WATCHDOG_USEC", "30000"), 42));
  }

  @Test
  @DisplayName("the watchdog of a parent is not ours to feed")
  void somebodyElses() {
    assertEquals(
        Optional.empty(),
        WatchdogTime.of(Map.of("WATCHDOG_USEC", "20000000", "WATCHDOG_PID", "41"), 42));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-5", "soon", "1e6", "99999999999999999999"})
  @DisplayName("what is no time of this world watches nobody")
  void noTime(String micros) {
    assertEquals(Optional.empty(), WatchdogTime.of(Map.of("WATCHDOG_USEC", micros), 42));
  }

  @Test
  @DisplayName("without the variable nobody watches")
  void unwatched() {
    assertEquals(Optional.empty(), WatchdogTime.of(Map.of(), 42));
  }
}
