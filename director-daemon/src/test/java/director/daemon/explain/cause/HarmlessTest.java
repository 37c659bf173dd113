// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HarmlessTest {

  @Test
  @DisplayName("words of all the world stay as they are")
  void words() {
    assertEquals("Größe 10 % – 写真 📷", Harmless.text("Größe 10 % – 写真 📷"));
  }

  @Test
  @DisplayName("what moves a cursor, ends a line or turns the direction of writing is written out")
  void controls() {
    assertEquals(
        "a\\nb\\r\\t\\x1b[31m\\x00\\x9b\\u2028\\u202e",
        Harmless.text(" a\nb\r\t\u001b[31m\u0000\u009b\u2028\u202e"));
    assertEquals("\\ud800", Harmless.text("\ud800"));
  }

  @Test
  @DisplayName("nobody fills the screen, and what is cut says so")
  void length() {
    assertEquals("x".repeat(300), Harmless.text("x".repeat(300)));
    assertEquals("x".repeat(300) + "...", Harmless.text("x".repeat(301)));
    assertTrue(Harmless.text("\u0007".repeat(100_000)).length() < 2000);
  }
}
