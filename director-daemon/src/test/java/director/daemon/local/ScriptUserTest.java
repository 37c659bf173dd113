// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        ScriptUser.prefix(Optional.of(new ScriptUser("monitor", 995, 990))));
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
    assertEquals(new ScriptUser("root", 0, 0), ScriptUser.find("root"));
    assertThrows(IOException.class, () -> ScriptUser.find("no-such-user"));
    assertThrows(IOException.class, () -> ScriptUser.find("--help"));
  }

  @Test
  @DisplayName(
      "what a library says beside the number is no mistake of ours, nor is no number at all")
  void libraries() throws Exception {
    assertEquals(995, ScriptUser.number("nss_ldap: reconnecting to LDAP server\n995"));
    assertEquals(1_999_999_999, ScriptUser.number("1999999999"));

    IOException none = assertThrows(IOException.class, () -> ScriptUser.number("4294967295"));
    assertEquals("id answers no number, but '4294967295'", none.getMessage());
    assertThrows(IOException.class, () -> ScriptUser.number(""));
  }

  @Test
  @DisplayName("who is that user already needs no capability to stay so")
  void staysOurselves() throws Exception {
    int self = ScriptFile.ownUser();

    assertEquals(Optional.empty(), new ScriptUser("self", self, 0).unlessOurselves());
    assertEquals(
        Optional.of(new ScriptUser("other", self + 1, 0)),
        new ScriptUser("other", self + 1, 0).unlessOurselves());
  }

  @Test
  @DisplayName("at load it is tried to become another user, and told if we must not")
  void mustNot() throws Exception {
    ScriptUser nobodyKnows = new ScriptUser("no-such-user", ScriptFile.ownUser() + 1, 0);

    IOException refused = assertThrows(IOException.class, nobodyKnows::rehearse);

    String text = String.valueOf(refused.getMessage());
    assertTrue(text.startsWith("cannot become user no-such-user: setpriv: "), text);
    assertTrue(
        text.endsWith(
            "; that needs CAP_SETUID and CAP_SETGID, unless it is the user of directord itself"),
        text);
  }
}
