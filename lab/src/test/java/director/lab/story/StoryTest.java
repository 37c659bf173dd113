// SPDX-License-Identifier: Apache-2.0
package director.lab.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoryTest {
  @Test
  @DisplayName("a table's columns are as wide as their widest cell")
  void table() {
    Table table =
        new Table(
            List.of(List.of("what", "seen"), List.of("graceful stop", "54 ms"), List.of("x", "")));

    assertEquals(
        List.of("what            seen", "-------------   -----", "graceful stop   54 ms", "x"),
        table.lines());
  }

  @Test
  @DisplayName("chapters are numbered, what happens in them is indented, and results are summed up")
  void story() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Story story = new Story(new PrintStream(printed, true, StandardCharsets.UTF_8));

    story.chapter("The MASTER dies");
    story.tell("One line,\nand another.");
    story.result("its death", "3017 ms", "3709 ms");
    story.epilogue();

    assertEquals(
        """

        1. The MASTER dies  [_ s]
           One line,
           and another.
           => 3017 ms (allowed: 3709 ms)

        what happened   what was seen   what is allowed
        -------------   -------------   ---------------
        its death       3017 ms         3709 ms

        All of this took _ s.
        """,
        printed.toString(StandardCharsets.UTF_8).replaceAll("[0-9.]+ s\\b", "_ s"));
  }
}
