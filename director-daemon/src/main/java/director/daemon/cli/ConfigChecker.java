// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.nio.file.Path;
import java.util.List;

/** Reads a config without using it. */
@FunctionalInterface
public interface ConfigChecker {
  /**
   * Every problem of the file, {@code file:line: key: message}; empty when it would be accepted.
   */
  List<String> problems(Path file);
}
