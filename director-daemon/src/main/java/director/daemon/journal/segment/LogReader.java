// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Reads the files of a log piece by piece, and remembers which numbers are where, so that who reads
 * on a page at a time does not read what is before. For one thread.
 */
public final class LogReader {

  /** A page of some hundred records, and less than a file by far. */
  private static final int PIECE = 32 * 1024;

  /** Larger than any record. */
  private static final int LARGEST = 1 << 20;

  private final ToLongFunction<String> number;

  /** Of files, by their first number: at which offset a piece begins, by its first number. */
  private final Map<Long, NavigableMap<Long, Integer>> places = new HashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param number the number of a record; below 1 if it has none
   */
  public LogReader(ToLongFunction<String> number) {
    this.number = number;
  }

  /**
   * Hands over the records of a file, in their order. None of those left out at the beginning has a
   * number of {@code from} or more; some of those handed over may have a lower one. A file that has
   * been removed meanwhile, as the oldest is, has none.
   *
   * @param goOn takes a record, and says whether it wants more
   * @return whether it saw all of them
   * @throws IOException if the file cannot be read
   */
  public boolean read(Segment segment, long from, Predicate<String> goOn) throws IOException {
    NavigableMap<Long, Integer> known =
        places.computeIfAbsent(segment.first(), unknown -> new TreeMap<>());
    Map.Entry<Long, Integer> place = known.floorEntry(from);
    int start = place == null ? 0 : place.getValue();
    try (FileChannel file = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
      return read(file, start, segment.length(), known, goOn) && start == 0;
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  /** Forgets the files before that number. */
  public void forgetBefore(long first) {
    places.keySet().removeIf(segment -> segment < first);
  }

  private boolean read(
      FileChannel file, int start, int end, Map<Long, Integer> known, Predicate<String> goOn)
      throws IOException {
    Piece piece = new Piece(goOn);
    int offset = start;
    int size = PIECE;
    while (offset < end && !piece.isEnough) {
      byte[] bytes = bytes(file, offset, Math.min(size, end - offset));
      int whole = afterLastLineFeed(bytes);
      if (whole == 0 && size < LARGEST && bytes.length < end - offset) {
        size *= 2;
      } else {
        piece.first = 0;
        Frames.read(bytes, piece);
        if (piece.first > 0) {
          known.put(piece.first, offset);
        }
        // Without any line feed it is no record, and as much of it is passed over.
        offset += whole == 0 ? bytes.length : whole;
        size = PIECE;
      }
    }
    return !piece.isEnough;
  }

  private static byte[] bytes(FileChannel file, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = file.read(buffer, (long) offset + buffer.position());
    }
    return buffer.array();
  }

  private static int afterLastLineFeed(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Hands on, and notes the first number. */
  private final class Piece implements Predicate<String> {
    private final Predicate<String> goOn;
    private long first;
    private boolean isEnough;

    Piece(Predicate<String> goOn) {
      this.goOn = goOn;
    }

    @Override
    public boolean test(String record) {
      if (first == 0) {
        first = number.applyAsLong(record);
      }
      isEnough = !goOn.test(record);
      return !isEnough;
    }
  }
}
