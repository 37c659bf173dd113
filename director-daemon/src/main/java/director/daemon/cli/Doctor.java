// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.doctor.fact.Facts.Running;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.rule.Diagnosis;
import java.nio.file.Path;

/** Looks at this host, and from it at its segments and real servers. Changes nothing. */
@FunctionalInterface
public interface Doctor {
  /**
   * Looks for a few seconds.
   *
   * @param config the configuration file
   * @param running what the daemon says of itself
   */
  Diagnosis examine(Path config, Path stateDirectory, Known<Running> running);
}
