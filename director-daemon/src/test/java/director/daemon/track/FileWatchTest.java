// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Waiting;
import director.daemon.local.NumberFile;
import director.daemon.local.state.NumberReading;
import director.daemon.local.state.NumberReading.Found;
import director.daemon.local.state.NumberReading.Missing;
import director.daemon.local.state.NumberReading.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @TempDir private Path directory;
  private Path file;
  private FileWatch watch;
  private volatile NumberReading seen = new Missing();

  @BeforeEach
  void begin() throws IOException {
    file = directory.resolve("drain");
    watch = new FileWatch();
  }

  @AfterEach
  void end() throws IOException {
    watch.close();
  }

  @Test
  @DisplayName("tells when a file comes, changes, is replaced, and goes")
  void tells() throws IOException {
    watch.watch("drain", file, () -> seen = NumberFile.read(file));

    Files.writeString(file, "5");
    Waiting.untilEquals(new Found(5), () -> seen);
    Files.writeString(file, "6\n");
    Waiting.untilEquals(new Found(6), () -> seen);
    Path other = Files.writeString(directory.resolve("other"), "7");
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    Waiting.untilEquals(new Found(7), () -> seen);
    Files.delete(file);
    Waiting.untilEquals(new Missing(), () -> seen);
  }

  @Test
  @DisplayName("tells each of two who watch the same file, and none that was forgotten")
  void two() throws IOException {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    watch.watch("first", file, first::countDown);
    watch.watch("second", file, second::countDown);
    watch.watch("forgotten", file, forgotten::countDown);
    watch.forget("forgotten");

    Files.writeString(file, "5");

    Waiting.forLatch(first);
    Waiting.forLatch(second);
    assertEquals(1, forgotten.getCount());
  }

  @Test
  @DisplayName("a directory that comes later, or is replaced, is watched when that is asked again")
  void lateDirectory() throws IOException {
    Path late = directory.resolve("late");
    Path inside = late.resolve("drain");
    watch.watch("drain", inside, () -> seen = NumberFile.read(inside));

    Files.createDirectory(late);
    watch.watch("drain", inside, () -> seen = NumberFile.read(inside));
    Files.writeString(inside, "5");
    Waiting.untilEquals(new Found(5), () -> seen);

    Files.delete(inside);
    Waiting.untilEquals(new Missing(), () -> seen);
    Files.delete(late);
    Files.createDirectory(late);
    watch.watch("drain", inside, () -> seen = NumberFile.read(inside));
    Files.writeString(inside, "6");
    Waiting.untilEquals(new Found(6), () -> seen);
  }

  @Test
  @DisplayName("what is no small regular file is not read")
  void unusable() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path large = Files.writeString(directory.resolve("long"), " ".repeat(65));

    assertEquals(new Unusable("is not a regular file"), NumberFile.read(pipe));
    assertEquals(new Unusable("is not a regular file"), NumberFile.read(directory));
    assertEquals(new Unusable("is longer than 64 bytes"), NumberFile.read(large));
    assertEquals(new Missing(), NumberFile.read(directory.resolve("gone")));
    assertEquals(
        new Missing(),
        NumberFile.read(
            Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("gone"))));
  }
}
