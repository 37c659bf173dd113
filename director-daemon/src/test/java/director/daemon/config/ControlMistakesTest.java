// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ControlMistakesTest {
  private static final String SERVICE =
      "director.name = a\nservices.a { virtual = \"203.0.113.10:443\", check = none,"
          + " real-servers.r.address = \"10.0.0.1\" }\n";

  @Test
  @DisplayName("all that is wrong about who may ask is told at once")
  void mistakes() {
    List<String> problems =
        Texts.problems(
            SERVICE
                + """
                control { operator-group = 0, read-group = "a b" }
                control.listen { address = "directors.example.com:7443", certificate = api.pem }
                """);

    assertEquals(
        List.of(
            "director.conf:3: control.operator-group: must be the name of a group, such as directord-operators, but"
                + " is 0",
            "director.conf:3: control.read-group: must be the name of a group, such as directord-operators, but is"
                + " \"a b\"",
            "director.conf:4: control.listen.address: must be an address of this host and a port, such as"
                + " \"192.0.2.11:7443\" or \"[2001:db8::11]:7443\", but is"
                + " \"directors.example.com:7443\"",
            "director.conf:4: control.listen.certificate: must be a path that begins with a slash,"
                + " but is \"api.pem\"",
            "director.conf:4: control.listen.key: is missing: must be a path that begins with a"
                + " slash",
            "director.conf:4: control.listen.tokens: is missing: must be a path that begins with a"
                + " slash"),
        problems);
  }
}
