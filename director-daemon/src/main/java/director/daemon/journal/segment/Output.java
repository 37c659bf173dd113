// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that is written at its end: what a disk does for us, and may fail to do. */
interface Output extends Closeable {

  /** All of it, or an exception; then part of it may be there. */
  void write(ByteBuffer bytes) throws IOException;

  /** Waits until the disk has what was written. */
  void sync() throws IOException;

  /** Opens files, or says why it cannot. */
  @FunctionalInterface
  interface Opening {
    /**
     * Opens it for writing at its end.
     *
     * @param length what is beyond is cut off
     */
    Output open(Path file, long length) throws IOException;
  }

  /** A file for its owner only, made when it is not there. */
  static Output ofFile(Path file, long length) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      channel.truncate(length).position(length);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }

      @Override
      public void sync() throws IOException {
        channel.force(false);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
