// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a text holds, it is accepted or rejected with problems; nothing else is thrown. */
class HostileTextTest {
  private static final String ALPHABET = "{}[]=:,.\"\\#$?+-/ \n09azAZ\u0000\u00e9\ud83d";

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("a reference config with characters changed, lost or doubled never surprises")
  void survivesMutations(long seed) throws IOException {
    String reference =
        Files.readString(Path.of("../packaging/src/main/etc/director.conf"))
            .replaceAll("(?m)^ *#.*\n", "");
    Random random = new Random(seed);

    for (int round = 0; round < 50; round++) {
      StringBuilder text = new StringBuilder(reference);
      for (int change = random.nextInt(4); change >= 0; change--) {
        mutate(text, random);
      }
      List<String> problems = Texts.problems(text.toString());
      assertEquals(
          List.of(),
          problems.stream().filter(line -> !line.startsWith("director.conf")).toList(),
          text::toString);
    }
  }

  @Test
  @DisplayName("depth that would overflow the parser's stack is a problem of the file")
  void boundsDepth() {
    List<String> tooDeep = List.of("director.conf: is nested too deeply");

    assertEquals(tooDeep, Texts.problems("a = " + "[".repeat(200_000)));
    assertEquals(tooDeep, Texts.problems("a" + " { a".repeat(200_000)));
    assertEquals(tooDeep, Texts.problems("a" + ".a".repeat(200_000) + " = 1"));
  }

  @Test
  @DisplayName("a long value is quoted in part, and control characters are not sent to a terminal")
  void quotesWithCare() {
    List<String> problems =
        Texts.problems(Texts.instance("interface = \"\\u001b[31m" + "x".repeat(500) + "\""));

    assertEquals(
        List.of(
            "director.conf:5: vrrp.instances.a.interface: must be the name of a network interface,"
                + " such as eth0, but is \"\\u001b[31m"
                + "x".repeat(49)
                + "..."),
        problems);
    assertFalse(Texts.problems("\"\\u001b[31m\" = 1").toString().contains("\u001b"));
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(30));
    char character = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    switch (random.nextInt(4)) {
      case 0 -> text.setCharAt(at, character);
      case 1 -> text.insert(at, character);
      case 2 -> text.delete(at, end);
      default -> text.insert(random.nextInt(text.length()), text.substring(at, end));
    }
  }
}
