// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.journal.segment.Frames;
import director.daemon.journal.segment.Segment;
import director.daemon.journal.segment.SegmentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on disk, three days of them, and the last hour in memory. What cannot be written is
 * there in memory for that hour. One thread adds, another reads.
 */
final class ConditionLog {
  private static final SegmentLog.Bounds BOUNDS = new SegmentLog.Bounds(8, 4 << 20);
  private static final int REMEMBERED = 3600;

  /** Of seconds in one answer: a day. */
  private static final int MOST = 86_400;

  /** A crash of the machine takes so many with it, and spares its disk as many waits. */
  private static final int SYNC_EVERY = 10;

  private final Path directory;
  private final SegmentLog.Bounds bounds;
  private final Deque<Condition> recent = new ArrayDeque<>();
  private volatile @Nullable SegmentLog log;
  private volatile @Nullable String problem;
  private int unsynced;

  ConditionLog(Path directory) {
    this(directory, BOUNDS);
  }

  ConditionLog(Path directory, SegmentLog.Bounds bounds) {
    this.directory = directory;
    this.bounds = bounds;
  }

  void add(Condition condition) {
    remember(condition);
    try {
      SegmentLog open = opened();
      // A clock that was set back does not set the numbers back.
      long number = Math.max(condition.time().getEpochSecond(), open.last() + 1);
      open.append(number, List.of(Frames.line(ConditionText.of(condition))));
      if (++unsynced >= SYNC_EVERY) {
        unsynced = 0;
        open.sync();
      }
      problem = null;
    } catch (IOException e) {
      problem = "the director's condition cannot be recorded: " + e;
    }
  }

  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** The oldest first, a day of them at most. */
  List<Condition> read(Instant since, Instant until) throws IOException {
    List<Condition> memory = remembered();
    Instant before = memory.isEmpty() ? Instant.MAX : memory.get(0).time();
    List<Condition> found = new ArrayList<>();
    if (since.isBefore(before)) {
      List<Segment> all = segments();
      for (int i = 0; i < all.size(); i++) {
        // No condition has a number below its second, so that older files can be passed over.
        if (i + 1 == all.size() || all.get(i + 1).first() > since.getEpochSecond()) {
          read(all.get(i), since, before.isBefore(until) ? before : until, found);
        }
      }
    }
    memory.stream()
        .filter(condition -> isIn(condition.time(), since, until))
        .limit(MOST - found.size())
        .forEach(found::add);
    return List.copyOf(found);
  }

  void close() {
    SegmentLog open = log;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        problem = "the director's condition cannot be recorded: " + e;
      }
    }
  }

  private static void read(Segment segment, Instant since, Instant until, List<Condition> found)
      throws IOException {
    Frames.read(
        segment.bytes(),
        line -> {
          if (ConditionText.time(line).filter(time -> isIn(time, since, until)).isPresent()) {
            ConditionText.read(line).ifPresent(found::add);
          }
          return found.size() < MOST;
        });
  }

  private static boolean isIn(Instant time, Instant since, Instant until) {
    return !time.isBefore(since) && time.isBefore(until);
  }

  private synchronized SegmentLog opened() throws IOException {
    SegmentLog open = log;
    if (open == null) {
      open = SegmentLog.open(directory, "conditions", bounds, ConditionText::number);
      log = open;
    }
    return open;
  }

  /** Without a disk there is what is in memory. */
  private List<Segment> segments() {
    try {
      return opened().segments();
    } catch (IOException told) {
      return List.of(); // By whoever adds, in problem().
    }
  }

  private synchronized void remember(Condition condition) {
    recent.addLast(condition);
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
  }

  private synchronized List<Condition> remembered() {
    return List.copyOf(recent);
  }
}
