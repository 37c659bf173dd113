// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScriptUserTest {

  @Test
  @DisplayName("becomes another user with that user's groups, and leaves all capabilities behind")
  void another() {
    assertEquals(
        List.of(
            "setpriv",
            "--reuid=monitor",
            "--regid=990",
            "--init-groups",
            "--inh-caps=-all",
            "--ambient-caps=-all",
            "--pdeathsig=KILL",
            "--"),
        ScriptUser.prefix(Optional.of(new ScriptUser("monitor", 990))));
  }

  @Test
  @DisplayName("as ourselves it leaves our ambient capabilities behind, too")
  void ourselves() {
    assertEquals(
        List.of("setpriv", "--inh-caps=-all", "--ambient-caps=-all", "--pdeathsig=KILL", "--"),
        ScriptUser.prefix(Optional.empty()));
  }

  @Test
  @DisplayName("finds the primary group of a user, and refuses whom nobody knows")
  void finds() throws Exception {
    assertEquals(new ScriptUser("root", 0), ScriptUser.find("root"));
    assertThrows(IOException.class, () -> ScriptUser.find("no-such-user"));
    assertThrows(IOException.class, () -> ScriptUser.find("--help"));
  }
}
