// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. The message holds one line for each problem. */
public final class ConfigRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized; List.copyOf would be serializable anyway
  private final List<ConfigProblem> problems;

  ConfigRejectedException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, ordered by file and line. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
