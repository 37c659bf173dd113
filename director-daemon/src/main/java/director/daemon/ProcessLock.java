// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes a process the only one of its kind for a state directory. The kernel gives the lock back
 * however the process ends, so nothing stale can be left.
 */
public final class ProcessLock implements AutoCloseable {
  private final FileChannel channel;

  private ProcessLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, and makes the directory if it is missing.
   *
   * @param name of the file, such as "director.lock"; holds the pid
   * @throws StartRefusedException 75 if another process holds it, 77 if the directory cannot be
   *     written
   */
  public static ProcessLock take(Path stateDirectory, String name) throws StartRefusedException {
    Path file = stateDirectory.resolve(name);
    FileChannel channel;
    try {
      Files.createDirectories(stateDirectory);
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StartRefusedException(
          e instanceof AccessDeniedException
              ? StartRefusedException.NO_PERMISSION
              : StartRefusedException.INTERNAL,
          "cannot write to the state directory " + stateDirectory + ": " + e);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return new ProcessLock(channel);
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

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
