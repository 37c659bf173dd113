// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.disk.AtomicFile;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The orders on disk, so that an elector that is restarted alone knows what to do. */
public final class LastOrders {
  /** What a leave for a restart asks the backups for, and a little. */
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(12);

  /** proc_sys_kernel(5): another one for each start of the machine. */
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final Path before;
  private final Path patience;

  public LastOrders(Path stateDirectory) {
    this.patience = stateDirectory.resolve("elector-patience");
    this.file = stateDirectory.resolve("elector-orders.json");
    this.before = stateDirectory.resolve("elector-orders-before.json");
  }

  /**
   * What was ordered last; no virtual router when there is nothing.
   *
   * @throws IOException if the file is there and is not what this version writes; the message says
   *     what to do
   */
  public Orders read() throws IOException {
    return read(file);
  }

  /**
   * What was ordered before that, and may not have left the kernel yet; no virtual router when
   * there is nothing.
   *
   * @throws IOException as {@link #read}
   */
  public Orders before() throws IOException {
    return read(before);
  }

  private static Orders read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Orders.of(List.of());
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    try {
      return ElectorCodec.decode(text, ToElector.Order.class).orders();
    } catch (IOException e) {
      throw new IOException(
          file
              + " is not what an elector of this version wrote ("
              + e.getMessage()
              + "): a director will replace it",
          e);
    }
  }

  /**
   * Whether they were ordered since the machine was started. If not, the kernel's table is empty
   * until a director has filled it, and whoever gets a virtual address before that is sent nowhere.
   *
   * @throws IOException if that cannot be read
   */
  public boolean areOfThisBoot() throws IOException {
    if (!Files.exists(patience)) {
      return true;
    }
    List<String> lines = Files.readAllLines(patience);
    return lines.size() < 2 || present().equals(lines.get(1).strip());
  }

  private static String present() throws IOException {
    return Files.readAllLines(BOOT_ID).get(0).strip();
  }

  void keep(Orders orders) throws IOException {
    String text = ElectorCodec.encode(new ToElector.Order(orders));
    AtomicFile.replace(patience, patience(orders).toSeconds() + "\n" + present() + "\n");
    if (Files.exists(file)) {
      String last = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      if (!last.equals(text)) {
        AtomicFile.replace(before, last);
      }
    }
    AtomicFile.replace(file, text);
  }

  /** That the kernel has what was ordered last, and nothing of before. */
  void settled() throws IOException {
    AtomicFile.remove(before);
  }

  /**
   * After how long a backup has taken over from an elector that is down, whatever it said last. For
   * libexec/elector-stopped.
   */
  static Duration patience(Orders orders) {
    return orders.instances().stream()
        .map(InstanceOrders::router)
        .map(router -> router.interval().multipliedBy(4).plusSeconds(1))
        .reduce(LEAST_PATIENCE, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  void forget() throws IOException {
    Files.deleteIfExists(patience);
    Files.deleteIfExists(before);
    Files.deleteIfExists(file);
  }
}
