// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServerKeyTest {

  @Test
  @DisplayName("is written as service and server")
  void text() {
    ServerKey key = new ServerKey("photos-https", "router.1_a");

    assertEquals("photos-https/router.1_a", key.toString());
  }

  @Test
  @DisplayName("is ordered by service, then by server")
  void order() {
    ServerKey last = new ServerKey("b", "1");
    ServerKey second = new ServerKey("a", "2");
    ServerKey first = new ServerKey("a", "1");

    assertEquals(
        List.of(first, second, last), List.copyOf(new TreeSet<>(List.of(last, second, first))));
  }
}
