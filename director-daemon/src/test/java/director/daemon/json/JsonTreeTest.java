// SPDX-License-Identifier: Apache-2.0
package director.daemon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

  private static Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", "a \"b\"\n\u00e9");
    tree.put("numbers", List.of(7, 5_000_000_000L));
    tree.put("flags", Arrays.asList(true, false, null));
    tree.put("nothing", Map.of());
    return tree;
  }

  private static final String LINE =
      "{\"text\":\"a \\\"b\\\"\\n\u00e9\",\"numbers\":[7,5000000000],\"flags\":[true,false,null],\"nothing\":{}}";

  @Test
  @DisplayName("a tree is written in one line")
  void line() {
    assertEquals(LINE, JsonTree.line(tree()));
  }

  @Test
  @DisplayName("a line is read as it was written")
  void reads() throws IOException {
    assertEquals(tree(), JsonTree.read(LINE));
    assertNull(JsonTree.read("null"));
  }

  @Test
  @DisplayName("a page is for people")
  void page() {
    assertEquals(
        """
        {
          "a" : 1,
          "b" : [ {
            "c" : "d"
          } ]
        }""",
        JsonTree.page(JsonTreeTest.ordered("a", 1, "b", List.of(Map.of("c", "d")))));
  }

  private static Map<String, Object> ordered(
      String first, Object one, String second, Object other) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(first, one);
    object.put(second, other);
    return object;
  }

  @Test
  @DisplayName(
      "a number beyond all bounds and a fraction are numbers, and of two fields the last one counts")
  void oddities() throws IOException {
    assertEquals(
        List.of(new BigInteger("99999999999999999999"), 1.5),
        JsonTree.read("[99999999999999999999, 1.5]"));
    assertEquals(Map.of("a", 2), JsonTree.read("{\"a\":1,\"a\":2}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | not JSON: nothing at all",
        "{} {} | not JSON: more behind its end",
        "{\"a\" | not JSON: Unexpected end-of-input",
        "[1,] | not JSON: Unexpected character (']'",
        "[NaN] | not JSON: Non-standard token 'NaN'",
      })
  @DisplayName("what is no JSON is said to be none")
  void refuses(String text, String wrong) {
    IOException refusal = assertThrows(IOException.class, () -> JsonTree.read(text));

    assertEquals(wrong, refusal.getMessage().substring(0, wrong.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  @DisplayName("nesting without end is refused, and takes no stack")
  void deep(String open) {
    String text = open.repeat(100_000);

    assertThrows(IOException.class, () -> JsonTree.read(text));
  }

  @Test
  @DisplayName("what has no form is refused")
  void noForm() {
    assertThrows(IllegalArgumentException.class, () -> JsonTree.line(List.of(new Object())));
  }
}
