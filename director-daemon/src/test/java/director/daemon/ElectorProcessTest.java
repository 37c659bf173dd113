// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectorProcessTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  @AfterEach
  void killElectors() throws IOException {
    for (String pid : started()) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  @DisplayName("starts the launcher as an elector that awaits orders, at our socket and state")
  void commandLine() throws IOException {
    ElectorProcess elector = elector();

    assertTrue(elector.start());

    awaitStarted(1);
    assertEquals(
        "vrrp --await-orders --socket %1$s/run/elector.sock --state-dir %1$s/state\n"
            .formatted(directory),
        Files.readString(directory.resolve("arguments")));
  }

  @Test
  @DisplayName("the elector leads a session of its own, out of reach of the terminal's signals")
  void ownSession() throws IOException {
    elector().start();
    awaitStarted(1);
    String pid = started().get(0);

    String stat = Files.readString(Path.of("/proc", pid, "stat"));

    // proc(5): pid (comm) state ppid pgrp session
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    assertEquals(pid, words[2]);
    assertEquals(pid, words[3]);
  }

  @Test
  @DisplayName("is started once while it runs, and again when it has ended")
  void oneAtATime() throws Exception {
    ElectorProcess elector = elector();
    elector.start();
    awaitStarted(1);
    long pid = Long.parseLong(started().get(0));

    boolean second = elector.start();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertTrue(ElectorProcess.awaitEnd(pid, LONG));
    Waiting.until(
        () -> {
          try {
            return elector.start();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        () -> "still taken for alive");
    awaitStarted(2);

    assertFalse(second);
    assertEquals(2, started().size());
  }

  @Test
  @DisplayName("a process that does not end in time is told from one that is gone")
  void awaitsEnd() throws Exception {
    elector().start();
    awaitStarted(1);
    long pid = Long.parseLong(started().get(0));

    boolean early = ElectorProcess.awaitEnd(pid, Duration.ofMillis(1));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    boolean ended = ElectorProcess.awaitEnd(pid, LONG);
    boolean longGone = ElectorProcess.awaitEnd(pid, LONG);

    assertEquals(List.of(false, true, true), List.of(early, ended, longGone));
  }

  private ElectorProcess elector() throws IOException {
    Path launcher = directory.resolve("directord");
    if (!Files.exists(launcher)) {
      Files.writeString(
          launcher,
          """
          #!/bin/sh
          echo "$*" > %1$s/arguments
          echo $$ >> %1$s/pids
          exec sleep 600 >/dev/null 2>&1 </dev/null
          """
              .formatted(directory));
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return new ElectorProcess(
        launcher,
        new Options(
            directory.resolve("director.conf"),
            directory.resolve("state"),
            directory.resolve("run/control.sock"),
            false));
  }

  private void awaitStarted(int count) {
    Waiting.until(() -> started().size() >= count, () -> "started: " + started());
  }

  private List<String> started() {
    Path pids = directory.resolve("pids");
    try {
      return Files.exists(pids) ? Files.readAllLines(pids) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
