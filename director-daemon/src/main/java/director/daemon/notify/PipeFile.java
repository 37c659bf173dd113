// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.config.NotifyConfig.Fifo;
import director.netlink.linux.NamedPipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A named pipe with its file, which is made where there is none, and stays: its readers shall find
 * it again. For one thread.
 */
final class PipeFile implements AutoCloseable {
  private static final int TYPE = 0170000;
  private static final int NAMED_PIPE = 0010000;
  private static final int ROOT = 0;

  private final Path path;
  private final NamedPipe pipe;
  private final Object identity;

  private PipeFile(Path path, NamedPipe pipe, Object identity) {
    this.path = path;
    this.pipe = pipe;
    this.identity = identity;
  }

  /**
   * Opens it for writing, and makes it before if there is none. Waits for no reader.
   *
   * @throws IOException with the predicate of a sentence if there is something else at its place,
   *     or it is another user's
   */
  static PipeFile open(Fifo fifo) throws IOException {
    Path path = fifo.path();
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      NamedPipe.make(path.toString());
    }
    trust(path, fifo.owner());
    NamedPipe pipe = NamedPipe.open(path.toString());
    try {
      PipeFile file = new PipeFile(path, pipe, identity(path));
      file.give(fifo);
      return file;
    } catch (IOException e) {
      pipe.close();
      throw e;
    }
  }

  private static void trust(Path path, Optional<String> owner) throws IOException {
    if ((number(path, "mode") & TYPE) != NAMED_PIPE) {
      throw new IOException(path + " is no named pipe, and left alone");
    }
    int uid = number(path, "uid");
    String name = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    // Through the link: that itself is root's, whoever we are.
    int ourselves = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    boolean known = uid == ROOT || uid == ourselves;
    if (!known && !owner.equals(Optional.of(name))) {
      throw new IOException(path + " belongs to user " + name + ", and so may be anybody's");
    }
  }

  private static int number(Path path, String attribute) throws IOException {
    return (int) Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
  }

  /** Device and inode. */
  private static Object identity(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  /** Whether readers who open it now would find another one, or none. */
  boolean isReplaced() throws IOException {
    try {
      return !identity(path).equals(identity);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /**
   * Writes a line as a whole, and never waits.
   *
   * @return false if there is no room
   */
  boolean write(String line) throws IOException {
    return pipe.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  void awaitRoom(int atMostMillis) throws IOException {
    pipe.awaitRoom(atMostMillis);
  }

  /** How many bytes nobody has read. */
  int unread() throws IOException {
    return pipe.unread();
  }

  /** Gives it the owner, group and permissions that it shall have, as far as it has others. */
  void give(Fifo fifo) throws IOException {
    PosixFileAttributeView file =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes now = file.readAttributes();
    UserPrincipalLookupService users = path.getFileSystem().getUserPrincipalLookupService();
    if (fifo.owner().isPresent()) {
      var owner = known("user", fifo.owner().get(), users::lookupPrincipalByName);
      if (!owner.equals(now.owner())) {
        file.setOwner(owner);
      }
    }
    if (fifo.group().isPresent()) {
      var group = known("group", fifo.group().get(), users::lookupPrincipalByGroupName);
      if (!group.equals(now.group())) {
        file.setGroup(group);
      }
    }
    Set<PosixFilePermission> wanted = permissions(fifo.mode());
    if (!wanted.equals(now.permissions())) {
      // Linux changes no permissions without following links; that it is none, trust() has seen.
      Files.setPosixFilePermissions(path, wanted);
    }
  }

  private interface LookUp<T> {
    T of(String name) throws IOException;
  }

  private static <T> T known(String kind, String name, LookUp<T> lookUp) throws IOException {
    try {
      return lookUp.of(name);
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException("there is no " + kind + " " + name, e);
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    StringBuilder letters = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      letters.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
    }
    return PosixFilePermissions.fromString(letters.toString());
  }

  @Override
  public void close() {
    pipe.close();
  }
}
