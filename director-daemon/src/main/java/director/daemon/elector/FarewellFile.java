// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.disk.AtomicFile;
import director.daemon.orders.state.Moment;
import director.vrrp.Farewell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an elector that leaves for a restart tells the next one. It is read once, and means nothing
 * after a start of the machine, or where nobody knows whether there was one.
 */
public final class FarewellFile {
  private static final Logger LOG = LoggerFactory.getLogger("elector");

  private final Path file;
  private final Supplier<Moment> clock;

  /**
   * As it is on disk.
   *
   * @param left when the rests of {@code farewells} were reckoned
   */
  record Note(Moment left, List<Farewell> farewells) {
    Note {
      farewells = List.copyOf(farewells);
    }
  }

  public FarewellFile(Path stateDirectory, Supplier<Moment> clock) {
    this.file = stateDirectory.resolve("elector-farewell.json");
    this.clock = clock;
  }

  /** To be called as soon as the rests are known. */
  public void keep(List<Farewell> farewells) throws IOException {
    AtomicFile.replace(file, ElectorCodec.encode(new Note(clock.get(), farewells)));
  }

  /** That nobody comes back. */
  public void forget() throws IOException {
    AtomicFile.remove(file);
  }

  /**
   * What is still covered, and for how long, and removes it. An elector that finds nothing begins
   * as after a kill: it listens before it speaks.
   */
  public List<Farewell> take() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      AtomicFile.remove(file);
      return covered(ElectorCodec.decode(text, Note.class));
    } catch (IOException e) {
      LOG.error("takes no role up from before its restart: {}: {}", file, e.getMessage());
      return List.of();
    }
  }

  private List<Farewell> covered(Note note) {
    Moment now = clock.get();
    if (!note.left().isOfTheLifeOf(now)) {
      LOG.info("what an elector asked its backups for before the machine was started is void");
      return List.of();
    }
    Duration away = note.left().ago(now);
    return note.farewells().stream()
        .map(farewell -> farewell.after(away))
        .filter(farewell -> isCovered(farewell, away))
        .toList();
  }

  private static boolean isCovered(Farewell farewell, Duration away) {
    boolean covered = !farewell.rest().isNegative() && !farewell.rest().isZero();
    if (!covered) {
      LOG.warn(
          "{}: the restart took {} ms, which is longer than its backups wait",
          farewell.name(),
          away.toMillis());
    }
    return covered;
  }
}
