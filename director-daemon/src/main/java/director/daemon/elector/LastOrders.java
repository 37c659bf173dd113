// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import com.fasterxml.jackson.core.JsonProcessingException;
import director.daemon.disk.AtomicFile;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The orders on disk, so that an elector that is restarted alone knows what to do. */
public final class LastOrders {
  private final Path file;

  public LastOrders(Path stateDirectory) {
    this.file = stateDirectory.resolve("elector-orders.json");
  }

  /** What was ordered last; empty when there is nothing, or nothing that can be read. */
  public Orders read() throws IOException {
    try {
      String text = Files.readString(file);
      return ElectorCodec.decode(text, ToElector.Order.class).orders();
    } catch (NoSuchFileException e) {
      return Orders.of(List.of());
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is not what an elector wrote (" + e.getOriginalMessage() + "): remove it", e);
    }
  }

  void keep(Orders orders) throws IOException {
    AtomicFile.replace(file, ElectorCodec.encode(new ToElector.Order(orders)));
  }

  void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
