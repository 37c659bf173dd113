// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import director.daemon.journal.segment.SegmentLog.Bounds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/**
 * Real files on a disk that has room for so many bytes: the write that does not fit is done in
 * part, as Linux does it, and then says so.
 */
public final class SmallDisk {
  private long free;
  private boolean broken;
  private int syncs;

  public SmallDisk(long free) {
    this.free = free;
  }

  public void free(long bytes) {
    free = bytes;
  }

  /** What it is told to write to the platters from now on, it cannot. */
  public void broken(boolean now) {
    broken = now;
  }

  int syncs() {
    return syncs;
  }

  public SegmentLog open(Path directory, Bounds bounds, ToLongFunction<String> number)
      throws IOException {
    return SegmentLog.open(directory, "events", bounds, number, this::open);
  }

  private Output open(Path file, long length) throws IOException {
    Output real = Output.ofFile(file, length);
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        int fitting = (int) Math.min(free, bytes.remaining());
        boolean all = fitting == bytes.remaining();
        free -= fitting;
        real.write(bytes.slice().limit(fitting));
        if (!all) {
          throw new IOException("No space left on device");
        }
      }

      @Override
      public void sync() throws IOException {
        syncs++;
        if (broken) {
          throw new IOException("Input/output error");
        }
        real.sync();
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }
}
