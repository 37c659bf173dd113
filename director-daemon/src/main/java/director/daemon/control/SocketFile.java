// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of a listening Unix socket: makes room for it, and says who may use it. */
final class SocketFile {
  /** sun_path of unix(7), less the closing zero. */
  private static final int LONGEST_PATH = 107;

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

  /** 0660: for the owner and the group of the daemon. */
  static void restrict(Path path) throws IOException {
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
