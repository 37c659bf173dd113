// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MassFailureTest {

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Optional<String> CERTAIN = Optional.empty();

  private final MassFailure mass = new MassFailure(0.3);

  @Test
  @DisplayName(
      "three of ten within an interval are a mass; what began before it was seen is doubted")
  void noticed() {
    fail("a", 1000);
    fail("b", 2000);
    Optional<String> two = mass.doubt("x", ms(1990), 3, 10, ms(2000));

    fail("c", 2999);
    Optional<String> three = mass.doubt("x", ms(2990), 3, 10, ms(2999));

    assertEquals(CERTAIN, two);
    assertEquals(
        Optional.of("3 of 10 targets fail at the same time, so that one more check decides"),
        three);
  }

  @Test
  @DisplayName("a second failure of a probe from after the notice decides, a first one never")
  void confirmed() {
    massAt(3000);

    assertEquals(true, mass.doubt("x", ms(3000), 2, 10, ms(3100)).isPresent());
    assertEquals(CERTAIN, mass.doubt("x", ms(3001), 2, 10, ms(3100)));
    assertEquals(true, mass.doubt("x", ms(3001), 1, 10, ms(3100)).isPresent());
  }

  @Test
  @DisplayName("more failures do not put the notice off, so that a dead rack goes at its re-check")
  void noticedOnce() {
    massAt(3000);
    fail("d", 4000);
    fail("a", 4500);

    assertEquals(CERTAIN, mass.doubt("x", ms(3500), 2, 10, ms(4500)));
  }

  @Test
  @DisplayName("it is over when fewer fail within an interval, and can begin again")
  void over() {
    massAt(3000);
    Optional<String> last = mass.doubt("x", ms(100), 9, 10, ms(4999));
    Optional<String> over = mass.doubt("x", ms(100), 9, 10, ms(5000));

    fail("d", 6000);
    fail("e", 6000);
    fail("f", 6000);
    Optional<String> again = mass.doubt("y", ms(5999), 9, 10, ms(6000));

    assertEquals(true, last.isPresent());
    assertEquals(CERTAIN, over);
    assertEquals(true, again.isPresent());
  }

  @Test
  @DisplayName(
      "two are no mass, even of two; three of eleven are not either; the forgotten are not")
  void notAMass() {
    fail("a", 3000);
    fail("b", 3000);
    Optional<String> two = mass.doubt("x", ms(100), 9, 2, ms(3000));
    fail("c", 3000);
    Optional<String> ofEleven = mass.doubt("x", ms(100), 9, 11, ms(3000));
    mass.forget("c");
    Optional<String> forgotten = mass.doubt("x", ms(100), 9, 3, ms(3000));

    assertEquals(CERTAIN, two);
    assertEquals(CERTAIN, ofEleven);
    assertEquals(CERTAIN, forgotten);
  }

  @Test
  @DisplayName("a moment is an interval, but a second at least and a minute at most")
  void moment() {
    for (String id : new String[] {"a", "b", "c"}) {
      mass.failed(id, Duration.ofMillis(10), 3, ms(0));
      mass.failed(id + "h", Duration.ofHours(1), 3, ms(0));
    }

    assertEquals("6 of 6", counted(999));
    assertEquals("3 of 6", counted(1000));
    assertEquals("3 of 6", counted(59_999));
    assertEquals("none", counted(60_000));
  }

  @Test
  @DisplayName("one more check decides, even if the mass was over and noticed again meanwhile")
  void doubtedOnce() {
    massAt(3000);
    Optional<String> first = mass.doubt("a", ms(100), 2, 10, ms(3000));
    mass.doubt("b", ms(6000), 1, 10, ms(6000)); // over
    massAt(7000);

    Optional<String> again = mass.doubt("a", ms(3500), 3, 10, ms(7000));
    Optional<String> neighbour = mass.doubt("b", ms(3500), 2, 10, ms(7000));
    Optional<String> anotherRow = mass.doubt("a", ms(8000), 1, 10, ms(8000));

    assertEquals(true, first.isPresent());
    assertEquals(CERTAIN, again);
    assertEquals(true, neighbour.isPresent());
    assertEquals(true, anotherRow.isPresent());
  }

  private String counted(long now) {
    return mass.doubt("x", ms(-1), 9, 6, ms(now)).map(text -> text.substring(0, 6)).orElse("none");
  }

  private void massAt(long now) {
    fail("a", now);
    fail("b", now);
    fail("c", now);
  }

  private void fail(String id, long now) {
    mass.failed(id, INTERVAL, 10, ms(now));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
