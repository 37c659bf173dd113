// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VirtualRouterTest {
  @Test
  @DisplayName(
      "a Backup of priority 100 waits 609.375 ms after a goodbye, and 3 s more after silence")
  void bounds() {
    VirtualRouter backup = new VirtualRouter(3, 100);

    assertEquals(Duration.ofNanos(609_375_000), backup.skew());
    assertEquals(Duration.ofNanos(709_375_000), backup.takesOverAfterGoodbye());
    assertEquals(Duration.ofNanos(3_709_375_000L), backup.takesOverAfterSilence());
  }
}
