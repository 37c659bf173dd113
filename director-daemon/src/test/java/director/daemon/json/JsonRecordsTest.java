// SPDX-License-Identifier: Apache-2.0
package director.daemon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRecordsTest {
  private static final JsonRecords RECORDS =
      JsonRecords.plain()
          .withText(Duration.class, Duration::toString, Duration::parse)
          .withFamily(Shutter.class, "kind");

  enum Mode {
    RAW,
    JPEG
  }

  sealed interface Shutter {
    record Timed(Duration time) implements Shutter {}

    record HalfPressed() implements Shutter {}
  }

  record Camera(
      String name,
      int pixels,
      long taken,
      boolean on,
      @Nullable Mode mode,
      @Nullable Integer iso,
      List<Shutter> shutters,
      Map<Mode, Long> files,
      Map<String, Mode> buttons) {
    Camera {
      if (pixels < 0) {
        throw new IllegalArgumentException("pixels " + pixels + ", expected 0 or more");
      }
      shutters = List.copyOf(shutters);
      files = new TreeMap<>(files);
      buttons = new TreeMap<>(buttons);
    }
  }

  /** What has no form. */
  record Lens(StringBuilder glass) {}

  private static final Camera CAMERA =
      new Camera(
          "old",
          12,
          5_000_000_000L,
          true,
          Mode.RAW,
          null,
          List.of(new Shutter.Timed(Duration.ofMillis(4)), new Shutter.HalfPressed()),
          Map.of(Mode.JPEG, 7L),
          Map.of("top", Mode.RAW));
  private static final String JSON =
      """
      {"name":"old","pixels":12,"taken":5000000000,"on":true,"mode":"RAW","iso":null,\
      "shutters":[{"kind":"timed","time":"PT0.004S"},{"kind":"half-pressed"}],\
      "files":{"JPEG":7},"buttons":{"top":"RAW"}}""";

  @Test
  @DisplayName("a record is an object of its components, one of a family says its kind first")
  void writes() {
    assertEquals(JSON, JsonTree.line(RECORDS.tree(CAMERA)));
  }

  @Test
  @DisplayName("what was written is read")
  void reads() throws IOException {
    assertEquals(CAMERA, RECORDS.read(JsonTree.read(JSON), Camera.class));
  }

  @Test
  @DisplayName("what a newer version says is passed over: a field, and a counter of a constant")
  void newer() throws IOException {
    String newer =
        JSON.replace("\"iso\"", "\"x\":[{}],\"iso\"").replace("{\"JPEG\"", "{\"HEIF\":1,\"JPEG\"");

    assertEquals(CAMERA, RECORDS.read(JsonTree.read(newer), Camera.class));
  }

  @Test
  @DisplayName("an unknown constant and a field that is not there are null, where null may be")
  void optional() throws IOException {
    String newer =
        JSON.replace("\"mode\":\"RAW\"", "\"mode\":\"HEIF\"").replace("\"iso\":null,", "");

    Camera read = RECORDS.read(JsonTree.read(newer), Camera.class);

    assertEquals(null, read.mode());
    assertEquals(null, read.iso());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"old\" | 7 | Camera.name is 7, expected text",
        "\"old\" | null | Camera.name is missing",
        "12 | 12.5 | Camera.pixels is 12.5, expected a whole number of 32 bits",
        "12 | 5000000000 | Camera.pixels is 5000000000, expected a whole number of 32 bits",
        "12 | -1 | Camera: pixels -1, expected 0 or more",
        "5000000000 | 99999999999999999999 | Camera.taken is 99999999999999999999, expected a whole"
            + " number of 64 bits",
        "true | \"yes\" | Camera.on is text, expected true or false",
        "PT0.004S | soon | Camera.shutters[].time is no Duration: Text cannot be parsed to a Duration",
        "half-pressed | held | Camera.shutters[].kind is none of half-pressed, timed",
        "\"kind\":\"timed\", | \"\":0, | Camera.shutters[].kind is missing",
        "{\"kind\":\"half-pressed\"} | null | Camera.shutters[] is missing",
        "{\"JPEG\":7} | [7] | Camera.files is a list, expected an object",
        "{\"JPEG\":7} | {\"JPEG\":null} | Camera.files{} is missing",
        "{\"top\":\"RAW\"} | {\"top\":\"HEIF\"} | Camera.buttons{} is a word that this version does"
            + " not know",
      })
  @DisplayName("what is no such record is refused, with the place and what was expected")
  void refuses(String part, String instead, String wrong) throws IOException {
    Object tree = JsonTree.read(JSON.replace(part, instead));

    IOException refusal = assertThrows(IOException.class, () -> RECORDS.read(tree, Camera.class));

    assertEquals(wrong, refusal.getMessage());
  }

  @Test
  @DisplayName("a record of a family is read by itself only if it says that it is it")
  void member() throws IOException {
    Object half = Map.of("kind", "half-pressed");

    assertEquals(new Shutter.HalfPressed(), RECORDS.read(half, Shutter.HalfPressed.class));
    assertThrows(IOException.class, () -> RECORDS.read(half, Shutter.Timed.class));
  }

  @Test
  @DisplayName("a type without a form is a mistake of ours")
  void noForm() {
    Lens lens = new Lens(new StringBuilder());

    assertThrows(IllegalArgumentException.class, () -> RECORDS.tree(lens));
    assertThrows(
        IllegalArgumentException.class, () -> RECORDS.read(Map.of("glass", Map.of()), Lens.class));
  }
}
