// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessLockTest {
  @TempDir Path directory;

  @Test
  @DisplayName("makes the state directory, and writes who it is")
  void takes() throws Exception {
    Path state = directory.resolve("var/lib/directord");

    try (ProcessLock lock = ProcessLock.take(state, "director.lock")) {
      assertEquals(
          ProcessHandle.current().pid() + "\n", Files.readString(state.resolve("director.lock")));
      assertTrue(lock != null);
    }
  }

  @Test
  @DisplayName("a second process is told who holds it and what to do, and leaves the pid as it was")
  void second() throws Exception {
    Process holder = LockHolder.start(directory, "director.lock");
    try {
      StartRefusedException refusal =
          assertThrows(
              StartRefusedException.class, () -> ProcessLock.take(directory, "director.lock"));

      assertEquals(75, refusal.exitStatus());
      assertEquals(
          directory.resolve("director.lock")
              + " is held by pid "
              + holder.pid()
              + ": it runs already; stop it, or use another --state-dir",
          refusal.getMessage());
      assertEquals(holder.pid() + "\n", Files.readString(directory.resolve("director.lock")));
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  @DisplayName("director and elector do not lock each other out")
  void otherName() throws Exception {
    Process holder = LockHolder.start(directory, "elector.lock");
    try {
      ProcessLock.take(directory, "director.lock").close();
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  @DisplayName("a process that was killed holds nothing any more, whatever its file says")
  void killed() throws Exception {
    LockHolder.start(directory, "director.lock").destroyForcibly().waitFor();

    ProcessLock.take(directory, "director.lock").close();

    assertEquals(
        ProcessHandle.current().pid() + "\n", Files.readString(directory.resolve("director.lock")));
  }

  @Test
  @DisplayName("given back, it can be taken again")
  void givenBack() throws Exception {
    ProcessLock.take(directory, "director.lock").close();

    Process holder = LockHolder.start(directory, "director.lock");

    holder.outputWriter().close();
    assertEquals(0, holder.waitFor());
  }

  @Test
  @DisplayName("a state directory that cannot be made is named; it need not be a missing privilege")
  void unwritable() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    Path state = file.resolve("state");

    StartRefusedException refusal =
        assertThrows(StartRefusedException.class, () -> ProcessLock.take(state, "director.lock"));

    assertEquals(70, refusal.exitStatus());
    assertEquals(
        "cannot write to the directory "
            + state
            + ": java.nio.file.FileSystemException: "
            + state
            + ": Not a directory",
        refusal.getMessage());
  }

  @Nested
  @DisplayName("where the disk of the state directory takes nothing")
  class Unwritable {
    private Path disk;
    private Path state;
    private Path socket;

    @BeforeEach
    void name() throws Exception {
      assumeTrue(
          new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
          "only root mounts disks");
      disk = Files.createDirectory(directory.resolve("disk"));
      state = disk.resolve("state");
      socket = directory.resolve("run/control.sock");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "mount --bind %1$s %1$s; mount -o remount,bind,ro %1$s",
          "mount -t tmpfs -o nr_inodes=1 none %s",
        })
    @DisplayName("a director has the lock beside its control socket, and there is no second one")
    void besideTheSocket(String mount) throws Exception {
      Process holder = LockHolder.startDirector(state, socket, mount.formatted(disk));
      try {
        StartRefusedException refusal =
            assertThrows(StartRefusedException.class, () -> ProcessLock.ofDirector(state, socket));

        assertEquals(
            directory.resolve("run/control.sock.lock")
                + " is held by pid "
                + holder.pid()
                + ": it runs already; stop it, or use another --control-socket",
            refusal.getMessage());
        assertEquals(75, refusal.exitStatus());
      } finally {
        holder.destroyForcibly().waitFor();
      }
    }

    @Test
    @DisplayName("who can write is kept out by one who could not, and is not told a former pid")
    void keepsOut() throws Exception {
      Files.createDirectory(state);
      Path lock = Files.writeString(state.resolve("director.lock"), "4711\n");
      String readOnly = "mount --bind %1$s %1$s; mount -o remount,bind,ro %1$s".formatted(disk);
      Process holder = LockHolder.startDirector(state, socket, readOnly);
      try {
        StartRefusedException refusal =
            assertThrows(
                StartRefusedException.class,
                () -> ProcessLock.ofDirector(state, directory.resolve("run/other.sock")));

        assertEquals(75, refusal.exitStatus());
        assertEquals(
            lock
                + " is held by another process: it runs already; stop it, or use another"
                + " --state-dir",
            refusal.getMessage());
      } finally {
        holder.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  @DisplayName("a state directory that cannot be written for another reason keeps a director out")
  void noDisk() throws Exception {
    Path state = Files.writeString(directory.resolve("file"), "").resolve("state");

    StartRefusedException refusal =
        assertThrows(
            StartRefusedException.class,
            () -> ProcessLock.ofDirector(state, directory.resolve("run/control.sock")));

    assertEquals(70, refusal.exitStatus());
  }
}
