// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The signals for which the JDK has no method. */
public enum Signal {
  STOP,
  CONT,
  HUP,
  USR1;

  /** Sends it to all of them by one kill(1). Those that have ended meanwhile are passed over. */
  public void to(List<ProcessHandle> processes) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
