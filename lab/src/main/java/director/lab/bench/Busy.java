// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that use all processors for nothing, at ordinary priority. */
final class Busy {
  private final List<Process> processes = new ArrayList<>();

  private Busy() {}

  /** So many of them, from now until their end. */
  static Busy on(CheckHost host, int count) throws IOException, InterruptedException {
    Busy busy = new Busy();
    Path log = host.host().directory().resolve("busy.log");
    for (int i = 0; i < count; i++) {
      List<String> loop = List.of("sh", "-c", "while :; do :; done");
      busy.processes.add(host.start(CheckHost.ORDINARY, CheckHost.ANY, log, loop));
    }
    return busy;
  }

  void end() {
    processes.forEach(Process::destroyForcibly);
  }
}
