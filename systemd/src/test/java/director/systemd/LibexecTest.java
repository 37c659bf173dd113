// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the elector's unit, with a systemctl and a directord that only write down. */
class LibexecTest {
  private static final Path SCRIPTS = Path.of("libexec").toAbsolutePath();
  private static final String OTHERS = "11 other.service restart running\n";

  /** In seconds since the start of the machine. */
  private static final long NOW = 100_000;

  @TempDir private Path folder;

  @BeforeEach
  void lay() throws IOException {
    for (String name : List.of("bin", "home", "home/bin", "state", "run")) {
      Files.createDirectory(folder.resolve(name));
    }
    script(
        "bin/systemctl",
        "case $1 in list-jobs) cat '%1$s/jobs' ;; show) cat '%1$s/'\"$3\" ;; esac"
            .formatted(folder));
    script(
        "bin/sleep",
        """
        cd '%s' || exit 1
        read -r up <uptime
        echo $((up + 1)) >uptime
        [ ! -e jobs.later ] || mv jobs.later jobs"""
            .formatted(folder));
    Files.writeString(folder.resolve("uptime"), NOW + "\n");
    script("home/bin/directord", "echo \"$@\" >>'%s/released'".formatted(folder));
    jobs("");
    life(0, 0);
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void jobs(String job) throws IOException {
    jobs("jobs", job);
  }

  /** From the first second on that somebody lets pass. */
  private void laterJobs(String job) throws IOException {
    jobs("jobs.later", job);
  }

  private void jobs(String file, String job) throws IOException {
    String ours = job.isEmpty() ? "" : "12 directord-vrrp.service " + job + " running\n";
    Files.writeString(folder.resolve(file), OTHERS + ours);
  }

  /** How many seconds have passed. */
  private long waited() throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("uptime")).strip()) - NOW;
  }

  /** When the unit was last active, in seconds since the start of the machine. */
  private void life(long began, long ended) throws IOException {
    Files.writeString(folder.resolve("ActiveEnterTimestampMonotonic"), began + "000000\n");
    Files.writeString(folder.resolve("ActiveExitTimestampMonotonic"), ended + "000000\n");
  }

  private void patience(long seconds) throws IOException {
    Files.writeString(folder.resolve("state/elector-patience"), seconds + "\n");
  }

  /** What directord was told to do. */
  private String ended(String result, String code, String status)
      throws IOException, InterruptedException {
    Files.deleteIfExists(folder.resolve("released"));
    run(
        "elector-stopped",
        Map.of("SERVICE_RESULT", result, "EXIT_CODE", code, "EXIT_STATUS", status));
    Path released = folder.resolve("released");
    return Files.exists(released) ? Files.readString(released).strip() : "";
  }

  private void run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("dash", SCRIPTS.resolve(script).toString()).redirectErrorStream(true);
    Map<String, String> around = new TreeMap<>(environment);
    around.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    around.put("DIRECTORD_HOME", folder.resolve("home").toString());
    around.put("STATE_DIRECTORY", folder.resolve("state").toString());
    around.put("DOWN_SINCE", folder.resolve("run/down-since").toString());
    around.put("STOP_ORDERED", folder.resolve("run/stop-ordered").toString());
    around.put("UPTIME", folder.resolve("uptime").toString());
    builder.environment().putAll(around);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", said, script + " says");
    assertEquals(0, process.waitFor(), script);
  }

  private String release() {
    return "release --state-dir " + folder.resolve("state");
  }

  @Test
  @DisplayName("after a stop nothing is left, whatever the elector came to take away by itself")
  void stopped() throws IOException, InterruptedException {
    jobs("stop");

    String told = ended("success", "exited", "0");

    assertEquals(release(), told);
  }

  @Test
  @DisplayName("the start that follows a restart fails for good: what was kept for it goes")
  void startPrevented() throws IOException, InterruptedException {
    life(NOW - 5000, NOW - 1);
    jobs("start");

    assertEquals(release(), ended("exit-code", "exited", "77"));
  }

  /** As elector-stop and the elector leave it. */
  private void leftForRestart() throws IOException {
    Files.writeString(folder.resolve("run/stop-ordered"), "");
    Files.writeString(folder.resolve("state/elector-farewell.json"), "{}");
    patience(12);
    life(NOW - 5000, NOW - 3);
  }

  @Test
  @DisplayName("what was kept for a restart that fails goes when a backup has taken over")
  void restartFailsForGood() throws IOException, InterruptedException {
    leftForRestart();
    jobs("restart");
    assertEquals("", ended("success", "exited", "0"));
    jobs("start");

    assertEquals(release(), ended("exit-code", "exited", "77"));
    assertEquals(9, waited());
  }

  @Test
  @DisplayName("so does what an elector left that was killed, and whose start fails for good")
  void diedAndFailsForGood() throws IOException, InterruptedException {
    patience(12);
    life(NOW - 5000, NOW - 1);
    assertEquals("", ended("signal", "killed", "KILL"));

    assertEquals(release(), ended("exit-code", "exited", "77"));
    assertEquals(11, waited());
  }

  @Test
  @DisplayName("a restart that was cancelled leaves nothing when a backup has taken over")
  void restartCancelled() throws IOException, InterruptedException {
    leftForRestart();

    assertEquals(release(), ended("success", "exited", "0"));
    assertEquals(9, waited());
    assertFalse(Files.exists(folder.resolve("run/stop-ordered")));
  }

  @Test
  @DisplayName("who is started after all, after a restart that was cancelled, finds all as it was")
  void cancelledAndStarted() throws IOException, InterruptedException {
    leftForRestart();
    laterJobs("start");

    assertEquals("", ended("success", "exited", "0"));
    assertEquals(1, waited());
  }

  @Test
  @DisplayName("who is stopped after all leaves nothing at once")
  void cancelledAndStopped() throws IOException, InterruptedException {
    leftForRestart();
    laterJobs("stop");

    assertEquals(release(), ended("success", "exited", "0"));
    assertEquals(1, waited());
  }

  @Test
  @DisplayName("a stop that was cancelled has no backups to wait for: it resigned")
  void stopCancelled() throws IOException, InterruptedException {
    leftForRestart();
    Files.delete(folder.resolve("state/elector-farewell.json"));

    assertEquals(release(), ended("success", "exited", "0"));
    assertEquals(0, waited());
  }

  @Test
  @DisplayName("nobody waits for longer than systemd lets it, whatever the file says")
  void bounded() throws IOException, InterruptedException {
    leftForRestart();
    patience(1000);

    assertEquals(release(), ended("success", "exited", "0"));
    assertEquals(45, waited());
  }

  @Test
  @DisplayName("a start that fails is tried again, until the backups have taken over")
  void startFails() throws IOException, InterruptedException {
    patience(12);
    jobs("start");
    life(NOW - 5000, NOW - 8);
    assertEquals("", ended("exit-code", "exited", "70"));

    life(NOW - 5000, NOW - 14);
    assertEquals(release(), ended("exit-code", "exited", "70"));
  }

  @Test
  @DisplayName("what user directord wrote is a number, or is not read")
  void trustsNobody() throws IOException, InterruptedException {
    Path trace = folder.resolve("trace");
    Files.writeString(folder.resolve("state/elector-patience"), "a[$(touch " + trace + ")]");
    life(NOW - 5000, NOW);

    assertEquals("", ended("signal", "killed", "KILL"));
    assertFalse(Files.exists(trace));
  }

  @Test
  @DisplayName("who was killed by a stop is not brought back: what it left goes")
  void killedByStop() throws IOException, InterruptedException {
    jobs("stop");

    String told = ended("timeout", "killed", "KILL");

    assertEquals(release(), told);
  }

  @Test
  @DisplayName("a restart that was called off: what was kept for it goes")
  void leftAndStopped() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("state/elector-farewell.json"), "{}");
    jobs("stop");

    String told = ended("success", "exited", "0");

    assertEquals(release(), told);
  }

  @Test
  @DisplayName("a restart keeps everything, however the elector ended")
  void restarted() throws IOException, InterruptedException {
    jobs("restart");

    assertEquals("", ended("success", "exited", "0"));
    assertEquals("", ended("timeout", "killed", "KILL"));
    assertEquals("", ended("exit-code", "exited", "77"));
  }

  @Test
  @DisplayName("who crashed after a long life is started again, and keeps everything")
  void crashed() throws IOException, InterruptedException {
    life(NOW - 5000, NOW);

    assertEquals("", ended("signal", "killed", "KILL"));
    assertEquals("", ended("exit-code", "exited", "70"));
  }

  @Test
  @DisplayName("an exit status after which systemd starts none is the end: what it left goes")
  void prevented() throws IOException, InterruptedException {
    life(NOW - 5000, NOW);

    assertEquals(release(), ended("exit-code", "exited", "77"));
    Path unit = SCRIPTS.resolveSibling("units/directord-vrrp.service");
    assertTrue(Files.readAllLines(unit).contains("RestartPreventExitStatus=77"), "the unit's");
  }

  @Test
  @DisplayName("who never gets ready again is given up when the backups have taken over")
  void crashLoop() throws IOException, InterruptedException {
    patience(12);
    life(NOW - 5000, NOW - 8);
    assertEquals("", ended("exit-code", "exited", "70"));

    life(NOW - 5000, NOW - 14);
    assertEquals(release(), ended("exit-code", "exited", "70"));
  }

  @Test
  @DisplayName("lives too short to speak do not count as lives")
  void shortLives() throws IOException, InterruptedException {
    patience(12);
    life(NOW - 5000, NOW - 20);
    patience(100);
    assertEquals("", ended("signal", "killed", "SEGV"));
    patience(12);
    life(NOW - 2, NOW);

    String told = ended("signal", "killed", "SEGV");

    assertEquals(release(), told);
  }

  @Test
  @DisplayName("after a release the count begins anew")
  void afterRelease() throws IOException, InterruptedException {
    patience(12);
    life(NOW - 5000, NOW - 14);
    assertEquals(release(), ended("exit-code", "exited", "70"));
    life(NOW - 1, NOW);

    assertEquals("", ended("exit-code", "exited", "70"));
  }

  @Test
  @DisplayName("a restart sends SIGUSR1 and waits for the end; a stop leaves all to systemd")
  void leaves() throws IOException, InterruptedException {
    Process elector = new ProcessBuilder("sleep", "60").start();
    Map<String, String> main = Map.of("MAINPID", Long.toString(elector.pid()));
    jobs("stop");
    run("elector-stop", main);
    assertTrue(elector.isAlive(), "a stop has signalled it");

    jobs("restart");
    run("elector-stop", main);

    assertEquals(128 + 10, elector.waitFor());
    assertTrue(Files.exists(folder.resolve("run/stop-ordered")), "elector-stopped is not told");
  }

  @Test
  @DisplayName("whom the kernel killed for its memory, systemd stops by no job: all is kept for it")
  void outOfMemory() throws IOException, InterruptedException {
    life(NOW - 5000, NOW);

    run("elector-stop", Map.of("MAINPID", "4194305"));

    assertEquals("", ended("oom-kill", "killed", "KILL"));
  }

  @Test
  @DisplayName("a stop is told to elector-stopped, and the elector resigns by itself")
  void stopOrdered() throws IOException, InterruptedException {
    Process elector = new ProcessBuilder("sleep", "60").start();
    jobs("stop");

    run("elector-stop", Map.of("MAINPID", Long.toString(elector.pid())));
    boolean alive = elector.isAlive();
    elector.destroy();
    elector.waitFor();

    assertTrue(alive);
    assertTrue(Files.exists(folder.resolve("run/stop-ordered")), "elector-stopped is not told");
  }

  @Test
  @DisplayName("a restart of somebody else is none of ours, and who is dead needs no signal")
  void ofOthers() throws IOException, InterruptedException {
    Process elector = new ProcessBuilder("sleep", "60").start();

    run("elector-stop", Map.of("MAINPID", Long.toString(elector.pid())));
    boolean alive = elector.isAlive();
    elector.destroy();
    elector.waitFor();
    jobs("restart");
    run("elector-stop", Map.of());

    assertTrue(alive);
  }
}
