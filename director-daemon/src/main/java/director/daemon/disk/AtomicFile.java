// SPDX-License-Identifier: Apache-2.0
package director.daemon.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Replaces a file in one step: a crash, of the machine too, leaves the old one or the new one. It
 * is for its owner only, as it may hold secrets.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes beside the file, waits for the disk, and takes its name.
   *
   * @throws IOException such as a full disk; the old file is as it was
   */
  public static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Set<PosixFilePermission> ownersOnly = PosixFilePermissions.fromString("rw-------");
    try (FileChannel channel =
        FileChannel.open(
            next,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(ownersOnly))) {
      // It may have been left behind by a version that was less careful.
      Files.setPosixFilePermissions(next, ownersOnly);
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(file);
  }

  /**
   * Removes it if it is there, and waits for the disk.
   *
   * @throws IOException when it may be there still, or again after a crash of the machine
   */
  public static void remove(Path file) throws IOException {
    // Looked for first: a read-only disk refuses to remove even what is not there.
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file)) {
      syncFolder(file);
    }
  }

  /** A name is in its folder, which is written later than the file. */
  private static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
