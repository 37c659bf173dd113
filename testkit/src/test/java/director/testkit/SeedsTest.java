// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private final String given = System.getProperty("seed", "");

  @BeforeEach
  void forget() {
    System.clearProperty("seed");
  }

  @AfterEach
  void restore() {
    if (given.isEmpty()) {
      System.clearProperty("seed");
    } else {
      System.setProperty("seed", given);
    }
  }

  @Test
  @DisplayName("are the same in every run")
  void areTheSame() {
    assertArrayEquals(new long[] {1, 2, 3}, Seeds.first(3).toArray());
  }

  @Test
  @DisplayName("-Dseed runs that one alone")
  void replaysOne() {
    System.setProperty("seed", "-4711");

    assertArrayEquals(new long[] {-4711}, Seeds.first(500).toArray());
  }

  @Test
  @DisplayName("in blocks they are the same, and a replay is a block of one")
  void blocks() {
    assertEquals(
        List.of(new Seeds.Block(1, 3), new Seeds.Block(4, 6), new Seeds.Block(7, 7)),
        Seeds.blocks(7, 3).toList());
    assertArrayEquals(new long[] {4, 5, 6}, new Seeds.Block(4, 6).seeds().toArray());

    System.setProperty("seed", "4711");

    assertEquals(List.of(new Seeds.Block(4711, 4711)), Seeds.blocks(7, 3).toList());
  }

  @Test
  @DisplayName("-Dseed that is no number says so")
  void refusesNonsense() {
    System.setProperty("seed", "seven");

    var thrown = assertThrows(IllegalArgumentException.class, () -> Seeds.first(1));

    assertEquals("-Dseed=seven: expected a whole number", thrown.getMessage());
  }
}
