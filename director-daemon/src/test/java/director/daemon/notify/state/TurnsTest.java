// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.event.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Target A = Target.vip("a");
  private static final Target B = Target.vip("b");

  private final Turns<String> turns = new Turns<>(2);

  @Test
  @DisplayName("what is for one target comes one after the other, and nobody waits for another's")
  void order() {
    turns.add(A, "a1");
    turns.add(A, "a2");
    turns.add(B, "b1");

    assertEquals(Optional.of("a1"), turns.begin(A));
    assertEquals(Optional.empty(), turns.begin(A));
    assertEquals(Optional.of("b1"), turns.begin(B));
    assertEquals(Map.of(A, "a1", B, "b1"), turns.now());

    turns.ended(A);

    assertEquals(Optional.of("a2"), turns.begin(A));
    turns.ended(A);
    assertEquals(Optional.empty(), turns.begin(A));
    assertFalse(turns.isIdle());
    turns.ended(B);
    assertTrue(turns.isIdle());
  }

  @Test
  @DisplayName("of too many that wait the oldest is dropped, and the one that is done is not")
  void bound() {
    turns.add(A, "a1");
    turns.begin(A);

    List<Optional<String>> dropped =
        List.of(turns.add(A, "a2"), turns.add(A, "a3"), turns.add(A, "a4"), turns.add(B, "b1"));

    assertEquals(
        List.of(Optional.empty(), Optional.empty(), Optional.of("a2"), Optional.empty()), dropped);
    assertEquals(2, turns.waiting(A));
    turns.ended(A);
    assertEquals(Optional.of("a3"), turns.begin(A));
  }

  @Test
  @DisplayName("at the end what waits is forgotten, and counted")
  void clear() {
    turns.add(A, "a1");
    turns.begin(A);
    turns.add(A, "a2");
    turns.add(B, "b1");

    assertEquals(Map.of(A, 1, B, 1), turns.clear());
    turns.ended(A);
    assertTrue(turns.isIdle());
  }
}
