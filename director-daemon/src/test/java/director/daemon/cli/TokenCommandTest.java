// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.control.Role;
import director.daemon.control.Token;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenCommandTest {
  @Test
  @DisplayName("the line for the file holds the hash of the token, and not the token")
  void hash() {
    Token token = Token.of("anna", Role.READ, "directord_abc");

    assertEquals(
        "anna read sha256:" + "2f990da89c0f4af9b6fce6d3362f87c2a553a6aad88ff969c4df41b37a80cb27",
        token.line());
  }

  @Test
  @DisplayName("no two tokens are the same, and each has 256 bits")
  void random() {
    String one = Token.secret();

    assertTrue(one.matches("directord_[A-Za-z0-9_-]{43}"), one);
    assertTrue(!one.equals(Token.secret()));
  }
}
