// SPDX-License-Identifier: Apache-2.0
package director.daemon.local.state;

import static director.daemon.local.state.Patience.Ruling.FAILED;
import static director.daemon.local.state.Patience.Ruling.VOID;
import static director.daemon.local.state.Patience.Ruling.WAIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Patience FRESH = Patience.from(at(0), Duration.ofSeconds(1));

  private static Duration at(int millis) {
    return Duration.ofDays(3).plusMillis(millis);
  }

  @Test
  @DisplayName("a run has its timeout, to the nanosecond")
  void timeout() {
    assertEquals(WAIT, FRESH.at(at(1000).minusNanos(1)));
    assertEquals(FAILED, FRESH.at(at(1000)));
    assertEquals(Duration.ofMillis(300), FRESH.left(at(700)));
    assertEquals(Duration.ZERO, FRESH.left(at(2000)));
  }

  @Test
  @DisplayName("a wake-up that is a little late is nothing to speak of")
  void tolerates() {
    assertEquals(FRESH, FRESH.woke(at(50), at(70)));
  }

  @Test
  @DisplayName("what we lost is given back")
  void givesBack() {
    Patience late = FRESH.woke(at(50), at(850));

    assertEquals(WAIT, late.at(at(1799)));
    assertEquals(FAILED, late.at(at(1800)));
    assertFalse(late.missed());
  }

  @Test
  @DisplayName("beyond twice the timeout, silence proves nothing")
  void provesNothing() {
    Patience late = FRESH.woke(at(50), at(1650)).woke(at(1700), at(2900));

    assertEquals(WAIT, late.at(at(2999)));
    assertEquals(VOID, late.at(at(3000)));
    assertTrue(late.missed());
  }

  @Test
  @DisplayName("after a pause of a minute it waits no longer, and blames nobody")
  void pause() {
    Patience late = FRESH.woke(at(50), at(60_050));

    assertEquals(VOID, late.at(at(60_050)));
    assertTrue(late.missed());
  }
}
