// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.cli.Keyboard.Ended;
import director.daemon.control.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
  private static final String CLEARED = "\033[H\033[J";

  private final Keyboard keyboard = new Keyboard();

  @BeforeEach
  void atATerminal() {
    keyboard.terminal = true;
    keyboard.environment.put("TERM", "xterm");
    keyboard.environment.put("NO_COLOR", "1");
    keyboard.environment.put("DIRECTORCTL_SIZE", "50 100");
    keyboard.answer("GET /v1/status", Reports.degraded());
    keyboard.answer("GET /v1/stats", Reports.stats());
    keyboard.looks = 3;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "status",
        "vip list",
        "vip show photos",
        "service list",
        "service show photos-https",
        "server list"
      })
  @DisplayName("draws again and again what it would draw once")
  void again(String command) {
    String once = keyboard.type(command.split(" ")).out();

    Ended watched = keyboard.type((command + " --watch").split(" "));

    assertEquals((CLEARED + once).repeat(3), watched.out());
    assertEquals(Duration.ofSeconds(2), keyboard.pauses.get(0));
  }

  @Test
  @DisplayName("heeds how large the terminal has become, and leaves out what does not fit")
  void resized() {
    keyboard.measured = Optional.of(new TerminalSize(8, 60));
    keyboard.looks = 2;

    List<String> screens =
        List.of(keyboard.type("status", "--watch", "5").out().split("\033\\[H\033\\[J"));

    assertEquals(100, screens.get(1).lines().findFirst().orElseThrow().length());
    assertEquals(60, screens.get(2).lines().findFirst().orElseThrow().length());
    assertEquals(7, screens.get(2).lines().count());
    assertTrue(screens.get(2).matches("(?s).*\\.\\.\\. and [0-9]+ more lines\n"), screens.get(2));
  }

  @Test
  @DisplayName("goes on while the director is away, and says so")
  void away() {
    keyboard.goneFrom = 3;

    Ended ended = keyboard.type("status", "--watch");

    String sentence = "directorctl: nobody answers to GET /v1/status?view=summary\n";
    assertTrue(ended.out().endsWith((CLEARED + sentence).repeat(2)), ended.out());
    assertEquals(1, ended.code());
  }

  @Test
  @DisplayName("does not begin without a director")
  void absent() {
    keyboard.goneFrom = 1;

    assertEquals(
        new Ended(3, "", "directorctl: nobody answers to GET /v1/status?view=summary\n"),
        keyboard.type("status", "--watch"));
  }

  @Test
  @DisplayName("as JSON it is a line for each look")
  void json() {
    assertEquals(3, keyboard.type("-ojson", "status", "--watch", "1").out().lines().count());
  }

  @Test
  @DisplayName("COLUMNS counts more than the terminal, and a pipe has no size")
  void columns() {
    int terminal = keyboard.type("status").out().lines().findFirst().orElseThrow().length();
    keyboard.environment.put("COLUMNS", "72");
    int said = keyboard.type("status").out().lines().findFirst().orElseThrow().length();
    keyboard.environment.remove("COLUMNS");
    keyboard.terminal = false;
    int pipe = keyboard.type("status").out().lines().findFirst().orElseThrow().length();

    assertEquals(List.of(100, 72, 80), List.of(terminal, said, pipe));
  }
}
