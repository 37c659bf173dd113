// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of the log, as far as it is written.
 *
 * @param first no record of it has a lower number, and those of older segments all have
 * @param length in bytes
 */
public record Segment(long first, Path file, int length) {

  /**
   * What it holds; nothing when it has been removed meanwhile, as the oldest is.
   *
   * @throws IOException if it cannot be read
   */
  public byte[] bytes() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(length);
    } catch (NoSuchFileException removed) {
      return new byte[0];
    }
  }

  Segment grownTo(int bytes) {
    return new Segment(first, file, bytes);
  }
}
