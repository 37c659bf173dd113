// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs programs, each in a process group of its own, without a shell. */
interface CommandRunner {

  /**
   * Runs one and waits until it is gone.
   *
   * @param title for the log
   * @param environment all of it but PATH
   * @param timeout after which the whole group is ended
   * @throws InterruptedException when it is not wanted any more; then the group was killed
   */
  Ended run(
      String title,
      List<String> command,
      String user,
      Map<String, String> environment,
      Duration timeout)
      throws InterruptedException;

  /**
   * Why a program would not be run if it were now, as a sentence; empty if it would be. Blocks.
   *
   * @param program its path
   */
  Optional<String> problem(String program, String user) throws InterruptedException;
}
