// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.track.state.ProcessPattern;
import director.daemon.track.state.ProcessPattern.CommandLine;
import director.daemon.track.state.ProcessPattern.Name;
import director.daemon.track.state.ProcessPattern.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessScanTest {
  @TempDir private Path proc;

  private void process(int pid, String name, char state, String... arguments) throws IOException {
    Path directory = Files.createDirectory(proc.resolve(String.valueOf(pid)));
    Files.writeString(
        directory.resolve("stat"), pid + " (" + name + ") " + state + " 1 1 1 0 -1 4194560 ...\n");
    Files.writeString(
        directory.resolve("cmdline"),
        arguments.length == 0 ? "" : String.join("\0", arguments) + "\0");
  }

  private int count(ProcessPattern pattern) throws IOException {
    return new ProcessScan(proc).count(new TreeMap<>(Map.of("it", pattern))).get("it");
  }

  @Test
  @DisplayName("counts by name, exactly, and no zombie")
  void byName() throws IOException {
    process(1, "systemd", 'S');
    process(10, "nginx", 'S', "nginx: master process");
    process(11, "nginx", 'R', "nginx: worker process");
    process(12, "nginx", 'Z');
    process(13, "nginx-exporter", 'S', "/usr/bin/nginx-exporter");
    process(14, "nginx", 'D', "nginx: worker process");

    assertEquals(3, count(new Name("nginx")));
    assertEquals(0, count(new Name("ngin")));
  }

  @Test
  @DisplayName("a long name is compared as far as the kernel keeps it")
  void longName() throws IOException {
    process(20, "systemd-journal", 'S', "/lib/systemd/systemd-journald");

    assertEquals(1, count(new Name("systemd-journald")));
  }

  @Test
  @DisplayName("a name may hold brackets and spaces")
  void oddName() throws IOException {
    process(30, "a) Z (b", 'S');

    assertEquals(1, count(new Name("a) Z (b")));
  }

  @Test
  @DisplayName("counts by command line: with or without path, as a beginning or as a whole")
  void byCommandLine() throws IOException {
    process(40, "java", 'S', "/usr/bin/java", "-jar", "cache.jar", "--verbose");
    process(41, "java", 'S', "java", "-jar", "other.jar");
    process(42, "kworker", 'S');

    assertEquals(2, count(new CommandLine(List.of("java"), false)));
    assertEquals(1, count(new CommandLine(List.of("/usr/bin/java"), false)));
    assertEquals(1, count(new CommandLine(List.of("java", "-jar", "cache.jar"), false)));
    assertEquals(0, count(new CommandLine(List.of("java", "-jar", "cache.jar"), true)));
    assertEquals(1, count(new CommandLine(List.of("java", "-jar", "other.jar"), true)));
    assertEquals(0, count(new CommandLine(List.of("java", "-ja"), false)));
  }

  @Test
  @DisplayName("counts the process that a file names, if it runs")
  void byPidFile(@TempDir Path run) throws IOException {
    process(50, "nginx", 'S');
    process(51, "nginx", 'Z');
    Path file = run.resolve("nginx.pid");

    assertEquals(0, count(new PidFile(file.toString())));
    Files.writeString(file, "50\n");
    assertEquals(1, count(new PidFile(file.toString())));
    Files.writeString(file, "51\n");
    assertEquals(0, count(new PidFile(file.toString())));
    Files.writeString(file, "-50\n");
    assertEquals(0, count(new PidFile(file.toString())));
    Files.writeString(file, "../50\n");
    assertEquals(0, count(new PidFile(file.toString())));
  }

  @Test
  @DisplayName("what ended meanwhile, or makes no sense, is passed over")
  void passesOver() throws IOException {
    process(60, "nginx", 'S');
    Files.createDirectory(proc.resolve("61"));
    Files.createDirectory(proc.resolve("62"));
    Files.writeString(proc.resolve("62").resolve("stat"), "62 nginx S");
    Files.createDirectory(proc.resolve("net"));

    assertEquals(1, count(new Name("nginx")));
  }

  @Test
  @DisplayName("without a list of processes there is no count")
  void noProc() throws IOException {
    ProcessScan scan = new ProcessScan(proc.resolve("gone"));

    assertThrows(
        IOException.class, () -> scan.count(new TreeMap<>(Map.of("it", new Name("nginx")))));
  }

  @Test
  @DisplayName("finds this very process in the real /proc")
  void real() throws IOException {
    String name = Files.readString(Path.of("/proc/self/comm")).strip();

    int count =
        new ProcessScan(Path.of("/proc"))
            .count(new TreeMap<>(Map.of("it", new Name(name))))
            .get("it");

    assertEquals(true, count >= 1);
  }
}
