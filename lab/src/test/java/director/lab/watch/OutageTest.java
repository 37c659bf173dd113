// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.lab.watch.Outage.Attempt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final long MS = 1_000_000;

  @Test
  @DisplayName("an outage lasts from the first attempt in vain to the next answer")
  void fromTheFirstAttemptInVainToTheNextAnswer() {
    List<Attempt> attempts =
        List.of(
            new Attempt(0, 2 * MS),
            new Attempt(10 * MS, null),
            new Attempt(20 * MS, null),
            new Attempt(30 * MS, 33 * MS),
            new Attempt(40 * MS, 41 * MS));

    Outage outage = Outage.longest(attempts);

    assertEquals(new Outage(Duration.ofMillis(23)), outage);
  }

  @Test
  @DisplayName("of two outages the longer counts")
  void theLongerCounts() {
    List<Attempt> attempts =
        List.of(
            new Attempt(0, null),
            new Attempt(10 * MS, 11 * MS),
            new Attempt(20 * MS, null),
            new Attempt(30 * MS, null),
            new Attempt(40 * MS, 41 * MS));

    Outage outage = Outage.longest(attempts);

    assertEquals(new Outage(Duration.ofMillis(21)), outage);
  }

  @Test
  @DisplayName("a moment at which nobody tried is no outage")
  void nobodyTried() {
    List<Attempt> attempts = List.of(new Attempt(0, MS), new Attempt(900 * MS, 903 * MS));

    Outage outage = Outage.longest(attempts);

    assertEquals(new Outage(Duration.ofMillis(3)), outage);
  }

  @Test
  @DisplayName("a slow answer is forgotten where a later attempt was answered sooner")
  void overtaken() {
    List<Attempt> attempts = List.of(new Attempt(0, 200 * MS), new Attempt(10 * MS, 12 * MS));

    Outage outage = Outage.longest(attempts);

    assertEquals(new Outage(Duration.ofMillis(12)), outage);
  }

  @Test
  @DisplayName("attempts are put in order by their start")
  void anyOrder() {
    List<Attempt> attempts =
        List.of(new Attempt(30 * MS, 31 * MS), new Attempt(20 * MS, null), new Attempt(0, MS));

    Outage outage = Outage.longest(attempts);

    assertEquals(new Outage(Duration.ofMillis(11)), outage);
  }

  @Test
  @DisplayName("an outage that goes on has no length")
  void goesOn() {
    List<Attempt> attempts = List.of(new Attempt(0, MS), new Attempt(10 * MS, null));

    assertThrows(IllegalArgumentException.class, () -> Outage.longest(attempts));
  }
}
