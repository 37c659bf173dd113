// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders;

import director.daemon.disk.AtomicFile;
import director.daemon.orders.state.StandingOrders;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Orders on disk, for their owner only. Whoever uses it sees to it that there is one at a time. */
public final class OrderFile {
  /** Several times what the most orders take. */
  private static final long LARGEST = 64L << 20;

  private final Path file;

  public OrderFile(Path file) {
    this.file = file;
  }

  /**
   * What was found.
   *
   * @param problem why there may have been more; empty when all is well
   */
  public record Found(StandingOrders orders, Optional<String> problem) {}

  /**
   * What was kept last; none when there is no file. What cannot be read keeps nobody from starting:
   * it is put aside, as {@code NAME.unreadable}, and said.
   */
  public Found load() {
    if (!Files.exists(file)) {
      return new Found(StandingOrders.NONE, Optional.empty());
    }
    try {
      return new Found(read(), Optional.empty());
    } catch (IOException e) {
      return new Found(
          StandingOrders.NONE,
          Optional.of(
              "the orders in %s cannot be read, and none of them is in force: %s; %s"
                  .formatted(file, told(e), putAside())));
    }
  }

  private StandingOrders read() throws IOException {
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new IOException(size + " bytes, expected " + LARGEST + " at most");
    }
    return OrderText.read(Files.readString(file, StandardCharsets.UTF_8));
  }

  private static String told(IOException e) {
    return e instanceof CharacterCodingException ? "not UTF-8" : String.valueOf(e.getMessage());
  }

  private String putAside() {
    Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return "it is " + aside + " now: look what was ordered, and order it again";
    } catch (IOException e) {
      return "nor can it be put aside: " + e;
    }
  }

  /**
   * Replaces them all, and returns when the disk has it.
   *
   * @throws IOException such as a full disk; what was kept before is still there
   */
  public void keep(StandingOrders orders) throws IOException {
    AtomicFile.replace(file, OrderText.of(orders));
  }
}
