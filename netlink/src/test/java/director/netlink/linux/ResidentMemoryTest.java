// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentMemoryTest {
  private static final int LENGTH = 1 << 20;

  @TempDir Path directory;

  /** What of the mappings of a file is in memory, KiB. */
  private static int resident(Path file) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
    int kibibytes = 0;
    boolean isOfFile = false;
    for (String line : lines) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        isOfFile = line.endsWith(" " + file);
      } else if (isOfFile && line.startsWith("Rss:")) {
        kibibytes += Integer.parseInt(line.replaceAll("\\D", ""));
      }
    }
    return kibibytes;
  }

  private MappedByteBuffer map(Path file, MapMode mode) throws IOException {
    Files.write(file, new byte[LENGTH]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(mode, 0, LENGTH).load();
    }
  }

  @Test
  @DisplayName("pages of a file that is only read leave memory, and can be read again")
  void letsGo() throws IOException {
    Path file = directory.resolve("read");
    MappedByteBuffer mapped = map(file, MapMode.READ_ONLY);
    int before = resident(file);

    ResidentMemory.letGo();

    assertEquals(LENGTH / 1024, before);
    assertEquals(0, resident(file));
    assertEquals(0, mapped.get(LENGTH / 2));
  }

  @Test
  @DisplayName("what was written to a private mapping stays")
  void keepsWhatIsOurs() throws IOException {
    Path file = directory.resolve("written");
    MappedByteBuffer mapped = map(file, MapMode.PRIVATE);
    mapped.put(LENGTH / 2, (byte) 42);

    ResidentMemory.letGo();

    assertEquals(42, mapped.get(LENGTH / 2));
    assertTrue(resident(file) > 0);
  }
}
