// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @ParameterizedTest
  @CsvSource({
    "/run/directord/control.sock, /run/directord/elector.sock",
    "/run/directord/b.sock, /run/directord/b-elector.sock",
    "/run/directord/b, /run/directord/b-elector.sock",
    "control.sock, elector.sock",
  })
  @DisplayName("the elector's socket is beside the control socket, and no two directors share one")
  void electorSocket(Path control, Path elector) {
    Options options = new Options(Path.of("d.conf"), Path.of("state"), control, false);

    assertEquals(elector, options.electorSocket());
  }

  @ParameterizedTest
  @CsvSource({
    "/run/directord/control.sock, /run/directord/elector.sock",
    "/run/directord/b.sock, /run/directord/b-elector.sock",
    "control.sock, elector.sock",
  })
  @DisplayName("who knows the elector's socket knows the director's")
  void controlSocket(Path control, Path elector) {
    assertEquals(control, Options.controlSocketBeside(elector));
  }
}
