// SPDX-License-Identifier: Apache-2.0
package director.daemon.launch;

import director.daemon.cli.DirectorCtl;
import director.daemon.control.DirectorVersion;
import director.daemon.doctor.probe.Examination;
import director.daemon.doctor.rule.Diagnosis;

/**
 * The program {@code directorctl} with all that it can reach. What asks the kernel is loaded by the
 * command that needs it, and by no other.
 */
public final class Directorctl {
  private Directorctl() {}

  public static void main(String... arguments) {
    System.exit(
        DirectorCtl.run(
            arguments,
            (config, stateDirectory, running) ->
                Diagnosis.of(
                    Examination.of(config, stateDirectory, running, DirectorVersion.current()))));
  }
}
