// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import director.vrrp.packet.Wire;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AnnouncementQueueTest {
  private static final InetAddress ONE = Wire.ipv4("203.0.113.1");
  private static final InetAddress TWO = Wire.ipv4("203.0.113.2");
  private static final InetAddress THREE = Wire.ipv4("203.0.113.3");
  private static final long NOW = Duration.ofDays(1).toNanos();
  private static final Duration PACE = Duration.ofMillis(2);

  private final AnnouncementQueue queue = new AnnouncementQueue();

  private List<InetAddress> drain(long now) {
    List<InetAddress> told = new ArrayList<>();
    for (InetAddress next = queue.poll(now); next != null; next = queue.poll(now)) {
      told.add(next);
    }
    return told;
  }

  @Test
  @DisplayName("all addresses are told once before the first is told again")
  void interleaves() {
    queue.add(List.of(ONE, TWO), 3, Duration.ZERO);

    assertEquals(List.of(ONE, TWO, ONE, TWO, ONE, TWO), drain(NOW));
    assertEquals(Deadlines.NEVER, queue.nextDue(NOW));
  }

  @Test
  @DisplayName("with a pace the interface is silent for as long after each frame")
  void paces() {
    queue.add(List.of(ONE, TWO), 1, PACE);

    assertEquals(NOW, queue.nextDue(NOW));
    assertEquals(List.of(ONE), drain(NOW));
    assertEquals(NOW + 2_000_000, queue.nextDue(NOW + 1));
    assertNull(queue.poll(NOW + 1_999_999));
    assertEquals(List.of(TWO), drain(NOW + 2_000_000));
  }

  @Test
  @DisplayName("the pace holds for whoever is next on the interface, too")
  void pacesTheInterface() {
    queue.add(List.of(ONE), 1, PACE);
    drain(NOW);
    queue.add(List.of(TWO), 1, Duration.ZERO);

    assertNull(queue.poll(NOW + 1));
    assertEquals(TWO, queue.poll(NOW + 2_000_000));
  }

  @Test
  @DisplayName("an address that waits already is told as often as the most that was asked for")
  void doesNotAddUp() {
    queue.add(List.of(ONE), 5, Duration.ZERO);
    queue.add(List.of(ONE), 2, Duration.ZERO);

    assertEquals(List.of(ONE, ONE, ONE, ONE, ONE), drain(NOW));
  }

  @Test
  @DisplayName("what became somebody else's is not told once more")
  void forgets() {
    queue.add(List.of(ONE, TWO, THREE), 2, Duration.ZERO);
    queue.poll(NOW);

    queue.forget(List.of(ONE, TWO));

    assertEquals(List.of(THREE, THREE), drain(NOW));
  }
}
