// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/** The file of a listening Unix socket: makes room for it, and says who may use it. */
final class SocketFile {
  /** sun_path of unix(7), less the closing zero. */
  private static final int LONGEST_PATH = 107;

  /** Belongs to the user and group that we run as. */
  private static final Path OURSELVES = Path.of("/proc/self");

  private SocketFile() {}

  /**
   * Makes the folder, and removes a socket that nobody listens on any more.
   *
   * @throws IOException when the path is too long, is something else, or somebody answers on it
   */
  static void makeRoom(Path path) throws IOException {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new IOException(
          "control socket %s: the path has %d bytes, a Unix socket takes %d: choose a shorter one"
              .formatted(path, length, LONGEST_PATH));
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw new IOException(
          "control socket " + path + ": there is a file that is not a socket: move it away");
    }
    if (somebodyAnswers(path)) {
      throw new IOException(
          "control socket %s: a process answers on it: is directord running already?"
              .formatted(path));
    }
    Files.delete(path);
  }

  /** A group of this machine, and the key of the configuration that names it. */
  record Group(String key, GroupPrincipal principal) {}

  /**
   * Looks a group up; without a name it is the one that this process runs as.
   *
   * @throws ControlRefusedException when there is no such group
   */
  static Group group(String key, Optional<String> name) throws IOException {
    if (name.isEmpty()) {
      return new Group(key, Files.readAttributes(OURSELVES, PosixFileAttributes.class).group());
    }
    try {
      return new Group(
          key,
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByGroupName(name.get()));
    } catch (UserPrincipalNotFoundException e) {
      throw new ControlRefusedException(
          "%s: there is no group %s on this host: groupadd --system %s, or name another"
              .formatted(key, name.get(), name.get()),
          e);
    }
  }

  /** 0660: for its owner and that group. The group first, lest it be open to the wrong one. */
  static void restrict(Path path, Group group) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      if (!view.readAttributes().group().equals(group.principal())) {
        view.setGroup(group.principal());
      }
    } catch (FileSystemException e) {
      throw new ControlRefusedException(
          "%s: %s cannot be given to the group %s: %s: be root, or in that group"
              .formatted(group.key(), path, group.principal().getName(), e.getReason()),
          e);
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
  }

  /** S_IFSOCK of inode(7) in st_mode. */
  private static boolean isSocket(Path path) throws IOException {
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & 0170000) == 0140000;
  }

  /** Not blocking: the queue of a listener that is stuck may be full. */
  private static boolean somebodyAnswers(Path path) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      channel.connect(address);
      return true;
    } catch (ConnectException refused) {
      return false;
    } catch (SocketException unclear) {
      return true; // EAGAIN says that the queue is full; only a refusal proves that nobody is there
    }
  }
}
