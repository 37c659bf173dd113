// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what it is seen that a file is another one than before: it was written to, or another one was
 * moved in its place.
 *
 * @param key device and inode; null if there is no such file
 */
record FileStamp(@Nullable String key, long size, FileTime modified) {

  private static final FileStamp ABSENT = new FileStamp(null, 0, FileTime.fromMillis(0));

  static List<FileStamp> of(List<Path> files) {
    return files.isEmpty() ? List.of() : files.stream().map(FileStamp::of).toList();
  }

  private static FileStamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          Objects.toString(found.fileKey()), found.size(), found.lastModifiedTime());
    } catch (IOException unseen) {
      // Who reads the file says why.
      return ABSENT;
    }
  }
}
