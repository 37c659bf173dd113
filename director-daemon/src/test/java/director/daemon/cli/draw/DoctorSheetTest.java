// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.cli.Diagnoses;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorSheetTest {
  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws findings, and what could not be judged, as in the golden texts")
  void doctor(int width) throws IOException {
    assertEquals(
        Golden.text("doctor", width), DoctorSheet.draw(Diagnoses.SICK, new Screen(width, false)));
  }
}
