// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bytes in memory, in blocks that many can be sent of at once: whoever sends holds one of them, and
 * none needs a stretch of memory as long as the whole.
 */
final class Blocks extends OutputStream {
  private volatile List<byte[]> full = new ArrayList<>();
  private final AtomicInteger readers = new AtomicInteger();
  private byte[] last = new byte[512];
  private int used;
  private long length;

  static Blocks of(byte[] bytes) {
    Blocks blocks = new Blocks();
    blocks.write(bytes, 0, bytes.length);
    blocks.close();
    return blocks;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    int done = 0;
    while (done < count) {
      if (used == last.length) {
        grow(count - done);
      }
      int now = Math.min(count - done, last.length - used);
      System.arraycopy(bytes, from + done, last, used, now);
      used += now;
      done += now;
    }
    length += count;
  }

  /** The last block is made longer up to its good size; then another one is begun. */
  private void grow(int toCome) {
    if (last.length < Pieces.GOOD_SIZE) {
      int wanted = Math.max(last.length * 4, used + toCome);
      last = Arrays.copyOf(last, Math.min(wanted, Pieces.GOOD_SIZE));
    } else {
      full.add(last);
      last = new byte[Pieces.GOOD_SIZE];
      used = 0;
    }
  }

  /** Nothing more is written. */
  @Override
  public void close() {
    if (used > 0) {
      full.add(used == last.length ? last : Arrays.copyOf(last, used));
      used = 0;
      last = new byte[0];
    }
  }

  long length() {
    return length;
  }

  /** Whether somebody is still to get some of it. */
  boolean isRead() {
    return readers.get() > 0;
  }

  /** Frees the memory; whoever asks for a further piece is told that there is none. */
  void giveUp() {
    full = List.of();
  }

  /** To be sent once; as often as one likes, and at the same time. */
  Pieces pieces() {
    readers.incrementAndGet();
    return new Reading();
  }

  private final class Reading implements Pieces {
    private int at;
    private long told;
    private boolean closed;

    @Override
    public CompletionStage<Optional<byte[]>> next() {
      List<byte[]> blocks = full;
      if (told == length) {
        return completedStage(Optional.empty());
      }
      if (at >= blocks.size()) {
        return failedStage(new IOException("given up, as it is taken too slowly"));
      }
      byte[] next = blocks.get(at++);
      told += next.length;
      return completedStage(Optional.of(next));
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        readers.decrementAndGet();
      }
    }
  }
}
