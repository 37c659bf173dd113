// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import java.util.List;

/**
 * A process as /proc shows it (proc(5)). Both its name and its arguments are the process's own
 * word: it can change them.
 *
 * @param name at most 15 bytes of the program's name, as in /proc/PID/comm
 * @param arguments the command line with the program as the first; empty if nobody asked for it
 */
public record RunningProcess(long pid, String name, List<String> arguments) {

  public RunningProcess {
    arguments = List.copyOf(arguments);
  }
}
