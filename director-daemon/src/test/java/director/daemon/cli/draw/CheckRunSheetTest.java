// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.CheckRunReport;
import director.daemon.control.CheckRunReports;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckRunSheetTest {

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws what checks found as in the golden texts")
  void golden(int width) throws IOException {
    Screen screen = new Screen(width, false);

    assertEquals(
        Golden.text("check-run-passed", width),
        CheckRunSheet.draw(CheckRunReports.passed(), screen));
    assertEquals(
        Golden.text("check-run-failed", width),
        CheckRunSheet.draw(CheckRunReports.failed(), screen));
    assertEquals(
        Golden.text("check-run-hostile", width),
        CheckRunSheet.draw(CheckRunReports.hostile(), screen));
  }

  @Test
  @DisplayName("nothing that a server says gets to the terminal but as text")
  void hostile() {
    CheckRunReport report = CheckRunReports.hostile();

    String drawn = CheckRunSheet.draw(report, new Screen(80, false));

    assertEquals(
        List.of(),
        drawn
            .codePoints()
            .filter(c -> c != '\n')
            .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
            .mapToObj(Character::toString)
            .toList());
  }
}
