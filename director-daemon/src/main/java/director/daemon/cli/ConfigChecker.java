// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a config without using it. */
@FunctionalInterface
public interface ConfigChecker {
  /**
   * Lines of the form {@code file:line: key: message}.
   *
   * @param problems why it would be refused; empty when it would be accepted
   * @param warnings what is allowed and probably not meant
   * @param questions what only the daemon can find out, with its own rights
   * @param findings all of them, for programs
   */
  record Verdict(
      List<String> problems,
      List<String> warnings,
      List<String> questions,
      List<Finding> findings) {
    public Verdict {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
      questions = List.copyOf(questions);
      findings = List.copyOf(findings);
    }
  }

  /**
   * One thing to say, in its parts.
   *
   * @param severity {@code error}, {@code warning}, or {@code question}
   * @param line from 1; null when it is the file as a whole
   * @param column from 1, where the key stands in the line; null when it does not stand there
   * @param path of the key; empty when it is the file itself
   */
  record Finding(
      String severity,
      String file,
      @Nullable Integer line,
      @Nullable Integer column,
      String path,
      String message) {}

  /** Everything there is to say about the file. */
  Verdict check(Path file);
}
