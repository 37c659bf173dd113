// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records in files {@code NAME-NUMBER.log}, each named after the number of its first record. The
 * oldest goes when there would be too many.
 *
 * <p>For one thread, but for {@link #segments}. After an exception the log is as it was before the
 * call, and the same may be tried again; what was cut off or vanished meanwhile is found then.
 */
public final class SegmentLog implements Closeable {

  /**
   * How large it may grow.
   *
   * @param segments at most, 2 or more
   * @param bytes of each, but for a record that is larger on its own
   */
  public record Bounds(int segments, int bytes) {}

  /** Of a file that is read; nothing of ours is larger. */
  private static final long MOST_AT_ONCE = 64L << 20;

  private final Path directory;
  private final String name;
  private final Bounds bounds;
  private final Output.Opening opening;

  /** Rotated away since the last sync, and not yet on the disk. */
  private final List<Output> behind = new ArrayList<>();

  private @Nullable Output output;
  private boolean unsynced;
  private boolean newFile;
  private volatile List<Segment> segments = List.of();
  private long last;
  private long torn;

  private SegmentLog(Path directory, String name, Bounds bounds, Output.Opening opening) {
    this.directory = directory;
    this.name = name;
    this.bounds = bounds;
    this.opening = opening;
  }

  /**
   * Makes the directory when there is none, and looks where the last run ended.
   *
   * @param number the number of a record; below 1 if it has none
   * @throws IOException if the directory can neither be read nor made
   */
  public static SegmentLog open(
      Path directory, String name, Bounds bounds, ToLongFunction<String> number)
      throws IOException {
    return open(directory, name, bounds, number, Output::ofFile);
  }

  static SegmentLog open(
      Path directory,
      String name,
      Bounds bounds,
      ToLongFunction<String> number,
      Output.Opening opening)
      throws IOException {
    SegmentLog log = new SegmentLog(directory, name, bounds, opening);
    log.makeDirectory();
    log.find(number);
    return log;
  }

  /** The oldest first. Thread-safe: what it tells is written, and stays unless it is removed. */
  public List<Segment> segments() {
    return segments;
  }

  /** The number of the last record; 0 before the first. */
  public long last() {
    return last;
  }

  /** How many bytes of the last run were no whole record any more, and are cut off. */
  public long torn() {
    return torn;
  }

  /**
   * Writes lines; they outlive this process at once, and a crash of the machine after {@link
   * #sync}.
   *
   * @param first number of the first; the others follow
   */
  public void append(long first, List<ByteBuffer> lines) throws IOException {
    int done = 0;
    while (done < lines.size()) {
      Segment segment = roomFor(first + done, lines.get(done).remaining());
      int fitting = fitting(lines, done, bounds.bytes() - segment.length());
      write(segment, lines.subList(done, done + fitting));
      done += fitting;
      last = first + done - 1;
    }
  }

  /** Waits for the disk, when there is something to wait for. */
  public void sync() throws IOException {
    try {
      for (Output full : behind) {
        full.sync();
      }
      closeBehind();
      if (output != null && unsynced) {
        output.sync();
        unsynced = false;
      }
      if (newFile) {
        syncDirectory();
        newFile = false;
      }
      if (output != null && !Files.exists(newest().file())) {
        throw new NoSuchFileException(newest().file() + " was removed");
      }
    } catch (IOException e) {
      giveUp(e);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      sync();
    } finally {
      closeBehind();
      closeOutput();
    }
  }

  private void write(Segment segment, List<ByteBuffer> lines) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(lines.stream().mapToInt(ByteBuffer::remaining).sum());
    lines.forEach(line -> all.put(line.duplicate()));
    int length = segment.length() + all.flip().remaining();
    try {
      opened(segment).write(all);
    } catch (IOException e) {
      giveUp(e);
      throw e;
    }
    unsynced = true;
    List<Segment> now = new ArrayList<>(segments);
    now.set(now.size() - 1, segment.grownTo(length));
    segments = List.copyOf(now);
  }

  /** How many of the lines fit; one does in any case. */
  private static int fitting(List<ByteBuffer> lines, int from, int room) {
    int to = from + 1;
    int bytes = lines.get(from).remaining();
    while (to < lines.size() && bytes + lines.get(to).remaining() <= room) {
      bytes += lines.get(to).remaining();
      to++;
    }
    return to - from;
  }

  private Segment roomFor(long first, int bytes) throws IOException {
    if (output == null && !segments.isEmpty() && !Files.exists(newest().file())) {
      segments = segments.stream().filter(segment -> Files.exists(segment.file())).toList();
    }
    if (segments.isEmpty()
        || (newest().length() > 0 && newest().length() + bytes > bounds.bytes())) {
      rotate(first);
    }
    return newest();
  }

  private void rotate(long first) throws IOException {
    makeDirectory();
    List<Segment> now = new ArrayList<>(segments);
    while (now.size() >= bounds.segments()) {
      Files.deleteIfExists(now.remove(0).file());
      segments = List.copyOf(now);
    }
    if (output != null) {
      behind.add(output);
      output = null;
    }
    // More of them are gone already.
    while (behind.size() > bounds.segments()) {
      behind.remove(0).close();
    }
    now.add(new Segment(first, directory.resolve("%s-%018d.log".formatted(name, first)), 0));
    segments = List.copyOf(now);
    newFile = true;
  }

  private Output opened(Segment segment) throws IOException {
    Output open = output;
    if (open == null) {
      open = opening.open(segment.file(), segment.length());
      output = open;
    }
    return open;
  }

  private Segment newest() {
    return segments.get(segments.size() - 1);
  }

  /** The next time it is opened again, and what is beyond its length cut off. */
  private void giveUp(IOException why) {
    try {
      closeBehind();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    try {
      closeOutput();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private void closeBehind() throws IOException {
    while (!behind.isEmpty()) {
      behind.remove(0).close();
    }
  }

  private void closeOutput() throws IOException {
    Output open = output;
    output = null;
    if (open != null) {
      open.close();
    }
  }

  private void makeDirectory() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      newFile = true;
    }
  }

  /** So that the name of a new file is there after a crash of the machine. */
  private void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void find(ToLongFunction<String> number) throws IOException {
    Pattern form = Pattern.compile(Pattern.quote(name) + "-([0-9]{18})\\.log");
    List<Segment> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        Matcher matcher = form.matcher(file.getFileName().toString());
        if (matcher.matches() && Files.isRegularFile(file)) {
          int length = (int) Math.min(Files.size(file), MOST_AT_ONCE);
          found.add(new Segment(Long.parseLong(matcher.group(1)), file, length));
        }
      }
    }
    if (!found.isEmpty()) {
      Segment newest = found.remove(found.size() - 1);
      last = newest.first() - 1;
      int good =
          Frames.read(
              newest.bytes(),
              record -> {
                last = Math.max(last, number.applyAsLong(record));
                return true;
              });
      torn = (long) newest.length() - good;
      found.add(newest.grownTo(good));
    }
    segments = List.copyOf(found);
  }
}
