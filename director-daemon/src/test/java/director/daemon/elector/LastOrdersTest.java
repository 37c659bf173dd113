// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.state.VirtualRouter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastOrdersTest {
  private static final Orders PHOTOS = Orders.of(List.of(Messages.PHOTOS));

  private static final InstanceOrders MAIL =
      InstanceOrders.of(
          "mail",
          "eth0",
          52,
          new VirtualRouter(3, 100, Duration.ofSeconds(1), true, Duration.ZERO),
          List.of(new VirtualAddress(Messages.address("203.0.113.20"), 32)));

  @TempDir Path directory;

  @Test
  @DisplayName("before the first order there is none")
  void none() throws IOException {
    assertEquals(Messages.NOTHING, orders().read());
  }

  @Test
  @DisplayName("what was kept is read by the next elector, as the order that it was")
  void keeps() throws IOException {
    orders().keep(PHOTOS);

    assertEquals(Messages.ORDER_JSON, Files.readString(file()));
    assertEquals(PHOTOS, orders().read());
  }

  @Test
  @DisplayName(
      "the last order counts, and beside it only what was before, until it has left the kernel, how long its backups wait, and which start of the machine it was")
  void replaces() throws IOException {
    orders().keep(PHOTOS);
    orders().keep(PHOTOS);
    Orders beforeTheFirst = orders().before();

    orders().keep(Messages.NOTHING);
    orders().keep(Messages.NOTHING);
    Orders before = orders().before();
    orders().settled(0);
    orders().settled(0);

    assertEquals(Messages.NOTHING, orders().read());
    assertEquals(Messages.NOTHING, beforeTheFirst);
    assertEquals(PHOTOS, before);
    assertEquals(Messages.NOTHING, orders().before());
    try (var files = Files.list(directory)) {
      assertEquals(List.of(file(), directory.resolve("elector-patience")), files.sorted().toList());
    }
  }

  @Test
  @DisplayName("orders are of this start of the machine, or of another one")
  void ofThisBoot() throws IOException {
    assertTrue(orders().areOfThisBoot(), "before the first");
    orders().keep(PHOTOS);
    assertTrue(orders().areOfThisBoot(), "as kept");

    Files.writeString(
        directory.resolve("elector-patience"), "12\n6dd6f3a4-63cd-4f9f-8b0a-000000000000\n");

    assertFalse(orders().areOfThisBoot());
  }

  @Test
  @DisplayName(
      "no backup waits for longer than four intervals, nor for less than a restart asks for")
  void patience() {
    InstanceOrders slow =
        InstanceOrders.of(
            "slow",
            "eth0",
            52,
            new VirtualRouter(3, 100, Duration.ofSeconds(20), true, Duration.ZERO),
            Messages.PHOTOS.addresses());

    assertEquals(Duration.ofSeconds(12), LastOrders.patience(Orders.of(List.of(Messages.PHOTOS))));
    assertEquals(
        Duration.ofSeconds(81), LastOrders.patience(Orders.of(List.of(Messages.PHOTOS, slow))));
  }

  @Test
  @DisplayName("what was replaced stays known through all orders, until they are settled")
  void allBefore() throws IOException {
    Orders mail = Orders.of(List.of(MAIL));

    orders().keep(PHOTOS);
    orders().keep(mail);
    orders().keep(Messages.NOTHING);
    orders().keep(mail);
    orders().keep(Messages.NOTHING);

    assertEquals(Messages.NOTHING, orders().read());
    assertEquals(Orders.of(List.of(Messages.PHOTOS, MAIL)), orders().before());
  }

  @Test
  @DisplayName("that orders are settled says nothing of those that came meanwhile")
  void settledTooLate() throws IOException {
    LastOrders orders = orders();
    orders.keep(PHOTOS);
    int seen = orders.changes();
    orders.keep(Messages.NOTHING);

    orders.settled(seen);
    Orders before = orders.before();
    orders.settled(orders.changes());

    assertEquals(PHOTOS, before);
    assertEquals(Messages.NOTHING, orders.before());
  }

  @Test
  @DisplayName("garbage of before keeps nobody from keeping orders, and gives way to what is known")
  void garbageBefore() throws IOException {
    orders().keep(PHOTOS);
    Files.writeString(before(), "{\"say\":\"or");

    orders().keep(Messages.NOTHING);

    assertEquals(PHOTOS, orders().before());
  }

  @Test
  @DisplayName(
      "after a stop there is no order any more, but all that was ordered is known until the end")
  void stops() throws IOException {
    orders().keep(Messages.NOTHING);
    orders().keep(PHOTOS);

    orders().stop(Orders.of(List.of(MAIL)));
    orders().stop(Messages.NOTHING);
    Orders left = orders().read();
    Orders known = orders().before();
    orders().ended();
    orders().ended();

    assertEquals(Messages.NOTHING, left);
    assertEquals(Orders.of(List.of(Messages.PHOTOS, MAIL)), known);
    try (var files = Files.list(directory)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  @DisplayName("the end of an elector that nobody told to forget them leaves the last orders")
  void ends() throws IOException {
    orders().keep(Messages.NOTHING);
    orders().keep(PHOTOS);

    orders().ended();

    assertEquals(PHOTOS, orders().read());
    assertTrue(orders().areOfThisBoot());
    try (var files = Files.list(directory)) {
      assertEquals(List.of(file(), directory.resolve("elector-patience")), files.sorted().toList());
    }
  }

  @Test
  @DisplayName("a disk that takes nothing keeps at least what was in force when it was stopped")
  void stopsOnFullDisk() throws IOException {
    orders().keep(Orders.of(List.of(MAIL)));
    orders().keep(PHOTOS);
    Files.createDirectory(directory.resolve("elector-orders-before.json.new"));

    assertThrows(IOException.class, () -> orders().stop(Messages.NOTHING));

    assertEquals(Messages.NOTHING, orders().read());
    assertEquals(PHOTOS, orders().before());
  }

  @Test
  @DisplayName("a crash while writing leaves the old orders")
  void tornSuccessor() throws IOException {
    orders().keep(PHOTOS);
    Files.writeString(directory.resolve("elector-orders.json.new"), "{\"say\":\"or");

    assertEquals(PHOTOS, orders().read());
  }

  @Test
  @DisplayName("what cannot be written leaves the old orders, and is an error")
  void unwritable() throws IOException {
    orders().keep(PHOTOS);
    Files.createDirectory(directory.resolve("elector-orders.json.new"));

    assertThrows(IOException.class, () -> orders().keep(Messages.NOTHING));

    assertEquals(PHOTOS, orders().read());
  }

  @Test
  @DisplayName("a torn file, wherever it was torn, is one clear error")
  void torn() throws IOException {
    for (int length = 0; length < Messages.ORDER_JSON.length(); length++) {
      Files.writeString(file(), Messages.ORDER_JSON.substring(0, length));

      IOException refusal = assertThrows(IOException.class, () -> orders().read());

      assertClear(refusal);
    }
  }

  @Test
  @DisplayName("garbage is one clear error")
  void garbage() throws IOException {
    for (String text :
        List.of("null", "[]", Messages.STOP_JSON, Messages.HELLO_JSON, "\u00ff\u0000\u00fe")) {
      Files.write(file(), text.getBytes(StandardCharsets.ISO_8859_1));

      IOException refusal = assertThrows(IOException.class, () -> orders().read());

      assertClear(refusal);
    }
  }

  @Test
  @DisplayName("the error says which file, what is wrong with it, and what to do")
  void sentence() throws IOException {
    Files.writeString(file(), "{\"say\":\"order\"}");

    IOException refusal = assertThrows(IOException.class, () -> orders().read());

    assertEquals(
        file()
            + " is not what an elector of this version wrote (not a message: Order.orders is missing):"
            + " a director will replace it",
        refusal.getMessage());
  }

  private void assertClear(IOException refusal) {
    String message = refusal.getMessage();
    assertTrue(
        message.startsWith(file() + " is not what an elector of this version wrote ("), message);
    assertTrue(message.endsWith("): a director will replace it"), message);
    assertEquals(1, message.lines().count(), message);
  }

  private LastOrders orders() {
    return new LastOrders(directory);
  }

  private Path before() {
    return directory.resolve("elector-orders-before.json");
  }

  private Path file() {
    return directory.resolve("elector-orders.json");
  }
}
