// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FramesTest {

  @Test
  @DisplayName("a record is a line: its CRC-32C, a space, itself")
  void form() {
    // The check value of CRC-32C (RFC 3720, and everywhere).
    assertEquals("e3069283 123456789\n", text(Frames.line("123456789").duplicate()));
  }

  @Test
  @DisplayName("what was written is read in its order, up to where it is enough")
  void reads() {
    byte[] bytes = bytes("{\"a\":1}", "", "Zürich");
    List<String> first = new ArrayList<>();

    int end =
        Frames.read(
            bytes,
            record -> {
              first.add(record);
              return first.size() < 2;
            });

    assertEquals(List.of("{\"a\":1}", "", "Zürich"), read(bytes));
    assertEquals(List.of("{\"a\":1}", ""), first);
    assertEquals(27, end);
  }

  @Test
  @DisplayName("cut off anywhere, all records before are whole, and end where they end")
  void truncated() {
    byte[] bytes = bytes("one", "two", "three");

    for (int length = 0; length <= bytes.length; length++) {
      List<String> records = new ArrayList<>();
      int end = Frames.read(Arrays.copyOf(bytes, length), records::add);

      int whole = length < 13 ? 0 : length < 26 ? 1 : length < 41 ? 2 : 3;
      assertEquals(List.of("one", "two", "three").subList(0, whole), records, "of " + length);
      assertEquals(List.of(0, 13, 26, 41).get(whole), end, "of " + length);
    }
  }

  @Test
  @DisplayName("any flipped bit costs the record it is in, a flipped line feed none")
  void flippedBits() {
    byte[] bytes = bytes("one", "two", "three");

    for (int bit = 0; bit < 26 * 8; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      List<String> left =
          switch (bit / 8) {
            case 12, 25 -> List.of("one", "two", "three");
            default -> bit / 8 < 13 ? List.of("two", "three") : List.of("one", "three");
          };
      assertEquals(left, read(damaged), "bit " + bit);
    }
  }

  @Test
  @DisplayName("random bytes are no records, however much they look like the beginning of one")
  void garbage() {
    Random random = new Random(7);
    byte[] noise = new byte[100_000];
    random.nextBytes(noise);
    String deceit = "00000000 {".repeat(100_000);

    assertEquals(List.of(), read(noise));
    assertEquals(List.of(), read((deceit + "\n").getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of(), read(new byte[1000]));
  }

  @Test
  @DisplayName("ten thousand records in one file are ten thousand records")
  void many() {
    List<String> all = IntStream.range(0, 10_000).mapToObj(i -> "record " + i).toList();

    assertEquals(all, read(bytes(all.toArray(String[]::new))));
  }

  private static byte[] bytes(String... records) {
    StringBuilder all = new StringBuilder();
    for (String record : records) {
      all.append(text(Frames.line(record)));
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(java.nio.ByteBuffer line) {
    return StandardCharsets.UTF_8.decode(line).toString();
  }

  private static List<String> read(byte[] bytes) {
    List<String> records = new ArrayList<>();
    Frames.read(bytes, records::add);
    return records;
  }
}
