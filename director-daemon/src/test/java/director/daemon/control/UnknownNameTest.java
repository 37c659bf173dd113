// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnknownNameTest {

  @Test
  @DisplayName("says what was probably meant, and what there is")
  void suggests() {
    assertEquals(
        Outcome.refused(
            "there is no service photo",
            List.of("did you mean photos?", "there is: photos, thumbs")),
        UnknownName.of("service", "photo", List.of("photos", "thumbs")).refused());
  }

  @Test
  @DisplayName("suggests nothing where nothing is like it, and says so where there is nothing")
  void suggestsNothing() {
    assertEquals(
        List.of("there is: photos, thumbs"),
        UnknownName.of("service", "mail", List.of("photos", "thumbs")).detail());
    assertEquals(
        List.of("none is configured"), UnknownName.of("service", "mail", List.of()).detail());
  }

  @Test
  @DisplayName("names twenty of many")
  void many() {
    List<String> names = IntStream.range(0, 300).mapToObj(i -> "s" + i).toList();

    String line = UnknownName.server("photos", "wrong-name", names).detail().get(0);

    assertEquals(
        "there is: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16, s17,"
            + " s18, s19 and 280 more",
        line);
  }
}
