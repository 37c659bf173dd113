// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.HostQuestions;
import director.daemon.cli.DirectorCtl;
import director.daemon.control.DirectorVersion;
import director.daemon.doctor.probe.Examination;
import director.daemon.doctor.rule.Diagnosis;
import java.nio.file.Path;

/**
 * The program {@code directorctl} with all that it can reach. What asks the kernel is loaded by the
 * command that needs it, and by no other.
 */
public final class Directorctl {
  /** Where the daemon of a package keeps what outlives a restart. */
  private static final Path STATE = Path.of("/var/lib/directord");

  private Directorctl() {}

  public static void main(String... arguments) {
    System.exit(
        DirectorCtl.run(
            arguments,
            () -> HostQuestions.forDaemonOf(STATE),
            (config, stateDirectory, running) ->
                Diagnosis.of(
                    Examination.of(config, stateDirectory, running, DirectorVersion.current()))));
  }
}
