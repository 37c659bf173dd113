// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.plan.ServerKey;
import director.ipvs.table.Rates;
import director.ipvs.table.ServerCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of a drained server")
class DrainWatchTest {
  private static final Rates NONE = new Rates(0, 0, 0, 0, 0);
  private static final ServerKey ROUTER = new ServerKey("photos", "router1");

  private final DrainWatch watch = new DrainWatch();

  private long left(int second, int active, int inactive, long packets) {
    ServerCounters counted = new ServerCounters(active, inactive, 99, packets, 9999, 0, 0, NONE);
    return watch
        .left(new TreeMap<>(Map.of(ROUTER, counted)), Duration.ofSeconds(second))
        .get(ROUTER);
  }

  @Test
  @DisplayName("connections that have ended count until it was quiet for ten seconds")
  void ended() {
    List<Long> left = new ArrayList<>();
    for (int second = 100; second <= 111; second++) {
      left.add(left(second, 0, 3, 500));
    }

    assertEquals(List.of(3L, 3L, 3L, 3L, 3L, 3L, 3L, 3L, 3L, 3L, 0L, 0L), left);
  }

  @Test
  @DisplayName("whoever still reads acknowledges, and is not cut off")
  void reads() {
    List<Long> left = new ArrayList<>();
    for (int second = 100; second <= 130; second += 5) {
      left.add(left(second, 0, 1, 500 + second));
    }

    assertEquals(List.of(1L, 1L, 1L, 1L, 1L, 1L, 1L), left);
  }

  @Test
  @DisplayName("one that is established counts however silent it is")
  void established() {
    left(100, 2, 3, 500);

    assertEquals(2, left(1000, 2, 3, 500));
  }

  @Test
  @DisplayName("that is drained again later, silence before counts for nothing")
  void again() {
    left(100, 0, 3, 500);
    watch.left(new TreeMap<>(), Duration.ofSeconds(101));

    assertEquals(3, left(200, 0, 3, 500));
  }
}
