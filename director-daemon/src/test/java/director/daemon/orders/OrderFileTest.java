// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.event.Target;
import director.daemon.orders.OrderFile.Found;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.orders.state.StandingOrder.Verb;
import director.daemon.orders.state.StandingOrders;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders on disk, and what else may lie there. */
class OrderFileTest {
  private static final Moment GIVEN =
      new Moment(
          Instant.parse("2026-11-22T09:00:00.123456789Z"),
          "7b6a5c4d-0000-4000-8000-0123456789ab",
          Duration.ofMillis(18_000_123));
  private static final StandingOrder DRAIN =
      new StandingOrder(
          Target.server("photos-https", "pool@2001:db8::1"),
          Verb.DRAIN,
          0,
          Duration.ofMinutes(5),
          GIVEN,
          "uid 1000 (anna)",
          "\"BIOS\" für später \\ 写真",
          true,
          Duration.ofSeconds(40));
  private static final StandingOrders ALL =
      StandingOrders.of(
          List.of(
              DRAIN,
              new StandingOrder(
                  Target.server("photos", "router2"),
                  Verb.WEIGHT,
                  65535,
                  null,
                  GIVEN,
                  "uid 0",
                  "",
                  true,
                  null),
              new StandingOrder(
                  Target.NODE,
                  Verb.STANDBY,
                  0,
                  Duration.ofDays(7),
                  GIVEN,
                  "uid 0",
                  "",
                  false,
                  null),
              new StandingOrder(
                  Target.vip("photos"), Verb.HANDOVER, 0, null, GIVEN, "uid 0", "", true, null)));

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("orders.json");
  }

  private OrderFile file() {
    return new OrderFile(path());
  }

  @Test
  @DisplayName("are read as they were written, and are for their owner only")
  void roundTrip() throws IOException {
    file().keep(ALL);

    assertEquals(new Found(ALL, Optional.empty()), file().load());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
  }

  @Test
  @DisplayName("are written so")
  void form() throws IOException {
    file().keep(StandingOrders.of(List.of(DRAIN)));

    assertEquals(
        """
        {
          "version" : 1,
          "orders" : [ {
            "target" : "server:photos-https/pool@2001:db8::1",
            "verb" : "drain",
            "weight" : 0,
            "length" : 300000,
            "given" : "2026-11-22T09:00:00.123456789Z",
            "boot" : "7b6a5c4d-0000-4000-8000-0123456789ab",
            "uptime" : 18000123,
            "by" : "uid 1000 (anna)",
            "reason" : "\\"BIOS\\" für später \\\\ 写真",
            "persist" : true,
            "fulfilledAfter" : 40000
          } ]
        }
        """,
        Files.readString(path()));
  }

  @Test
  @DisplayName("no file is no order")
  void none() {
    assertEquals(new Found(StandingOrders.NONE, Optional.empty()), file().load());
  }

  @Test
  @DisplayName("a file that was cut anywhere is said and put aside, and starts nobody's misfortune")
  void truncated() throws IOException {
    file().keep(ALL);
    byte[] whole = Files.readAllBytes(path());

    for (int length = 0; length < whole.length - 1; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      Files.write(path(), part);
      Found found = file().load();

      assertEquals(StandingOrders.NONE, found.orders(), "cut to " + length);
      assertTrue(found.problem().isPresent(), "cut to " + length);
      assertEquals(false, Files.exists(path()));
      assertEquals(
          List.of(length), List.of(Files.readAllBytes(aside()).length), "put aside as it was");
    }
  }

  private Path aside() {
    return directory.resolve("orders.json.unreadable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{\"version\": 2, \"orders\": []}",
        "{\"version\": 1}",
        "{\"version\": 1, \"orders\": [null]}",
        "{\"version\": 1, \"orders\": [{}]} {}",
      })
  @DisplayName("what is no list of orders of this version is none")
  void foreign(String text) throws IOException {
    Files.writeString(path(), text);

    Found found = file().load();

    assertEquals(StandingOrders.NONE, found.orders());
    assertTrue(found.problem().isPresent());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "server:photos-https/pool@2001:db8::1|server",
        "server:photos-https/pool@2001:db8::1|node",
        "drain|dance",
        "drain|DİSABLE",
        "300000|-1",
        "300000|99999999999999999999",
        "300000|1.5",
        "2026-11-22T09:00:00.123456789Z|yesterday",
        "2026-11-22T09:00:00.123456789Z|-999999999-01-01T00:00:00Z",
        "2026-11-22T09:00:00.123456789Z|+999999999-12-31T23:59:59Z",
        "18000123|\"long\"",
        "\"persist\" : true|\"persist\" : 1",
        "40000|-40000",
        "\"by\" : |\"buy\" : ",
        "\"weight\" : 0|\"weight\" : 4294967297",
      })
  @DisplayName("an order that makes no sense is said with what is wrong in it")
  void senseless(String change) throws IOException {
    file().keep(StandingOrders.of(List.of(DRAIN)));
    String[] parts = change.split("\\|");
    String good = Files.readString(path());
    String bad = good.replace(parts[0], parts[1]);
    Files.writeString(path(), bad);

    Found found = file().load();

    assertEquals(false, good.equals(bad));
    assertEquals(StandingOrders.NONE, found.orders());
    String problem = found.problem().orElseThrow();
    assertTrue(problem.contains("order 1: "), problem);
  }

  @Test
  @DisplayName("what a newer version adds is passed over")
  void newerFields() throws IOException {
    file().keep(ALL);
    String newer = Files.readString(path()).replace("\"verb\"", "\"colour\": [1], \"verb\"");
    Files.writeString(path(), newer);

    assertEquals(new Found(ALL, Optional.empty()), file().load());
  }

  @Test
  @DisplayName("bytes that are no text, and a file beyond all measure, are said")
  void noText() throws IOException {
    Files.write(path(), new byte[] {(byte) 0xff, 0});
    String binary = file().load().problem().orElseThrow();
    try (var large = new RandomAccessFile(path().toFile(), "rw")) {
      large.setLength((64L << 20) + 1);
    }
    String huge = file().load().problem().orElseThrow();

    assertTrue(binary.contains("not UTF-8"), binary);
    assertTrue(huge.contains("67108865 bytes, expected 67108864 at most"), huge);
  }

  @Test
  @DisplayName("a disk that does not take them leaves what was kept before")
  void refused() throws IOException {
    file().keep(ALL);
    Files.createDirectory(directory.resolve("orders.json.new"));

    IOException refusal = assertThrows(IOException.class, () -> file().keep(StandingOrders.NONE));

    assertTrue(refusal.getMessage().contains("orders.json.new"), refusal.getMessage());
    assertEquals(
        new String(Files.readAllBytes(path()), StandardCharsets.UTF_8),
        OrderText.of(file().load().orders()));
  }
}
