// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.disk.AtomicFile;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The orders on disk, so that an elector that is restarted alone knows what to do. */
public final class LastOrders {
  static final Orders NOTHING = Orders.of(List.of());

  /** What a leave for a restart asks the backups for, and a little. */
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(12);

  /** proc_sys_kernel(5): another one for each start of the machine. */
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final Path before;
  private final Path patience;

  private int changes;

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
   * All that was ordered before that, and may not have left the kernel yet: for what it holds, as
   * names of virtual routers may be in it more than once. No virtual router when there is nothing.
   *
   * @throws IOException as {@link #read}
   */
  public Orders before() throws IOException {
    return read(before);
  }

  private static Orders read(Path file) throws IOException {
    String text = text(file);
    try {
      return decode(text);
    } catch (IOException e) {
      throw new IOException(
          file
              + " is not what an elector of this version wrote ("
              + e.getMessage()
              + "): a director will replace it",
          e);
    }
  }

  /** What is garbage tells nobody anything, and need not be kept. */
  private static Orders known(Path file) throws IOException {
    String text = text(file);
    try {
      return decode(text);
    } catch (IOException e) {
      return NOTHING;
    }
  }

  /** Where there is none, that of one which orders nothing. */
  private static String text(Path file) throws IOException {
    return Files.exists(file)
        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
        : encode(NOTHING);
  }

  private static Orders decode(String text) throws IOException {
    return ElectorCodec.decode(text, ToElector.Order.class).orders();
  }

  private static String encode(Orders orders) {
    return ElectorCodec.encode(new ToElector.Order(orders));
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
    changes++;
    AtomicFile.replace(patience, patience(orders).toSeconds() + "\n" + present() + "\n");
    Orders last = known(file);
    if (!last.equals(orders)) {
      addToBefore(last);
    }
    AtomicFile.replace(file, encode(orders));
  }

  /** Beside those that were replaced earlier and are not settled yet. */
  private void addToBefore(Orders more) throws IOException {
    Orders known = known(before);
    Orders all = heldByEither(known, more);
    if (!all.equals(known)) {
      AtomicFile.replace(before, encode(all));
    }
  }

  private static Orders heldByEither(Orders one, Orders other) {
    return new Orders(
        Duration.ZERO,
        union(one.instances(), other.instances()),
        List.of(),
        union(one.addresses(), other.addresses()),
        union(one.routes(), other.routes()),
        union(one.rules(), other.rules()));
  }

  private static <T> List<T> union(List<T> some, List<T> others) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }

  /** How often anything was replaced. */
  int changes() {
    return changes;
  }

  /**
   * That the kernel has what was ordered last, and nothing of before.
   *
   * @param seen {@link #changes} before that was found out: if there were more, it is no news of
   *     what is here now
   */
  void settled(int seen) throws IOException {
    if (seen == changes) {
      AtomicFile.remove(before);
    }
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

  /**
   * Leaves no orders to a successor. What they may have put into the kernel stays known until
   * {@link #ended}, as the elector may die before it has taken all of it away.
   *
   * @param unkept ordered too, and never kept
   * @throws IOException when that is not all known or not all forgotten
   */
  void stop(Orders unkept) throws IOException {
    changes++;
    try {
      addToBefore(heldByEither(known(file), unkept));
    } catch (IOException e) {
      // A full disk renames still, and what was in force last matters most.
      if (Files.exists(file)) {
        Files.move(
            file, before, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      throw e;
    }
    AtomicFile.remove(file);
  }

  /** That the elector has ended, and nothing is left in the kernel of all that was ordered. */
  void ended() throws IOException {
    AtomicFile.remove(before);
    if (!Files.exists(file)) {
      AtomicFile.remove(patience);
    }
  }
}
