// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.testkit.Seeds;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElectorCodecTest {

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(Messages.ORDER, Messages.ORDER_JSON, ToElector.class),
        Arguments.of(
            new ToElector.Order(Messages.NOTHING), Messages.NO_ORDER_JSON, ToElector.class),
        Arguments.of(Messages.ADJUST, Messages.ADJUST_JSON, ToElector.class),
        Arguments.of(Messages.HAND_OVER, Messages.HAND_OVER_JSON, ToElector.class),
        Arguments.of(Messages.STANDBY, Messages.STANDBY_JSON, ToElector.class),
        Arguments.of(Messages.ANSWER, Messages.ANSWER_JSON, FromElector.class),
        Arguments.of(Messages.STOP, Messages.STOP_JSON, ToElector.class),
        Arguments.of(Messages.HELLO, Messages.HELLO_JSON, FromElector.class),
        Arguments.of(Messages.CHANGED, Messages.CHANGED_JSON, FromElector.class),
        Arguments.of(Messages.STANDING, Messages.STANDING_JSON, FromElector.class));
  }

  /** Those in which every brace is that of a record, or of counters. */
  static Stream<Arguments> records() {
    return messages().filter(arguments -> !arguments.get()[0].equals(Messages.ADJUST));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("messages")
  @DisplayName("is written like this")
  void encodes(Object message, String json) {
    assertEquals(json, ElectorCodec.encode(message));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("messages")
  @DisplayName("is read like this")
  void decodes(Object message, String json, Class<?> type) throws IOException {
    assertEquals(message, ElectorCodec.decode(json, type));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("records")
  @DisplayName("what a newer version says beyond what we know is ignored: fields and counters")
  void ignoresTheUnknown(Object message, String json, Class<?> type) throws IOException {
    String newer = json.replace("}", ",\"COLOUR\":7}").replace("{,", "{");

    assertEquals(message, ElectorCodec.decode(newer, type));
  }

  @Test
  @DisplayName("a field that we do not know may hold anything")
  void ignoresStructures() throws IOException {
    String newer =
        Messages.ORDER_JSON.replace("\"router\":{", "\"x\":[{\"y\":[null]}],\"router\":{\"z\":{},");

    assertEquals(Messages.ORDER, ElectorCodec.decode(newer, ToElector.class));
  }

  @Test
  @DisplayName("these are all kinds of messages")
  void allKinds() {
    assertEquals(
        Set.of("Order", "Adjust", "HandOver", "Standby", "Stop"), kindsOf(ToElector.class));
    assertEquals(Set.of("Hello", "Changed", "Standing", "Answer"), kindsOf(FromElector.class));
  }

  private static Set<String> kindsOf(Class<?> messages) {
    return Stream.of(messages.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | not JSON: nothing at all",
        "null | ToElector is missing",
        "{} | say is missing",
        "[] | ToElector is a list, expected an object",
        "{\"say\":\"shout\"} | of the kind shout, which this version does not know",
        "{\"say\":\"stop\"} | Stop.reason is missing",
        "{\"say\":\"stop\",\"reason\":null} | Stop.reason is missing",
        "{\"say\":\"stop\",\"reason\":\"a\"} {} | not JSON: more behind its end",
        "{\"say\":\"order\"} | Order.orders is missing",
        "{\"say\":\"order\",\"orders\":null} | Order.orders is missing",
        "{\"say\":\"order\",\"orders\":7} | Order.orders is 7, expected an object",
      })
  @DisplayName("a line that is no message is refused with what is wrong")
  void refuses(String line, String wrong) {
    IOException refusal =
        assertThrows(IOException.class, () -> ElectorCodec.decode(line, ToElector.class));

    assertStartsWith("not a message: " + wrong, refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\":\"photos\" | \"name\":null | Order.orders.instances[].name is missing",
        "\"router\":{ | \"else\":{ | Order.orders.instances[].router is missing",
        "\"virtualRouterId\":51, | `` | instances[].virtualRouterId is missing",
        "\"priority\":150 | \"priority\":null | router.priority is missing",
        "\"priority\":150 | \"priority\":99999999999 | router.priority is 99999999999, expected a whole number of 32 bits",
        "PT0.25S | soon | router.interval is no Duration",
        "WITH_PSEUDO_HEADER | MAYBE | instances[].checksum is a word that this version does not know",
        "\"kind\":\"multicast\" | \"kind\":\"pigeon\" | transport.kind is none of multicast, unicast",
        "203.0.113.10 | 203.0.113.256 | not an address",
        "203.0.113.10 | 203.0.113 | not an address",
        "203.0.113.10 | localhost | not an address",
        "203.0.113.10 | fe80::1%eth0 | not an address",
        "\"groups\":[], | `` | Order.orders.groups is missing",
      })
  @DisplayName("an order with a hole in it, or a word that nobody knows, is refused")
  void refusesBrokenOrders(String part, String instead, String wrong) {
    String line = Messages.ORDER_JSON.replaceFirst(Pattern.quote(part), instead);

    IOException refusal =
        assertThrows(IOException.class, () -> ElectorCodec.decode(line, ToElector.class));

    assertContains(wrong, refusal);
  }

  @Test
  @DisplayName("only what may be missing may be missing in a report")
  void refusesIncompleteReports() throws IOException {
    String unnamed = Messages.STANDING_JSON.replace("\"reason\":\"nobody else\",", "");
    String uncounted = Messages.STANDING_JSON.replace("{\"CHECKSUM\":2}", "{\"CHECKSUM\":null}");
    String masterless =
        Messages.STANDING_JSON.replace("\"master\":null,\"masterPriority\":null,", "");

    IOException first =
        assertThrows(IOException.class, () -> ElectorCodec.decode(unnamed, FromElector.class));
    IOException second =
        assertThrows(IOException.class, () -> ElectorCodec.decode(uncounted, FromElector.class));

    assertStartsWith("not a message: Standing.instances[].reason is missing", first);
    assertStartsWith(
        "not a message: Standing.instances[].statistics.rejected{} is missing", second);
    assertEquals(Messages.STANDING, ElectorCodec.decode(masterless, FromElector.class));
  }

  @Test
  @DisplayName("every sort of order there is goes over the line and comes back as it was")
  void everything() throws IOException {
    ToElector order = new ToElector.Order(Everything.ORDERS);

    assertEquals(order, ElectorCodec.decode(ElectorCodec.encode(order), ToElector.class));
  }

  @Test
  @DisplayName("a message that only a newer version knows is told apart from garbage")
  void newerKind() {
    UnknownMessageException refusal =
        assertThrows(
            UnknownMessageException.class,
            () -> ElectorCodec.decode("{\"say\":\"shout\",\"x\":{}}", ToElector.class));

    assertEquals("shout", refusal.kind());
  }

  @Test
  @DisplayName("what cannot be read is not repeated: it may hold a secret")
  void secrets() {
    String line =
        Messages.ORDER_JSON.replace("\"none\"", "\"password\",\"password\":{\"a\":\"geheim\"}");

    IOException refusal =
        assertThrows(IOException.class, () -> ElectorCodec.decode(line, ToElector.class));

    assertFalse(refusal.getMessage().contains("geheim"), refusal.getMessage());
  }

  @Test
  @DisplayName("an elector of old does not say what it hears")
  void oldHello() throws IOException {
    assertEquals(
        Messages.OLD_HELLO, ElectorCodec.decode(Messages.OLD_HELLO_JSON, FromElector.class));
  }

  @Test
  @DisplayName("nesting without end is refused, too")
  void refusesDepth() {
    String deep = "{\"say\":\"order\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThrows(IOException.class, () -> ElectorCodec.decode(deep, ToElector.class));
  }

  static LongStream seeds() {
    return Seeds.first(500);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("a damaged line is a whole message or an IOException, nothing else")
  void damaged(long seed) {
    Random random = new Random(seed);
    String[] lines = {Messages.ORDER_JSON, Messages.STOP_JSON, "[]"};
    StringBuilder line = new StringBuilder(lines[random.nextInt(2)]);
    for (int damage = 0; damage < 1 + random.nextInt(3); damage++) {
      int at = random.nextInt(line.length());
      switch (random.nextInt(3)) {
        case 0 -> line.setCharAt(at, (char) (' ' + random.nextInt(95)));
        case 1 -> line.delete(at, Math.min(line.length(), at + 1 + random.nextInt(20)));
        default -> line.insert(at, "\"{}[],:0null".charAt(random.nextInt(12)));
      }
      if (line.length() == 0) {
        line.append("[]");
      }
    }

    try {
      ElectorCodec.decode(line.toString(), ToElector.class);
    } catch (IOException e) {
      // What was promised.
    }
  }

  private static void assertStartsWith(String expected, IOException refusal) {
    String message = refusal.getMessage();
    assertEquals(expected, message.substring(0, Math.min(expected.length(), message.length())));
  }

  private static void assertContains(String expected, IOException refusal) {
    if (!refusal.getMessage().contains(expected)) {
      assertEquals(expected, refusal.getMessage());
    }
  }
}
