// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Tells a disk that takes nothing from anybody, read-only or full, from one that takes no word of
 * ours.
 */
final class DiskRefusal {
  /** strerror(3) of EROFS, ENOSPC and EDQUOT; Java knows no other difference. */
  private static final Set<String> WORDS =
      Set.of("Read-only file system", "No space left on device", "Disk quota exceeded");

  private DiskRefusal() {}

  /**
   * Whether {@code failure} is the disk's fault.
   *
   * @param directory that was to be written to; need not exist
   */
  static boolean is(IOException failure, Path directory) {
    if (failure instanceof AccessDeniedException
        || !(failure instanceof FileSystemException refused)) {
      return false;
    }
    return WORDS.contains(String.valueOf(refused.getReason())) || takesNothing(directory);
  }

  /** The words are of another language where the locale is. */
  private static boolean takesNothing(Path directory) {
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      FileStore store = Files.getFileStore(there);
      return store.isReadOnly() || store.getUsableSpace() == 0;
    } catch (IOException e) {
      return false; // Then it is for the failure itself to be told.
    }
  }
}
