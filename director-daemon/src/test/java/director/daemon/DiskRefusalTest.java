// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRefusalTest {
  @TempDir Path directory;

  @Test
  @DisplayName("a disk that is read-only or full is at fault; rights, links and programs are not")
  void reasons() {
    List<IOException> failures =
        List.of(
            new FileSystemException("f", null, "Read-only file system"),
            new FileSystemException("f", null, "No space left on device"),
            new FileSystemException("f", null, "Disk quota exceeded"),
            new FileSystemException("f", null, "Too many levels of symbolic links"),
            new FileSystemException("f", null, "Text file busy"),
            new AccessDeniedException("f"),
            new NoSuchFileException("f"),
            new IOException("Read-only file system"));

    List<Boolean> ofDisk =
        failures.stream().map(it -> DiskRefusal.is(it, directory.resolve("a/b"))).toList();

    assertEquals(List.of(true, true, true, false, false, false, false, false), ofDisk);
  }

  @Test
  @DisplayName("in a language that we do not know the file system itself is asked")
  void otherLanguage() {
    FileSystemException failure =
        new FileSystemException("f", null, "Das Dateisystem ist nur lesbar");

    // proc(5) has no space for anybody.
    assertEquals(true, DiskRefusal.is(failure, Path.of("/proc/sys/none")));
    assertEquals(false, DiskRefusal.is(failure, directory));
  }
}
