// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import director.daemon.journal.machine.Sample.Packets;
import director.daemon.journal.machine.Sample.Ticks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcTextTest {
  private static final String STAT =
      "cpu  3797935 1 605765 2397151 6941 2 7611 8271 5 6\n"
          + "cpu0 1898967 0 302882 1198575 3470 0 3805 4135 0 0\n";
  private static final String PRESSURE =
      "some avg10=8.33 avg60=1.87 avg300=2.11 total=16988655299\n"
          + "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";
  private static final String MEMINFO =
      "MemTotal:       24683740 kB\nMemFree:        23286460 kB\nMemAvailable:   23853124 kB\n";
  private static final String STATUS =
      "Name:\tjava\nVmHWM:\t  222352 kB\nVmRSS:\t  212352 kB\nRssAnon:\t  190000 kB\n";
  private static final String DEV =
      """
      Inter-|   Receive                                                |  Transmit
       face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
          lo: 1234567    9999    0    0    0     0          0         0  1234567    9999    0    0    0     0       0          0
        eth0: 98765432  100001    1    2    0     0          0         7 12345678  200002    0    0    0     0       0          0
      eth1.20:     640      10    0    0    0     0          0         0        0       0    0    0    0     0       0          0
      """;

  @Test
  @DisplayName("the kernel's files read as ticks, percent, bytes and packets")
  void reads() {
    assertEquals(new Ticks(4_411_314, 8271, 6_823_677), ProcText.ticks(STAT));
    assertEquals(8.33, ProcText.pressure(PRESSURE));
    assertEquals(24_425_598_976L, ProcText.available(MEMINFO));
    assertEquals(217_448_448L, ProcText.resident(STATUS));
    assertEquals(new Packets(100_011, 200_002), ProcText.packets(DEV));
  }

  @Test
  @DisplayName("a machine that has nothing but lo receives nothing")
  void onlyLo() {
    assertEquals(new Packets(0, 0), ProcText.packets("    lo: 1 2 0 0 0 0 0 0 1 2 0 0 0 0 0 0\n"));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "",
        "cpu  1 2 3 4\n",
        "cpu  1 2 3 4 5 6 7 99999999999999999999\n",
        "some avg10=x",
        "MemAvailable: many kB\n",
        "VmRSS: 1 MB\n",
        "eth0: 1 2 3\n"
      })
  @DisplayName("what a kernel does not count, or counts in a way unknown, is left out")
  void unknown(String text) {
    assertEquals(null, ProcText.ticks(text));
    assertEquals(null, ProcText.pressure(text));
    assertEquals(null, ProcText.available(text));
    assertEquals(null, ProcText.resident(text));
    assertEquals(null, ProcText.packets(text));
  }

  @Test
  @DisplayName("each file is where it is looked for; one that is missing costs only itself")
  void files(@TempDir Path root) throws IOException {
    write(root, "proc/stat", STAT);
    write(root, "proc/pressure/cpu", PRESSURE);
    write(root, "proc/pressure/memory", "some avg10=0.01 avg60=0.00 avg300=0.00 total=1\n");
    write(root, "proc/meminfo", MEMINFO);
    write(root, "proc/self/status", STATUS);
    write(root, "proc/net/dev", DEV);

    assertEquals(
        new Sample(
            new Ticks(4_411_314, 8271, 6_823_677),
            8.33,
            null,
            0.01,
            24_425_598_976L,
            217_448_448L,
            new Packets(100_011, 200_002)),
        new Machine(root).sample());
  }

  @Test
  @DisplayName("this kernel counts ticks, memory and packets")
  void thisKernel() {
    Sample sample = Machine.ofKernel().sample();

    assertNotNull(sample.ticks());
    assertNotNull(sample.memoryAvailableBytes());
    assertNotNull(sample.residentBytes());
    assertNotNull(sample.packets());
  }

  private static void write(Path root, String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
