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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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

  private ProcessLock(FileChannel channel) {
    this(List.of(channel));
  }

  private ProcessLock(List<FileChannel> channels) {
    this.channels = List.copyOf(channels);
  }

  /** A file cannot be opened for writing; the failure says why. */
  private static final class UnwritableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    UnwritableException(Path directory, IOException failure) {
      super("cannot write to the directory " + directory + ": " + failure, failure);
      this.failure = failure;
    }

    IOException failure() {
      return failure;
    }
  }

  /**
   * Takes the lock, and makes the directory if it is missing.
   *
   * @param name of the file, such as "director.lock"; holds the pid
   * @throws StartRefusedException 75 if another process holds it, 77 if the directory cannot be
   *     written
   */
  public static ProcessLock take(Path stateDirectory, String name) throws StartRefusedException {
    return new ProcessLock(demand(stateDirectory, name, "--state-dir"));
  }

  /**
   * Takes the director's lock. Where nothing can be written, on a disk that is read-only or full,
   * servers must be checked all the same. So there is a second one beside its control socket, in
   * memory as a rule, which is always taken; the first is then only looked at, so that a director
   * that holds it, or wants to, is noticed.
   *
   * @throws StartRefusedException as {@link #take}
   */
  public static ProcessLock ofDirector(Path stateDirectory, Path controlSocket)
      throws StartRefusedException {
    return ofBoth(stateDirectory, "director.lock", controlSocket, "--control-socket");
  }

  /**
   * Takes the elector's lock, in the same way: a disk that takes nothing must not keep an elector
   * from coming back to its addresses, nor anybody from releasing them.
   *
   * @throws StartRefusedException as {@link #take}
   */
  public static ProcessLock ofElector(Path stateDirectory, Path socket)
      throws StartRefusedException {
    return ofBoth(stateDirectory, "elector.lock", socket, "--socket");
  }

  private static ProcessLock ofBoth(Path stateDirectory, String name, Path socket, String option)
      throws StartRefusedException {
    List<FileChannel> taken = new ArrayList<>(inState(stateDirectory, name));
    Path absolute = socket.toAbsolutePath();
    try {
      taken.add(demand(absolute.resolveSibling(""), absolute.getFileName() + ".lock", option));
      return new ProcessLock(taken);
    } catch (StartRefusedException e) {
      taken.forEach(ProcessLock::release);
      throw e;
    }
  }

  /** One, or none where there is no file and none can be made. */
  private static List<FileChannel> inState(Path directory, String name)
      throws StartRefusedException {
    Path file = directory.resolve(name);
    try {
      return List.of(hold(file, writing(file), false, "--state-dir"));
    } catch (UnwritableException e) {
      // A directory that is another's would look like an empty one: what is kept there is not seen.
      if (!DiskRefusal.is(e.failure(), directory)) {
        throw refusal(e.failure(), String.valueOf(e.getMessage()));
      }
      LOG.warn("{}; goes on, and keeps nothing for a restart until it can", e.getMessage());
    }
    try {
      return List.of(hold(file, reading(file), true, "--state-dir"));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw refusal(e, "cannot read " + file + ": " + e);
    }
  }

  private static StartRefusedException refusal(IOException failure, String sentence) {
    return new StartRefusedException(
        failure instanceof AccessDeniedException
            ? StartRefusedException.NO_PERMISSION
            : StartRefusedException.INTERNAL,
        sentence);
  }

  private static FileChannel demand(Path directory, String name, String option)
      throws StartRefusedException {
    Path file = directory.resolve(name);
    try {
      return hold(file, writing(file), false, option);
    } catch (UnwritableException e) {
      throw refusal(e.failure(), String.valueOf(e.getMessage()));
    }
  }

  private static FileChannel writing(Path file) throws UnwritableException {
    Path directory = file.resolveSibling("");
    try {
      Files.createDirectories(directory);
      // No links: root may take it too, in a directory of somebody with fewer rights.
      return FileChannel.open(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UnwritableException(directory, e);
    }
  }

  private static FileChannel reading(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * @param shared with others who cannot write either: it keeps those out who can
   * @param option where somebody else has it, another value of this one helps
   */
  private static FileChannel hold(Path file, FileChannel channel, boolean shared, String option)
      throws StartRefusedException {
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      if (lock == null) {
        String holder = holder(channel);
        channel.close();
        throw new StartRefusedException(
            StartRefusedException.OCCUPIED,
            "%s is held by %s: it runs already; stop it, or use another %s"
                .formatted(file, holder, option));
      }
      if (!shared) {
        sign(channel);
      }
      return channel;
    } catch (IOException e) {
      throw new StartRefusedException(
          StartRefusedException.INTERNAL, "cannot lock " + file + ": " + e.getMessage());
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

  /** Who shares it has not signed, so what the file says is of a former one. */
  private static String holder(FileChannel channel) throws IOException {
    FileLock beside = channel.tryLock(0, Long.MAX_VALUE, true);
    String pid = beside == null ? signed(channel) : "";
    return pid.isEmpty() ? "another process" : "pid " + pid;
  }

  private static String signed(FileChannel channel) throws IOException {
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
