// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the kernel's counters. */
public final class Machine {

  /** Longer than those of a machine with some hundred processors and interfaces. */
  private static final int MOST = 1 << 18;

  private final Path root;

  Machine(Path root) {
    this.root = root;
  }

  public static Machine ofKernel() {
    return new Machine(Path.of("/"));
  }

  /** What is counted now. */
  public Sample sample() {
    return new Sample(
        ProcText.ticks(read("proc/stat")),
        ProcText.pressure(read("proc/pressure/cpu")),
        ProcText.pressure(read("proc/pressure/io")),
        ProcText.pressure(read("proc/pressure/memory")),
        ProcText.available(read("proc/meminfo")),
        ProcText.resident(read("proc/self/status")),
        ProcText.packets(read("proc/net/dev")));
  }

  private String read(String file) {
    try (InputStream in = Files.newInputStream(root.resolve(file))) {
      return new String(in.readNBytes(MOST), StandardCharsets.US_ASCII);
    } catch (IOException notCounted) {
      return ""; // PSI may be switched off, even while it is read.
    }
  }
}
