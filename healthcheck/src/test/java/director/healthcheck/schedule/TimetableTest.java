// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.healthcheck.schedule.Timetable.Due;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimetableTest {

  private static final Duration ZERO = Duration.ZERO;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final Timetable timetable = new Timetable();

  @Test
  @DisplayName(
      "a new target is due at its place within a second, then at its place in the interval")
  void firstCheckIsPrompt() {
    timetable.add("router1", TEN_SECONDS, SECOND, ZERO);

    List<Due> due = run(Duration.ofSeconds(40));

    // md5("router1") / 2^128 = 0.96944: its place in any interval
    assertEquals(
        List.of(
            at("router1", 969),
            at("router1", 9694),
            at("router1", 19694),
            at("router1", 29694),
            at("router1", 39694)),
        due);
  }

  @Test
  @DisplayName("the place in the interval does not depend on when a target came")
  void phaseIsStable() {
    timetable.add("router1", TEN_SECONDS, SECOND, Duration.ofMillis(3_210));

    List<Due> due = run(Duration.ofSeconds(30));

    assertEquals(
        List.of(
            at("router1", 4179), at("router1", 9694), at("router1", 19694), at("router1", 29694)),
        due);
  }

  @Test
  @DisplayName("after a long pause a target is due once, and then at its place again")
  void noBurst() {
    timetable.add("router1", TEN_SECONDS, SECOND, ZERO);
    run(Duration.ofSeconds(1));

    List<Due> late = timetable.due(Duration.ofSeconds(73));
    List<Due> onTime = run(Duration.ofSeconds(90));

    assertEquals(List.of(at("router1", 9694)), rounded(late));
    assertEquals(List.of(at("router1", 79694), at("router1", 89694)), onTime);
  }

  @Test
  @DisplayName("a thousand targets are spread over the interval")
  void spread() {
    for (int i = 0; i < 1000; i++) {
      timetable.add("router" + i, TEN_SECONDS, SECOND, ZERO);
    }
    timetable.due(Duration.ofSeconds(1));
    timetable.due(Duration.ofSeconds(20));

    int[] perSecond = new int[10];
    for (int i = 0; i < 10; i++) {
      perSecond[i] = timetable.due(Duration.ofSeconds(21 + i)).size();
    }

    assertArrayEquals(new int[] {91, 96, 136, 98, 96, 86, 91, 104, 99, 103}, perSecond);
  }

  @Test
  @DisplayName("the same interval again moves nothing, and another one begins at its next place")
  void change() {
    timetable.add("router1", TEN_SECONDS, SECOND, ZERO);
    run(Duration.ofSeconds(1));

    timetable.change("router1", TEN_SECONDS, Duration.ofSeconds(2));
    Optional<Duration> same = timetable.next();
    timetable.change("router1", Duration.ofSeconds(2), Duration.ofSeconds(2));
    Optional<Duration> other = timetable.next();

    assertEquals(9694, same.orElseThrow().toMillis());
    assertEquals(3938, other.orElseThrow().toMillis());
  }

  @Test
  @DisplayName("what is removed is not due, and what is due longest comes first")
  void removeAndOrder() {
    timetable.add("router1", TEN_SECONDS, SECOND, ZERO);
    timetable.add("router2", TEN_SECONDS, SECOND, ZERO);
    timetable.add("router3", TEN_SECONDS, SECOND, ZERO);
    timetable.remove("router2");

    List<Due> due = timetable.due(Duration.ofSeconds(1));

    assertEquals(List.of(at("router3", 124), at("router1", 969)), rounded(due));
    assertThrows(IllegalArgumentException.class, () -> timetable.remove("router2"));
  }

  @Test
  @DisplayName("without targets there is no next time")
  void empty() {
    assertEquals(Optional.empty(), timetable.next());
    assertEquals(List.of(), timetable.due(TEN_SECONDS));
  }

  /** All that falls due until {@code end} when nobody is late. */
  private List<Due> run(Duration end) {
    List<Due> all = new ArrayList<>();
    while (timetable.next().filter(next -> next.compareTo(end) <= 0).isPresent()) {
      all.addAll(rounded(timetable.due(timetable.next().orElseThrow())));
    }
    return all;
  }

  private static List<Due> rounded(List<Due> due) {
    return due.stream().map(one -> at(one.id(), one.planned().toMillis())).toList();
  }

  private static Due at(String id, long millis) {
    return new Due(id, Duration.ofMillis(millis));
  }
}
