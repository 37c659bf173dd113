// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import director.daemon.local.state.NumberReading;
import director.daemon.local.state.NumberReading.Missing;
import director.daemon.local.state.NumberReading.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a number from a file, and never more than a line of it. */
public final class NumberFile {
  private static final int LONGEST = 64;

  private NumberFile() {}

  /** The number in {@code file}, however it is to be had. Blocks. */
  public static NumberReading read(Path file) {
    try {
      // Opening a named pipe would wait for somebody to write.
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        return new Unusable("is not a regular file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        return bytes.length > LONGEST
            ? new Unusable("is longer than " + LONGEST + " bytes")
            : NumberReading.of(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    } catch (NoSuchFileException e) {
      return new Missing();
    } catch (IOException e) {
      return new Unusable("cannot be read: " + e.getMessage());
    }
  }
}
