// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import director.daemon.orders.state.Moment;
import director.vrrp.Farewell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarewellFileTest {
  private static final Instant NIGHT = Instant.parse("2026-11-22T05:28:00Z");

  @TempDir private Path state;
  private Moment now = at("boot-1", 1000);

  private static Moment at(String boot, long uptime) {
    return new Moment(NIGHT.plusSeconds(uptime), boot, Duration.ofSeconds(uptime));
  }

  private static Farewell of(String name, long millis) {
    return new Farewell(
        name, "eth0", "eth0", 51, 3, List.of("203.0.113.10/24"), Duration.ofMillis(millis));
  }

  private FarewellFile file() {
    return new FarewellFile(state, () -> now);
  }

  @Test
  @DisplayName("tells the next elector once what is covered, less what has passed")
  void tellsOnce() throws IOException {
    file().keep(List.of(of("photos", 7400), of("mail", 2000)));
    now = at("boot-1", 1003);

    List<Farewell> first = file().take();
    List<Farewell> second = file().take();

    assertEquals(List.of(of("photos", 4400)), first);
    assertEquals(List.of(), second);
  }

  @Test
  @DisplayName("counts by the clock that nobody sets")
  void clockSteps() throws IOException {
    file().keep(List.of(of("photos", 7400)));
    now = new Moment(NIGHT.minusSeconds(86_400), "boot-1", Duration.ofSeconds(1001));

    List<Farewell> taken = file().take();

    assertEquals(List.of(of("photos", 6400)), taken);
  }

  @Test
  @DisplayName("means nothing after a start of the machine, or where nobody knows of one")
  void otherLife() throws IOException {
    file().keep(List.of(of("photos", 7400)));
    now = at("boot-2", 1001);
    List<Farewell> other = file().take();
    now = at("", 1000);
    file().keep(List.of(of("photos", 7400)));

    List<Farewell> unknown = file().take();

    assertEquals(List.of(), other);
    assertEquals(List.of(), unknown);
  }

  @Test
  @DisplayName("what another version wrote, or nobody, is no farewell, and is removed")
  void garbage() throws IOException {
    Path path = state.resolve("elector-farewell.json");
    for (String text : List.of("", "{", "{\"left\":null,\"farewells\":[]}", "[1]", "{\"a\":1}")) {
      Files.writeString(path, text);

      assertEquals(List.of(), file().take(), text);
      assertFalse(Files.exists(path), text);
    }
  }

  @Test
  @DisplayName("what a newer version adds to it is passed over")
  void newer() throws IOException {
    file().keep(List.of(of("photos", 7400)));
    Path path = state.resolve("elector-farewell.json");
    String text = Files.readString(path).replaceFirst("\\{", "{\"mood\":\"fine\",");
    Files.writeString(path, text);

    List<Farewell> taken = file().take();

    assertEquals(List.of(of("photos", 7400)), taken);
  }
}
