// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.launch.Program.End;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LogFormatTest {

  @Test
  @DisplayName("the journal gets the priority in front and no time, for it has its own")
  void journal() throws Exception {
    End end =
        Program.run(Program.with(Program.of(LogSpeaker.class), Map.of("JOURNAL_STREAM", "8:1234")));

    assertEquals(
        List.of(
            "<6>director: photos: BACKUP -> MASTER: nobody else",
            "<4>director: late",
            "<3>director: broken",
            "java.lang.IllegalStateException: our mistake",
            "<4>io.netty.channel: netty is worried"),
        end.err().lines().filter(line -> !line.startsWith("\tat ")).toList());
  }

  @Test
  @DisplayName("a terminal gets time and level")
  void terminal() throws Exception {
    End end = Program.run(Program.of(LogSpeaker.class));

    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ";
    List<String> lines = end.err().lines().toList();
    assertTrue(
        lines.get(0).matches(time + "INFO  director: photos: BACKUP -> MASTER: nobody else"),
        lines.get(0));
    assertTrue(lines.get(1).matches(time + "WARN  director: late"), lines.get(1));
    assertTrue(lines.get(2).matches(time + "ERROR director: broken"), lines.get(2));
    assertEquals("java.lang.IllegalStateException: our mistake", lines.get(3));
  }

  @Test
  @DisplayName("what was logged before the end is there at the end")
  void flushes() throws Exception {
    End end = Program.run(Program.of(LogSpeaker.class, "500"));

    assertEquals(500, end.err().lines().count());
  }

  @Test
  @DisplayName("a reader that does not read holds up nobody, not even the end")
  void deafReader() throws Exception {
    Process speaker = Program.of(LogSpeaker.class, "20000").start();

    String said = speaker.inputReader().readLine();
    int status = speaker.waitFor();

    assertEquals("done", said);
    assertEquals(0, status);
  }
}
