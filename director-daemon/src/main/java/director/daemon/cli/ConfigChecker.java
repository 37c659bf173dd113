// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.nio.file.Path;
import java.util.List;

/** Reads a config without using it. */
@FunctionalInterface
public interface ConfigChecker {
  /**
   * Lines of the form {@code file:line: key: message}.
   *
   * @param problems why it would be refused; empty when it would be accepted
   * @param warnings what is allowed and probably not meant
   */
  record Verdict(List<String> problems, List<String> warnings) {
    public Verdict {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }

  /** Everything there is to say about the file. */
  Verdict check(Path file);
}
