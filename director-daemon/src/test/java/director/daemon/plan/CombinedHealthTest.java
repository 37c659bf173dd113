// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.config.ChecksConfig.Need;
import director.healthcheck.state.HealthState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CombinedHealthTest {

  @ParameterizedTest(name = "{0}, {1}: all {2}, any {3}")
  @DisplayName("of two checks, in either order:")
  @CsvSource({
    "UP, UP, UP, UP",
    "UP, DOWN, DOWN, UP",
    "UP, UNKNOWN, UNKNOWN, UP",
    "DOWN, DOWN, DOWN, DOWN",
    "DOWN, UNKNOWN, DOWN, UNKNOWN",
    "UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
  })
  void ofTwo(HealthState one, HealthState other, HealthState all, HealthState any) {
    assertEquals(all, CombinedHealth.of(Need.ALL, List.of(one, other)));
    assertEquals(all, CombinedHealth.of(Need.ALL, List.of(other, one)));
    assertEquals(any, CombinedHealth.of(Need.ANY, List.of(one, other)));
    assertEquals(any, CombinedHealth.of(Need.ANY, List.of(other, one)));
  }

  @ParameterizedTest
  @DisplayName("one check says what it says")
  @EnumSource
  void ofOne(Need need) {
    for (HealthState state : HealthState.values()) {
      assertEquals(state, CombinedHealth.of(need, List.of(state)));
    }
  }

  @Test
  @DisplayName("all checks, of every combination of one to five, are counted the same way")
  void ofMany() {
    List<List<HealthState>> all = upTo(5);

    assertEquals(3 + 9 + 27 + 81 + 243, all.size());
    for (List<HealthState> states : all) {
      long up = states.stream().filter(UP::equals).count();
      long down = states.stream().filter(DOWN::equals).count();
      long known = up + down;
      assertEquals(
          down > 0 ? DOWN : known < states.size() ? UNKNOWN : UP,
          CombinedHealth.of(Need.ALL, states),
          states::toString);
      assertEquals(
          up > 0 ? UP : known < states.size() ? UNKNOWN : DOWN,
          CombinedHealth.of(Need.ANY, states),
          states::toString);
    }
  }

  @ParameterizedTest
  @DisplayName("no check says nothing, and is not asked")
  @EnumSource
  void ofNone(Need need) {
    assertThrows(IllegalArgumentException.class, () -> CombinedHealth.of(need, List.of()));
  }

  private static List<List<HealthState>> upTo(int size) {
    List<List<HealthState>> all = new ArrayList<>();
    List<List<HealthState>> last = List.of(List.of());
    for (int i = 0; i < size; i++) {
      last =
          last.stream()
              .flatMap(
                  states ->
                      Stream.of(HealthState.values())
                          .map(state -> Stream.concat(states.stream(), Stream.of(state)).toList()))
              .toList();
      all.addAll(last);
    }
    return all;
  }
}
