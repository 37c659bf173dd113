// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.testkit.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final List<String> lines = new ArrayList<>();
  private final ChangeLog log = new ChangeLog(loop, lines::add);

  @Test
  @DisplayName("of a thousand changes within a second fifty are told, and how many more there were")
  void many() {
    for (int i = 1; i <= 1000; i++) {
      log.tell("change " + i);
    }
    loop.advance(Duration.ofSeconds(1));

    assertEquals(51, lines.size());
    assertEquals("change 50", lines.get(49));
    assertEquals("and 950 more within a second: directorctl status", lines.get(50));
  }

  @Test
  @DisplayName("fifty are just told, and the next second begins anew")
  void few() {
    for (int second = 0; second < 2; second++) {
      for (int i = 0; i < 50; i++) {
        log.tell("change");
      }
      loop.advance(Duration.ofSeconds(1));
    }
    loop.advance(Duration.ofSeconds(5));

    assertEquals(100, lines.size());
    assertEquals(0, loop.waiting());
  }
}
