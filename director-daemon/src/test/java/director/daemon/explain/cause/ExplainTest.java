// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainTest {

  static List<Situation> situations() throws IOException {
    return Situation.all();
  }

  @ParameterizedTest
  @MethodSource("situations")
  @DisplayName("each situation is explained, word by word")
  void explains(Situation situation) {
    assertEquals(
        situation.expected(), Situation.text(Explain.of(situation.report(), situation.asked())));
  }

  /** With {@code -Dsituations=FILE} they are written anew, to be read before they are believed. */
  @Test
  @DisplayName("the situations are many, and no two are explained alike")
  void different() throws IOException {
    List<Situation> all = situations();
    List<String> found =
        all.stream().map(it -> Situation.text(Explain.of(it.report(), it.asked()))).toList();
    String file = System.getProperty("situations", "");
    if (!file.isEmpty()) {
      String head = String.join("\n", Situation.headOf(Situation.resource()));
      Files.writeString(Path.of(file), head + Situation.asResource(all, found));
    }

    assertEquals(all.size(), found.stream().distinct().count());
  }
}
