// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport.Instance;
import java.util.List;
import java.util.Optional;

/**
 * What holds a virtual router back although nothing is wrong with it. Somebody may have wanted that
 * weeks ago, so it is shown until it is ended, with how to end it.
 */
final class Withheld {
  /** How the elector's sentences begin where an operator is the reason. */
  private static final List<String> ORDERED = List.of("standby: ", "handed over by operator: ");

  private Withheld() {}

  static Optional<String> sentence(Instance instance) {
    return Optional.ofNullable(instance.withheld())
        .map(why -> isOrdered(why) ? why + "; ends with: directorctl node resume" : why);
  }

  private static boolean isOrdered(String why) {
    return ORDERED.stream().anyMatch(why::startsWith);
  }
}
