// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.StartRefusedException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastWordsTest {
  @ParameterizedTest
  @CsvSource({"77, 1", "78, 22", "69, 38", "75, 16", "70, 5"})
  @DisplayName("a refused start leaves its reason in one line, and the nearest error number")
  void refused(int exitStatus, int errno) {
    StartRefusedException refused =
        new StartRefusedException(exitStatus, "refused:\ndirector.conf:3: a\nNothing was changed.");

    assertEquals(
        List.of("STATUS=refused: director.conf:3: a Nothing was changed.", "ERRNO=" + errno),
        LastWords.of(refused).lines());
  }

  @Test
  @DisplayName("a mistake of ours is called so")
  void mistake() {
    assertEquals(
        List.of("STATUS=internal error: java.lang.IllegalStateException: x", "ERRNO=5"),
        LastWords.of(new IllegalStateException("x")).lines());
  }
}
