// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a process the only one of its kind for a state directory. The kernel gives the lock back
 * however the process ends, so nothing stale can be left.
 */
public final class ProcessLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("directord");

  private final List<FileChannel> channels;

  private ProcessLock(FileChannel... channels) {
    this.channels = List.of(channels);
  }

  /**
   * Takes the lock, and makes the directory if it is missing.
   *
   * @param name of the file, such as "director.lock"; holds the pid
   * @throws StartRefusedException 75 if another process holds it, 77 if the directory cannot be
   *     written
   */
  public static ProcessLock take(Path stateDirectory, String name) throws StartRefusedException {
    return new ProcessLock(lock(stateDirectory, name));
  }

  private static FileChannel lock(Path stateDirectory, String name) throws StartRefusedException {
    Path file = stateDirectory.resolve(name);
    FileChannel channel;
    try {
      Files.createDirectories(stateDirectory);
      // No links: root may take it too, in a directory of somebody with fewer rights.
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new StartRefusedException(
          e instanceof AccessDeniedException
              ? StartRefusedException.NO_PERMISSION
              : StartRefusedException.INTERNAL,
          "cannot write to the directory " + stateDirectory + ": " + e);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        sign(channel);
        return channel;
      }
      String holder = holder(channel);
      channel.close();
      throw new StartRefusedException(
          StartRefusedException.OCCUPIED,
          file
              + " is held by pid "
              + holder
              + ": it runs already; stop it, or use another"
              + " --state-dir");
    } catch (IOException e) {
      throw new StartRefusedException(
          StartRefusedException.INTERNAL, "cannot lock " + file + ": " + e.getMessage());
    }
  }

  /**
   * Takes the elector's lock. A disk that has become read-only must not keep an elector from coming
   * back to its addresses, nor anybody from releasing them, so there is a second one beside its
   * socket, in memory as a rule, and that one is always taken.
   *
   * @throws StartRefusedException as {@link #take}
   */
  public static ProcessLock ofElector(Path stateDirectory, Path socket)
      throws StartRefusedException {
    Path absolute = socket.toAbsolutePath();
    FileChannel inMemory = lock(absolute.resolveSibling(""), absolute.getFileName() + ".lock");
    if (isReadOnly(stateDirectory)) {
      return new ProcessLock(inMemory);
    }
    try {
      return new ProcessLock(inMemory, lock(stateDirectory, "elector.lock"));
    } catch (StartRefusedException e) {
      release(inMemory);
      throw e;
    }
  }

  private static boolean isReadOnly(Path directory) {
    try {
      return Files.exists(directory) && Files.getFileStore(directory).isReadOnly();
    } catch (IOException e) {
      // Whoever writes to it will say what is the matter.
      return false;
    }
  }

  /** For people; a full disk keeps nobody from the lock. */
  private static void sign(FileChannel channel) {
    ByteBuffer pid = StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n");
    try {
      channel.truncate(0);
      channel.write(pid);
    } catch (IOException e) {
      LOG.warn("cannot note who holds a lock: {}", e.getMessage());
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
  }

  @Override
  public void close() {
    channels.forEach(ProcessLock::release);
  }

  /** The end of the process would do the same. */
  private static void release(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("give a lock back", e);
    }
  }
}
