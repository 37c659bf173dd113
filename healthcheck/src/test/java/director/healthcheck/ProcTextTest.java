// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.state.CpuSample;
import director.healthcheck.state.CpuSample.MachineTicks;
import director.healthcheck.state.CpuSample.ThreadTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcTextTest {

  private static final String SCHEDSTAT = "8121036891 250000001 4711\n";
  private static final String STAT =
      "cpu  3797935 1 605765 2397151 6941 2 7611 8271 5 6\n"
          + "cpu0 1898967 0 302882 1198575 3470 0 3805 4135 0 0\n";
  private static final String PRESSURE =
      "some avg10=8.33 avg60=1.87 avg300=2.11 total=16988655299\n"
          + "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";

  @Test
  @DisplayName("the kernel's files read as times, ticks and parts; guests are within user time")
  void reads() {
    assertEquals(
        Optional.of(
            new ThreadTimes(Duration.ofNanos(8_121_036_891L), Duration.ofNanos(250_000_001))),
        ProcText.threadTimes(SCHEDSTAT));
    assertEquals(Optional.of(new MachineTicks(8271, 6_823_677)), ProcText.machineTicks(STAT));
    assertEquals(OptionalDouble.of(0.0833), ProcText.pressure(PRESSURE));
    assertEquals(
        OptionalDouble.of(1), ProcText.pressure("some avg10=100.00 avg60=1.87 avg300=2.11"));
    assertEquals(
        Optional.of("/system.slice/directord.service"),
        ProcText.cgroup("1:cpu:/old\n0::/system.slice/directord.service\n"));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @DisplayName("what a kernel does not count, or counts in a way unknown, is left out")
  @ValueSource(
      strings = {
        "",
        "0 0 0\n",
        "1 2",
        "cpu  1 2 3 4\n",
        "cpu  1 2 3 4 5 6 7 99999999999999999999\n",
        "some avg10=x",
        "1:cpu:/\n"
      })
  void unknown(String text) {
    assertEquals(Optional.empty(), ProcText.threadTimes(text));
    assertEquals(Optional.empty(), ProcText.machineTicks(text));
    assertEquals(OptionalDouble.empty(), ProcText.pressure(text));
    assertEquals(Optional.empty(), ProcText.cgroup(text));
  }

  @Test
  @DisplayName("the files are read anew each time, our cgroup's pressure before the machine's")
  void files(@TempDir Path root) throws IOException {
    write(root, "proc/thread-self/schedstat", SCHEDSTAT);
    write(root, "proc/stat", STAT);
    write(root, "proc/self/cgroup", "0::/ours\n");
    write(root, "proc/pressure/cpu", "some avg10=99.00 avg60=0.00");
    write(root, "sys/fs/cgroup/ours/cpu.pressure", PRESSURE);
    try (var cpu = new OwnCpu(root)) {

      CpuSample first = cpu.sample(Duration.ofSeconds(1), Duration.ZERO);
      write(root, "proc/thread-self/schedstat", "9121036891 250000001 4711\n");
      CpuSample second = cpu.sample(Duration.ofSeconds(2), Duration.ofMillis(30));

      assertEquals(
          new CpuSample(
              Duration.ofSeconds(1),
              Duration.ZERO,
              Optional.of(
                  new ThreadTimes(Duration.ofNanos(8_121_036_891L), Duration.ofNanos(250_000_001))),
              Optional.of(new MachineTicks(8271, 6_823_677)),
              OptionalDouble.of(0.0833)),
          first);
      assertEquals(Duration.ofNanos(9_121_036_891L), second.thread().orElseThrow().ran());
      assertEquals(Duration.ofMillis(30), second.late());
    }
  }

  @Test
  @DisplayName("without any of the files nothing is counted, and nothing fails")
  void noFiles(@TempDir Path root) {
    try (var cpu = new OwnCpu(root)) {
      assertEquals(
          new CpuSample(
              Duration.ofSeconds(1),
              Duration.ZERO,
              Optional.empty(),
              Optional.empty(),
              OptionalDouble.empty()),
          cpu.sample(Duration.ofSeconds(1), Duration.ZERO));
    }
  }

  @Test
  @DisplayName("this kernel counts the ticks of the machine")
  void thisKernel() {
    try (var cpu = new OwnCpu(Path.of("/"))) {
      CpuSample sample = cpu.sample(Duration.ofSeconds(1), Duration.ZERO);

      assertEquals(true, sample.machine().orElseThrow().all() > 0);
    }
  }

  private static void write(Path root, String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
